import { describe, expect, it } from 'vitest';
import { pushCommit } from '../../src/run-steps/push-commit.ts';
import type { EffectDoors } from '../../src/run-steps/doors.ts';
import type { GitPush } from '../../src/values/step.ts';
import { pushOf, doors, treeOf } from '../git/support/pushes.ts';
import { bare, shapes } from '../git/support/repositories.ts';

/** A push by a program that says something and ends well. */
async function pushSaying(text: string, more: Partial<GitPush>): Promise<unknown> {
  const by = { kind: 'command', argv: ['printf', '%s\n', ...text.split('\n')] } as const;
  const tree = await treeOf(shapes['an ordinary repository']?.() ?? '');
  return pushCommit(pushOf(tree, bare(), { by, ...more }), doors as unknown as EffectDoors);
}

describe('a push of a commit', () => {
  it('gives the address that its output names', async () => {
    const said = '    https://main-abc.test/ is served by application `app`';
    const gave = (await pushSaying(said, {})) as { exitCode: number; output: string };
    expect([gave.exitCode, JSON.parse(gave.output)]).toMatchObject([0, { url: 'https://main-abc.test/' }]);
    expect(await pushSaying('nothing of an address', {})).toMatchObject({ exitCode: 1 });
  });

  it('failed when it says so, or does not say that it went well', async () => {
    await expect(pushSaying('E: Invalid deployment: x', { failsIfSays: ['Invalid deployment'] })).rejects.toThrow(
      'the push says "Invalid deployment"',
    );
    await expect(pushSaying('Found 1 new commit', { mustSay: 'the hook is done' })).rejects.toThrow(
      'does not say "the hook is done"',
    );
    await pushSaying('    the hook is done', { mustSay: 'the hook is done' });
  });
});
