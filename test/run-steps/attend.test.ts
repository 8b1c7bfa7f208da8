import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { createServer, type TLSSocket } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { runSteps } from '../../src/run-steps.ts';
import { certificateIn } from '../support/fakes/certificate.ts';
import { testDoors } from '../platforms/support/doors.ts';
import { rejectedWith } from '../support/problem-of.ts';
import { served } from '../registry/support/served.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const mark = '\uFFFF heroku-command-exit-status:';
const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

/** A place where something that was begun is met: what `runs` does once the secret was said. */
async function meeting(runs: (socket: TLSSocket, input: () => string) => void, address?: string) {
  const { cert, key, file } = certificateIn(temporaryFolder('attend'), 'example.org', ['localhost']);
  const heard: string[] = [];
  const early: string[] = [];
  const server = createServer({ cert, key }, (socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      heard.push(chunk.toString());
      if (heard.length > 1) return;
      // What comes before the greeting is lost.
      setTimeout(() => {
        early.push(...heard.slice(1));
        socket.write('rendezvous\r\n');
        runs(socket, () => heard.slice(1).join(''));
      }, 50);
    });
    stops.push(() => socket.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => server.close());
  const url = address ?? `rendezvous://localhost:${(server.address() as AddressInfo).port}/secret-of-a-bank?x=1`;
  const host = await served((_, response) => response.writeHead(201).end(JSON.stringify({ attach_url: url })));
  const effect = {
    kind: 'attend' as const,
    request: { kind: 'api' as const, method: 'POST' as const, url: `http://${host}/dynos`, headers: {} },
    at: ['attach_url'],
    exitMark: mark,
  };
  const doors = testDoors({ env: { SSL_CERT_FILE: file } });
  const run = (more: object = {}) =>
    runSteps([{ id: 'run', title: 'Run it', why: 'because', effect }], { ...doors, ...more });
  return { run, doors, heard, early };
}

test('what is written there is data, the exit code is a result, and the secret is said once, in the first line', async () => {
  const { run, doors, heard, early } = await meeting((socket) => socket.end(`hello\r\n${mark} 3\r\n`));
  expect(await run()).toMatchObject([{ outcome: 'done', exitCode: 3 }]);
  expect(doors.written()).toBe('hello\r\n');
  expect([heard[0], early]).toEqual(['secret-of-a-bank?x=1\r\n', []]);
  expect(doors.secrets.join()).toContain('secret-of-a-bank');
  expect(JSON.stringify([doors.logged, doors.events])).not.toContain('secret-of-a-bank');
});

test('it comes in pieces, of which only the first line is a greeting', async () => {
  const { run, doors } = await meeting((socket) => {
    socket.write('one\n');
    socket.once('data', () => socket.end(`two\nthree\n${mark} 0\n`));
  });
  const stdin = new PassThrough();
  const done = run({ stdin });
  await expect.poll(() => doors.written()).toBe('one\n');
  stdin.write('more\n');
  await done;
  expect(doors.written()).toBe('one\ntwo\nthree\n');
});

test('what is piped in goes there, and its end', async () => {
  const stdin = new PassThrough();
  const { run, doors } = await meeting((socket, input) => {
    socket.on('data', () => {
      if (input().includes('\u0004')) socket.end(`read ${JSON.stringify(input())}\n${mark} 0\n`);
    });
  });
  const done = run({ stdin });
  stdin.end('SELECT 1;\n');
  await done;
  expect(doors.written()).toBe(`read ${JSON.stringify('SELECT 1;\n\u0004')}\n`);
});

test('a connection that ends before the command is a failure, with what was written before', async () => {
  const { run, doors } = await meeting((socket) => socket.end('half'));
  expect(await rejectedWith(run())).toMatchObject({
    code: 'step-failed',
    reason: 'the connection ended before the command did',
  });
  expect(doors.written()).toBe('half');
});

test('a certificate that nobody vouches for is refused', async () => {
  const { run } = await meeting((socket) => socket.end(`${mark} 0\n`));
  const problem = await rejectedWith(run({ env: {} }));
  expect(problem).toMatchObject({
    code: 'step-failed',
    reason: expect.stringContaining('cannot be reached') as string,
  });
});

test('another way of meeting is not ours', async () => {
  const { run } = await meeting(() => undefined, 'https://ssh.example.org/x');
  expect(await rejectedWith(run())).toMatchObject({ reason: expect.stringContaining('it is met by https') as string });
});

test('an interruption ends the connection', async () => {
  const ended = new AbortController();
  const closed: boolean[] = [];
  const { run } = await meeting((socket) => {
    socket.on('close', () => closed.push(true));
    ended.abort(new Error('SIGINT'));
  });
  await expect(run({ signal: ended.signal })).rejects.toThrow('SIGINT');
  await expect.poll(() => closed).toEqual([true]);
});
