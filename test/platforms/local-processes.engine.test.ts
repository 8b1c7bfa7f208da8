import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { redisImage } from '../support/redis-image.ts';
import { testApp, type TestApp } from './support/app.ts';
import { testDoors } from './support/doors.ts';

const work = ['python', 'manage.py', 'work'];
const worker = { processes: { worker: work } };

describe('processes beside the server', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp();
    await app.push({ release: 'one', ...worker });
  });
  afterAll(() => app.remove());

  const running = async () => (await app.everything()).filter((each) => each.startsWith('process'));
  const since = async () => {
    const { outcome } = await app.carry('status');
    return outcome.facts.find(({ name }) => name === 'Since')?.value.split(' (')[0];
  };
  const logOf = async (process: string) => {
    const doors = testDoors();
    await app.carry('logs', { process }, doors);
    return doors.written();
  };

  test('run in a container of their own, and tell what they do under their name', async () => {
    expect(await running()).toEqual(['process.worker: running']);
    expect(await logOf('worker')).toBe('works as one\n');
    const { outcome } = await app.carry('status');
    expect(outcome.facts).toContainEqual({ name: 'Process worker', value: expect.stringMatching(/^running, since /) });
  });

  test('are part of what a push looks at: the same again changes nothing', async () => {
    expect((await app.push({ release: 'one', ...worker })).outcome.changed).toBe(false);
  });

  test('that die at their start are shown with their log, and those before work on, with their release', async () => {
    const served = await since();
    const broken = { worker: [...work, 'broken'] };
    const problem = await rejectedWith(app.push({ release: 'two', processes: broken }));
    expect(problem).toMatchObject({
      code: 'process-failed',
      reason: expect.stringContaining('ended with exit code 1'),
    });
    expect(JSON.stringify(problem)).toContain("KeyError: 'BROKER'");
    expect(await running()).toEqual(['process.worker: running']);
    expect((await app.page())['TINY_RELEASE']).toBe('one');
    expect(await logOf('worker')).toBe('works as one\nworks as one\n');
    // The server was not switched, and so never away.
    expect(await since()).toBe(served);
  });

  test('are those of the release: a push replaces them', async () => {
    await app.push({ release: 'three', processes: { mail: work } });
    expect(await running()).toEqual(['process.mail: running']);
    expect(await logOf('mail')).toBe('works as three\n');
  });
});

describe('a Redis', () => {
  let app: TestApp;
  let image: string;
  beforeAll(async () => {
    [app, image] = await Promise.all([testApp(), redisImage()]);
  });
  afterAll(() => app.remove());

  const needing = { release: 'one', database: 'none', services: { redis: ['REDIS_URL'] } } as const;

  test('is started where one is needed; it takes its password alone, and keeps its data', async () => {
    await app.push(needing, { redisImage: image });
    expect(await app.everything()).toContain('redis: running');
    const ask = async (...command: readonly string[]) => {
      const doors = testDoors();
      await app.carry('run', { command: ['python', '-c', speak, ...command] }, doors);
      return doors.written().trim();
    };
    expect(await ask('SET a 1')).toBe('+OK +OK');
    expect(await ask('wrong')).toMatch(/^-(WRONGPASS|ERR)/);
    await app.push({ ...needing, release: 'two' }, { redisImage: image });
    expect(await ask('GET a')).toBe('+OK $1');
  });

  test('goes with the app, its data when that is wanted', async () => {
    await app.carry('destroy', { confirm: app.name });
    expect(await app.everything()).toEqual(['data: volume', 'redis: volume']);
    await app.carry('destroy', { confirm: app.name, deleteData: true });
    expect(await app.everything()).toEqual([]);
  });

  test('that cannot be had is said, with what to type, and nothing is left', async () => {
    const problem = await rejectedWith(app.push(needing, { redisImage: 'simple-deploy-test/no-such-redis:1' }));
    expect(problem).toMatchObject({ code: 'redis-image-missing', reference: 'simple-deploy-test/no-such-redis:1' });
    expect(await app.everything()).toEqual([]);
  });
});

/** Says a word to the Redis of REDIS_URL, in the protocol's inline form: the first line of the answers to AUTH and to it. */
const speak = `
import os, socket, sys
from urllib.parse import urlsplit, unquote
url = urlsplit(os.environ["REDIS_URL"])
password = "wrong" if sys.argv[1] == "wrong" else unquote(url.password)
with socket.create_connection((url.hostname, url.port), timeout=10) as server:
    answers = server.makefile("r")
    server.sendall(("AUTH %s\\r\\n" % password).encode())
    print(answers.readline().strip(), end=" ")
    if password != "wrong":
        server.sendall((sys.argv[1] + "\\r\\n").encode())
        print(answers.readline().strip())
`;
import { rejectedWith } from '../support/problem-of.ts';
