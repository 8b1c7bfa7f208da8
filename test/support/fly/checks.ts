import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { addressOf, direct, type Ground } from '../fakes/ground.ts';
import { type Check, type CheckStatus, type Machine, now } from './state.ts';

interface Posted {
  readonly name: string;
  readonly check: Check;
  readonly port: number;
}

/**
 * Asks the checks of a machine as they were posted, for as long as its container runs: on its private address, which is
 * the Host unless a header says another. 2xx passes; a redirect is not followed. The interval is shortened.
 */
export async function watchChecks(ground: Ground, machine: Machine, id: string): Promise<void> {
  const posted = checksOf(machine);
  machine.checks = posted.map(({ name }) => newStatus(name));
  if (posted.length === 0) return;
  while (machine.container === id && machine.state === 'started') {
    const address = await addressOf(ground, id);
    await Promise.all(
      posted.map(async ({ name, check, port }) => {
        const status = machine.checks.find((each) => each.name === name);
        const output = address === undefined ? 'the machine has no address' : await ask(check, address, port);
        if (status === undefined) return;
        Object.assign(
          status,
          output === undefined ? { status: 'passing', output: '200 OK' } : { status: 'critical', output },
        );
        status.updated_at = now();
      }),
    );
    await pause(machine.checks.every(({ status }) => status === 'passing') ? 1000 : 250);
  }
}

function newStatus(name: string): CheckStatus {
  return { name, status: 'critical', output: 'waiting for status update', updated_at: now() };
}

/** Named as Fly names them. */
function checksOf({ config }: Machine): readonly Posted[] {
  const ofServices = (config.services ?? []).flatMap(({ checks = [], internal_port: port = 0 }) =>
    checks.map((check, index) => {
      const name = `servicecheck-${String(index).padStart(2, '0')}-${check.type}-${check.port ?? port}`;
      return { name, check, port: check.port ?? port };
    }),
  );
  const own = Object.entries(config.checks ?? {}).map(([name, check]) => ({ name, check, port: check.port ?? 0 }));
  return [...ofServices, ...own];
}

/** What is wrong, if anything. */
function ask(check: Check, host: string, port: number): Promise<string | undefined> {
  return check.type === 'http' ? askHttp(check, host, port) : askTcp(host, port);
}

function askHttp(
  { method = 'GET', path = '/', headers = [] }: Check,
  host: string,
  port: number,
): Promise<string | undefined> {
  const given = headers.map(({ name = '', values = [] }) => [name, values.join(',')] as const);
  return new Promise((resolve) => {
    const asked = request(
      { agent: direct, host, port, method, path, headers: Object.fromEntries(given), timeout: 5000 },
      (answer) => {
        answer.resume();
        const status = answer.statusCode ?? 0;
        resolve(status >= 200 && status < 300 ? undefined : `status ${status}`);
      },
    );
    asked.on('timeout', () => asked.destroy(new Error('context deadline exceeded')));
    asked.on('error', (error) => resolve(error.message));
    asked.end();
  });
}

function askTcp(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    const done = (said: string | undefined) => {
      socket.destroy();
      resolve(said);
    };
    socket.on('connect', () => done(undefined)).on('timeout', () => done('timeout'));
    socket.on('error', (error) => done(error.message));
  });
}
