import { GitFailure } from '../git/git.ts';
import { pushTree } from '../git/push-tree.ts';
import type { GitPush } from '../values/step.ts';
import type { EffectDoors, Gave } from './doors.ts';
import { EffectFailure } from './failure.ts';

/**
 * Pushes a tree as a commit; gives the commit, the tree and the first address of the output as JSON, and exit code 1 where there
 * was no address. Throws an EffectFailure, `branch-moved`, `source-changed`.
 */
export async function pushCommit(push: GitPush, doors: EffectDoors): Promise<Gave> {
  const { commit, tree, exitCode, output } = await pushTree(push, doors).catch((error: unknown) => {
    throw error instanceof GitFailure ? new EffectFailure(error.message, error.lines) : error;
  });
  const says = (pattern: string): boolean => output.some((line) => new RegExp(pattern, 'i').test(line));
  const said = push.failsIfSays.find(says);
  if (exitCode !== 0) throw new EffectFailure(`the push ended with exit code ${exitCode}`, output, exitCode);
  if (said !== undefined) throw new EffectFailure(`the push says "${said}"`, output);
  if (push.mustSay !== undefined && !says(push.mustSay)) {
    throw new EffectFailure(`the push does not say "${push.mustSay}", so that nobody knows what came of it`, output);
  }
  const url = output.flatMap((line) => /(https:\/\/\S+?\/?) is served by application/.exec(line)?.[1] ?? [])[0];
  return { exitCode: url === undefined ? 1 : 0, output: JSON.stringify({ commit, tree, ...(url && { url }) }) };
}
