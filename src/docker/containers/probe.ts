import { request } from 'node:http';
import type { Engine } from '../engine.ts';
import { execIn } from './exec.ts';
import { findContainer } from './find.ts';

export interface HttpQuestion {
  readonly container: string;
  readonly port: number;
  readonly path: string;
  readonly host: string;
}

/** What a container's port answered: a status, `none` (nothing yet), or `gone` (it will not come: the container stands). */
export type HttpAnswer =
  | { readonly status: number }
  | { readonly none: string }
  | { readonly gone: string; readonly exitCode: number };

/**
 * Asks a path of a container. On an engine of this machine through the published port, which proves the way that people
 * take; an engine elsewhere publishes ports on its own machine, so there it is asked from inside the container.
 */
export async function askContainer(engine: Engine, question: HttpQuestion): Promise<HttpAnswer> {
  const state = await findContainer(engine, question.container);
  if (state === undefined) return { gone: 'the container was removed', exitCode: -1 };
  if (state.status !== 'running' || state.restarts > 0) {
    return { gone: `the container ended with exit code ${state.exitCode}`, exitCode: state.exitCode };
  }
  if (!isHere(engine)) return askInside(engine, question);
  const published = state.ports.find(({ container }) => container === question.port);
  if (published === undefined || published.host === 0) return { none: `port ${question.port} is not published` };
  return askHere(connectable(published.address), published.host, question);
}

/** Whether the engine's ports are ports of this machine. */
export function isHere(engine: Engine): boolean {
  return engine.address.startsWith('unix:');
}

function connectable(address: string): string {
  return address === '' || address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address;
}

function askHere(address: string, port: number, { path, host }: HttpQuestion): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    const asked = request({ host: address, port, path, headers: { host }, agent: false, timeout: 10_000 }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode ?? 0 });
    });
    asked.once('timeout', () => asked.destroy(new Error('no answer within 10 s')));
    asked.once('error', (error) => resolve({ none: error.message }));
    asked.end();
  });
}

const askInPython = `
import http.client, sys
connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=10)
connection.request("GET", sys.argv[2], headers={"Host": sys.argv[3]})
print(connection.getresponse().status)
`;

async function askInside(engine: Engine, { container, port, path, host }: HttpQuestion): Promise<HttpAnswer> {
  const argv = ['python', '-c', askInPython, String(port), path, host];
  const { exitCode, output } = await execIn(engine, container, argv);
  if (exitCode === 0) return { status: Number(output.trim()) };
  return { none: output.split('\n').at(-1) ?? '' };
}
