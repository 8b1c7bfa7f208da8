import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { type FlyTestApp, flyTestApp } from '../../support/fly/app.ts';
import { useFly } from '../../support/fly/use-fly.ts';
import { problemIn } from '../../support/problem-of.ts';

const script = fileURLToPath(new URL('../../support/fly/push-process.ts', import.meta.url));
const fly = useFly();
afterEach(() => fly.faults.clear());

/** A machine that stands gets another release. */
const change = /^POST \/v1\/apps\/[^/]+\/machines\/[^/]+$/;

/** A push in a process of its own that is killed when a request arrives at Fly: it alone, or its flyctl with it. */
async function killedAt({ name }: FlyTestApp, release: string, what: 'all' | 'alone'): Promise<void> {
  const child = spawn(process.execPath, [script, name, release], {
    env: { ...process.env, ...fly.env },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const pid = child.pid ?? 0;
  fly.faults.add({ on: change, times: 1, hit: () => void process.kill(what === 'all' ? -pid : pid, 'SIGKILL') });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = await new Promise((resolve) =>
    child.on('exit', (code, signal) => resolve(signal ?? `${code}: ${said}`)),
  );
  expect(ended).toBe('SIGKILL');
}

/** Pushes until nobody is said to work at release 2 any more; gives how often that was said. */
async function pushPatiently(app: FlyTestApp, release: string): Promise<number> {
  for (let refused = 0; ; refused += 1) {
    const problem = await app.push({ release }).then(() => undefined, problemIn);
    if (problem === undefined) return refused;
    expect(problem).toMatchObject({ code: 'release-under-way', version: 2 });
  }
}

// Left alone, flyctl ends at the next line that it writes, which nobody reads.
test.each(['all', 'alone'] as const)(
  'a push that is killed (%s) while a machine changes is in the way for seconds, and the next one repairs',
  async (what) => {
    const app = flyTestApp(fly);
    await app.push({ release: 'one' });
    await killedAt(app, 'two', what);
    expect(await pushPatiently(app, 'three')).toBeGreaterThan(0);
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'three' });
    expect(app.running()).toEqual(['app 3']);
  },
);

test('Fly was asked nothing that it is not asked', () => {
  expect(fly.violations).toEqual([]);
});
