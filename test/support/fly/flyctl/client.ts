import { setTimeout as pause } from 'node:timers/promises';

/** What ends a command with exit code 1 and "Error: …". */
export class Failure extends Error {}

const stripped = (token: string): string => token.replace(/^(?:FlyV1|Bearer) /i, '');

/** The token of the environment. Throws a Failure in flyctl's words where there is none. */
export function token(): string {
  const given = process.env['FLY_API_TOKEN'] ?? process.env['FLY_ACCESS_TOKEN'] ?? '';
  if (given === '') throw new Failure("no access token available. Please login with 'flyctl auth login'");
  return stripped(given);
}

interface Wanted {
  readonly base: string;
  readonly scheme: string;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a request; what gets a 502 or 503 is sent again as flyctl's transport does, three times (fly-go, http.go). */
async function send({ base, scheme, method, path, body, headers }: Wanted): Promise<Response> {
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: { authorization: `${scheme} ${token()}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const again = answer.status === 502 || answer.status === 503;
    if (!again || tries >= 3) return answer;
    await pause(100 * 2 ** tries);
  }
}

async function read(answer: Response, what: string): Promise<unknown> {
  const text = await answer.text();
  const body = parsed(text);
  if (answer.ok) return body;
  const { message, error = text } = (body ?? {}) as { readonly message?: string; readonly error?: string };
  throw new Failure(`${what}${message ?? error}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The Machines API, below /v1. `what` goes before the words of a refusal. */
export async function machines(
  method: string,
  path: string,
  body?: unknown,
  { what = '', headers = {} }: { readonly what?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<unknown> {
  const base = process.env['FLY_FLAPS_BASE_URL'] ?? 'https://api.machines.dev';
  const answer = await send({ base, scheme: 'FlyV1', method, path: `/v1${path}`, body, headers });
  return read(answer, what);
}

/** The API below /api/v1. */
export async function ui(method: string, path: string, body?: unknown): Promise<unknown> {
  const base = process.env['FLY_UIEX_BASE_URL'] ?? 'https://api.fly.io';
  const answer = await send({ base, scheme: 'Bearer', method, path: `/api/v1${path}`, body });
  if (answer.ok) return answer.json();
  throw new Failure(`failed to ${method.toLowerCase()} ${path} (status ${answer.status}): ${await answer.text()}`);
}

/** A query of the GraphQL API; gives its data. */
export async function query(text: string, variables: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
  const base = process.env['FLY_API_BASE_URL'] ?? 'https://api.fly.io';
  const body = { query: text, variables };
  const answer = await send({ base, scheme: 'Bearer', method: 'POST', path: '/graphql', body });
  if (!answer.ok) throw new Failure(`failed to run ${text}: server returned a non-200 status code: ${answer.status}`);
  const { data, errors } = (await answer.json()) as { data: unknown; errors?: readonly { message: string }[] };
  if (errors?.[0] !== undefined) throw new Failure(errors[0].message);
  return data;
}
