import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Problem } from '../../src/problems.ts';
import { tcpProxy } from '../support/engine-proxy.ts';
import { type TestApp, testApp } from './support/app.ts';
import { testDoors } from './support/doors.ts';
import { type Behaviour, tinyImage } from './support/tiny-image.ts';
import { rejectedWith } from '../support/problem-of.ts';

let app: TestApp;
beforeEach(async () => {
  app = await testApp();
});
afterEach(() => app.remove());

const whole = ['data: volume', 'web: running'];

test('a port that is taken while a push is under way: told with what was taken back and what still serves', async () => {
  await app.push({ release: 'one' });
  const server = createServer();
  const doors = testDoors({
    onEvent: (event) => {
      // The old release has just given the port back: somebody else is quicker than the new one, and leaves again.
      if (event.type === 'completed' && event.stepId === 'stop') server.listen(app.port);
      if (event.type === 'failed') server.close();
    },
  });
  const problem = await rejectedWith(app.push({ release: 'two' }, {}, doors));
  expect(problem).toMatchObject({ code: 'port-taken', port: app.port });
  expect(problem.aftermath).toEqual({
    undone: expect.arrayContaining(['Create the new release', 'Stop the old release']) as unknown,
    notUndone: [],
    serves: { url: `http://localhost:${app.port}/`, image: (await tinyImage({ release: 'one' })).reference },
  });
  expect(await app.page()).toMatchObject({ TINY_RELEASE: 'one' });
  expect(await app.everything()).toEqual(whole);
});

/** Pushes in a process of its own, whose way to the engine ends as soon as that step has begun; gives its problem. */
async function pushThatLosesEngine(behaviour: Behaviour, stepId: string): Promise<Problem> {
  await tinyImage(behaviour);
  const proxy = await tcpProxy();
  const script = new URL('support/push-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, app.name, String(app.port), JSON.stringify(behaviour)], {
    env: { ...process.env, DOCKER_HOST: `tcp://127.0.0.1:${proxy.port}` },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes(`started ${stepId}\n`)) setTimeout(proxy.stop, 100);
    });
  }
  await once(child, 'close');
  proxy.stop();
  const told = /^failed (?<problem>\{.*\})$/m.exec(said)?.groups?.['problem'];
  if (told === undefined) throw new Error(`it told no problem:\n${said}`);
  return JSON.parse(told) as Problem;
}

test.each([
  ['release', { migrate: 'slow' }],
  ['rehearsal-release', { migrate: 'slow' }],
  ['serve', { health: 'slow-live' }],
] as const)(
  'an engine that goes away in the step %s is said to be lost, and the next push repairs',
  async (id, how) => {
    const hasBefore = id !== 'release';
    if (hasBefore) {
      await app.push({ release: 'one' });
      await app.page('/upload');
      await app.page('/visit');
    }
    const problem = await pushThatLosesEngine({ release: 'two', schema: '0002', ...how }, id);
    expect(problem).toMatchObject({ code: 'engine-lost' });
    expect('during' in problem && problem.during).toMatch(/^carrying out "/);
    expect(problem.aftermath?.notUndone.length).toBeGreaterThan(0);
    await app.push({ release: 'three', schema: '0003' });
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'three', visits: hasBefore ? 1 : 0 });
    expect(await app.everything()).toEqual(whole);
  },
);
