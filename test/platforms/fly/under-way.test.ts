import { expect, test } from 'vitest';
import { isHeld, runningRelease } from '../../../src/platforms/fly/under-way.ts';
import { UserError } from '../../../src/problems.ts';

const machine = { id: 'm1', state: 'started', config: { metadata: { fly_process_group: 'app' } } };
const command = (state: string) => ({
  id: 'm9',
  state,
  config: { metadata: { fly_process_group: 'fly_app_release_command' } },
});

/** Whether somebody works there, and how often leases were looked at. */
async function held(machines: readonly object[], ...leases: readonly unknown[]): Promise<readonly [boolean, number]> {
  let looks = 0;
  const ask = async (...[, what, ...args]: readonly string[]): Promise<unknown> => {
    if (what === 'list') return machines;
    expect(args).toEqual(['view', 'm1', '-a', 'blog', '--json']);
    const answer = leases[Math.min(looks, leases.length - 1)];
    looks += 1;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return [await isHeld(ask, 'blog', new AbortController().signal, 1), looks];
}

test('a release is under way while its command runs', async () => {
  expect(await held([machine, command('started')])).toEqual([true, 0]);
  expect(await held([machine, command('stopped')], {})).toEqual([false, 2]);
  expect(await held([command('destroyed')])).toEqual([false, 0]);
});

test('and while somebody holds a machine, or takes one away', async () => {
  const lease = { m1: { status: 'success', data: { nonce: 'n', owner: 'ada' } } };
  expect(await held([machine], lease)).toEqual([true, 1]);
  expect(await held([machine], {}, lease)).toEqual([true, 2]);
  expect(await held([machine, { id: 'm0', state: 'destroyed' }], {})).toEqual([false, 2]);
  expect(await held([machine], { m1: { status: 'success', data: null } })).toEqual([false, 2]);
  const gone = new UserError({ code: 'platform-question-failed', platform: 'Fly.io', command: '', log: [] });
  expect(await held([machine], gone)).toEqual([true, 1]);
});

test('a bug is none of that', async () => {
  await expect(held([machine], new TypeError('no function'))).rejects.toThrow('no function');
});

test('only the newest may be, while it is running', () => {
  const release = (version: number, status: string) => ({ version, status, createdAt: 'then' });
  expect(runningRelease({ releases: [release(2, 'running'), release(1, 'complete')] })?.version).toBe(2);
  for (const status of ['pending', 'complete', 'failed', 'interrupted'])
    expect(runningRelease({ releases: [release(2, status), release(1, 'running')] })).toBeUndefined();
  expect(runningRelease({ releases: [] })).toBeUndefined();
});
