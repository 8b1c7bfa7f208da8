import { spawn } from 'node:child_process';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { fileURLToPath } from 'node:url';
import { type FlyTestApp, flyTestApp } from '../../support/fly/app.ts';
import { type Fly, startFly } from '../../support/fly/start-fly.ts';
import { useEdge } from '../../support/fakes/use-edge.ts';
import { newState } from '../../support/run-cli.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { rejectedWith } from '../../support/problem-of.ts';
import { tinyImage } from '../support/tiny-image.ts';

const CLI = fileURLToPath(new URL('../../../src/cli.ts', import.meta.url));
let fly: Fly;
let endEdge: () => void;
beforeAll(async () => {
  fly = await startFly();
  endEdge = useEdge(fly);
});
afterEach(() => fly.faults.clear());
afterAll(async () => {
  endEdge();
  await fly.stop();
});

/** A push by the command line that is killed when a request arrives at Fly: it alone, or its flyctl with it. */
async function killedAt({ name }: FlyTestApp, release: string, on: RegExp, what: 'all' | 'alone'): Promise<void> {
  const { reference } = await tinyImage({ release, database: 'none' });
  const args = ['push', '--to', 'fly', '--app', name, '--image', reference, '--database', 'none'];
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: temporaryFolder('nothing'),
    env: { ...process.env, ...fly.env, NO_COLOR: '1', XDG_STATE_HOME: newState() },
    stdio: 'ignore',
    detached: true,
  });
  const pid = child.pid ?? 0;
  let hits = 0;
  const hit = (): void => {
    hits += 1;
    process.kill(what === 'all' ? -pid : pid, 'SIGKILL');
  };
  fly.faults.add({ on, times: 1, hit });
  const ended = await new Promise((resolve) => child.on('exit', (_code, signal) => resolve(signal)));
  expect([hits, ended]).toEqual([1, 'SIGKILL']);
}

/** Pushes until nobody is said to work at a release any more. */
async function pushPatiently(app: FlyTestApp, release: string): Promise<number> {
  for (let refused = 0; ; refused += 1) {
    const problem = await rejectedWith(app.push({ release })).catch(() => undefined);
    if (problem === undefined) return refused;
    expect(problem).toMatchObject({ code: 'release-under-way', version: 2 });
  }
}

test('a push that is killed with its flyctl while a machine changes is in the way for seconds, and the next one repairs', async () => {
  const app = flyTestApp(fly);
  await app.push({ release: 'one' });
  await killedAt(app, 'two', /^POST \/v1\/apps\/[^/]+\/machines\/[^/]+$/, 'all');
  expect(await pushPatiently(app, 'three')).toBeGreaterThan(0);
  expect(await app.page()).toMatchObject({ TINY_RELEASE: 'three' });
  expect(app.running()).toEqual(['app 3']);
});

test('a flyctl that goes on without its push ends the release, and is waited for', async () => {
  const app = flyTestApp(fly);
  await app.push({ release: 'one' });
  await killedAt(app, 'two', /^POST \/v1\/apps\/[^/]+\/machines\/[^/]+$/, 'alone');
  await pushPatiently(app, 'two');
  expect(app.there()?.releases[1]?.status).toBe('complete');
  expect(await app.page()).toMatchObject({ TINY_RELEASE: 'two' });
});

test('Fly was asked nothing that it is not asked', () => {
  expect(fly.violations).toEqual([]);
});
