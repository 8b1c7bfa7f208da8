import type { Readable } from 'node:stream';
import { UserError } from '../../problems.ts';
import type { Engine } from '../engine.ts';
import { engineMessage, engineStatus } from './failure.ts';

/** Pulls an image unless it is at hand. Throws `database-image-missing` or `redis-image-missing` when it cannot be had. */
export async function ensureImage(engine: Engine, reference: string, service?: 'redis'): Promise<void> {
  if (await hasImage(engine, reference)) return;
  try {
    const stream = (await engine.api.pull(reference)) as unknown as Readable;
    const error = await lastError(stream);
    if (error !== undefined) throw new Error(error);
  } catch (error) {
    const reason = engineMessage(error);
    throw new UserError(
      { code: service === undefined ? 'database-image-missing' : 'redis-image-missing', reference, reason },
      { cause: error },
    );
  }
}

/** Whether the engine has an image of this name or ID. */
export async function hasImage(engine: Engine, reference: string): Promise<boolean> {
  return (await imageLabels(engine, reference)) !== undefined;
}

/** Labels of an image by its name or ID; undefined when the engine has none such. */
export async function imageLabels(
  engine: Engine,
  reference: string,
): Promise<Readonly<Record<string, string>> | undefined> {
  try {
    return (await engine.api.getImage(reference).inspect()).Config.Labels ?? {};
  } catch (error) {
    if (engineStatus(error) === 404) return undefined;
    throw error;
  }
}

/** A pull that fails half-way says so in its stream of JSON lines only. */
async function lastError(stream: Readable): Promise<string | undefined> {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) text += chunk as string;
  const lines = text.split('\n').filter((line) => line.includes('"error"'));
  const last = lines.at(-1);
  return last === undefined ? undefined : (JSON.parse(last) as { error?: string }).error;
}
