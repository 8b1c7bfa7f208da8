import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Remote } from '../values/git-remote.ts';
import { gitOutput, type GitDoors } from './git.ts';

const settings = `
[core]
\thooksPath = /dev/null
\tfsync = none
\tautocrlf = false
\tfsmonitor = false
[gc]
\tauto = 0
[maintenance]
\tauto = false
[push]
\tgpgSign = false
\tfollowTags = false
[fetch]
\twriteCommitGraph = false
`;

/** A repository of our own in an empty folder: no hooks, no clean-up, nothing of the person's templates. */
export async function makeRepository(folder: string, doors: GitDoors): Promise<void> {
  await gitOutput(folder, ['init', '--quiet', '--template=', '--initial-branch=simple-deploy', '.'], doors);
  await appendFile(join(folder, '.git', 'config'), settings);
}

/** Variables by which git reaches a remote; what the person set for ssh goes before. */
export async function reaching(
  folder: string,
  { sshConfig }: Remote,
  { env }: GitDoors,
): Promise<Readonly<Record<string, string>>> {
  if (sshConfig === undefined || env['GIT_SSH_COMMAND'] || env['GIT_SSH']) return {};
  const file = join(folder, '.git', 'ssh-config');
  await writeFile(file, sshConfig, { mode: 0o600 });
  return { GIT_SSH_COMMAND: `ssh -F '${file.replaceAll("'", `'\\''`)}'` };
}

/** The local name of what a branch there points to. */
export const fetched = 'refs/simple-deploy/there';

/**
 * Fetches a branch with its history into a repository of ours: with `commitsOnly`, and where the remote can do that, without
 * the files. Gives its newest commit; undefined: there is no such branch. Throws a GitFailure.
 */
export async function fetchBranch(
  folder: string,
  remote: Remote,
  branch: string,
  doors: GitDoors,
  commitsOnly = false,
): Promise<string | undefined> {
  const env = await reaching(folder, remote, doors);
  const ref = `refs/heads/${branch}`;
  const heads = await gitOutput(folder, ['ls-remote', '--heads', remote.url, ref], doors, undefined, env);
  if (!heads.split('\n').some((line) => line.endsWith(`\t${ref}`))) return undefined;
  const filter = commitsOnly ? ['--filter=tree:0'] : [];
  const args = ['fetch', '--quiet', '--no-tags', ...filter, remote.url, `+${ref}:${fetched}`];
  await gitOutput(folder, args, doors, undefined, env);
  return gitOutput(folder, ['rev-parse', fetched], doors);
}
