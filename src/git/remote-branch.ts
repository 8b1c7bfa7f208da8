import { inTemporaryFolder } from '../temporary-folder.ts';
import type { Remote } from '../values/git-remote.ts';
import { type GitDoors, git, gitOutput } from './git.ts';
import { fetchBranch, fetched, makeRepository } from './remote.ts';

/** A commit of a branch elsewhere. */
export interface Commit {
  readonly id: string;
  readonly tree: string;
  readonly at: string;
  readonly message: string;
}

/**
 * So many of the newest commits of a branch elsewhere, by first parents, the newest first; none: there is no such branch.
 * Throws a GitFailure.
 */
export async function remoteBranch(
  remote: Remote,
  branch: string,
  most: number,
  doors: GitDoors,
): Promise<readonly Commit[]> {
  return inTemporaryFolder('', async (folder) => {
    await makeRepository(folder, doors);
    const newest = await fetchBranch(folder, { remote, branch }, doors, { depth: most, commitsOnly: true });
    if (newest === undefined) return [];
    const format = '--format=%H%x00%T%x00%cI%x00%B%x01';
    const log = await gitOutput(folder, ['log', '--first-parent', `--max-count=${most}`, format, fetched], doors);
    return log.split('\u0001').flatMap((entry) => {
      const [id = '', tree = '', at = '', message = ''] = entry.trim().split('\0');
      return id === '' ? [] : [{ id, tree, at, message: message.trim() }];
    });
  });
}

/** Whether a commit is part of what is checked out in a folder: then nothing of it is lost. */
export async function isInHistory(root: string, commit: string, doors: GitDoors): Promise<boolean> {
  const args = ['-c', 'safe.directory=*', 'merge-base', '--is-ancestor', commit, 'HEAD'];
  return (await git(root, args, doors)).exitCode === 0;
}
