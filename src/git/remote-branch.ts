import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

const most = 50;

/** The newest commits of a branch elsewhere, by first parents, the newest first; none: there is no such branch. Throws a GitFailure. */
export async function remoteBranch(remote: Remote, branch: string, doors: GitDoors): Promise<readonly Commit[]> {
  const folder = await mkdtemp(join(tmpdir(), 'simple-deploy-'));
  try {
    await makeRepository(folder, doors);
    if ((await fetchBranch(folder, remote, branch, doors, true)) === undefined) return [];
    const format = '--format=%H%x00%T%x00%cI%x00%B%x01';
    const log = await gitOutput(folder, ['log', '--first-parent', `--max-count=${most}`, format, fetched], doors);
    return log.split('\u0001').flatMap((entry) => {
      const [id = '', tree = '', at = '', message = ''] = entry.trim().split('\0');
      return id === '' ? [] : [{ id, tree, at, message: message.trim() }];
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether a commit is part of what is checked out in a folder: then nothing of it is lost. */
export async function isInHistory(root: string, commit: string, doors: GitDoors): Promise<boolean> {
  const args = ['-c', 'safe.directory=*', 'merge-base', '--is-ancestor', commit, 'HEAD'];
  return (await git(root, args, doors)).exitCode === 0;
}
