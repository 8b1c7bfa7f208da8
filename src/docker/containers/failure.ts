import { UserError } from '../../problems.ts';

/** HTTP status of an engine's answer that was an error. */
export function engineStatus(error: unknown): number | undefined {
  const status = (error as { statusCode?: unknown } | undefined)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

/** The engine's own words. */
export function engineMessage(error: unknown): string {
  const body = (error as { json?: { message?: unknown } } | undefined)?.json;
  if (typeof body?.message === 'string') return body.message;
  return error instanceof Error ? error.message : String(error);
}

/** Waits for a call and takes these statuses for "nothing to do". */
export async function tolerating(statuses: readonly number[], call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!statuses.includes(engineStatus(error) ?? 0)) throw error;
  }
}

/** A taken port shows at the start only, in words: engines have no code for it. Rethrows everything else. */
export function explainStart(error: unknown): never {
  const message = engineMessage(error);
  const isTaken = /port is already allocated|address already in use/i.test(message);
  const port = /:(?<port>\d+)(?: failed)?:/.exec(message)?.groups?.['port'];
  if (!isTaken || port === undefined) throw error;
  throw new UserError({ code: 'port-taken', port: Number(port) }, { cause: error });
}
