import { appendFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Remote } from '../values/git-remote.ts';
import { GitFailure, gitOutput, type GitDoors } from './git.ts';

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

/** What git says of a remote that hands out whole histories only (git: fetch-pack.c, remote-curl.c). */
const givesNoPart = /does not support (shallow|--depth)|not support shallow/i;

/** The local name of what a branch there points to. */
export const fetched = 'refs/simple-deploy/there';

/** How much of a branch is fetched. */
interface Part {
  /** So many commits of its history. */
  readonly depth: number;
  /** Where the remote can do that, without the files. */
  readonly commitsOnly?: boolean;
}

/**
 * Fetches a branch into a repository of ours: of its history a part, where the remote can give one, else all of it. Gives its
 * newest commit; undefined: there is no such branch. Throws a GitFailure.
 */
export async function fetchBranch(
  folder: string,
  { remote, branch }: { readonly remote: Remote; readonly branch: string },
  doors: GitDoors,
  { depth, commitsOnly = false }: Part,
): Promise<string | undefined> {
  const ref = `refs/heads/${branch}`;
  const ask = async (...args: readonly string[]): Promise<string> =>
    gitOutput(folder, args, doors, undefined, await reaching(folder, remote, doors));
  const fetch = (...part: readonly string[]): Promise<string> =>
    ask('fetch', '--quiet', '--no-tags', ...part, remote.url, `+${ref}:${fetched}`);
  const heads = await ask('ls-remote', '--heads', remote.url, ref);
  if (!heads.split('\n').some((line) => line.endsWith(`\t${ref}`))) return undefined;
  try {
    await fetch(`--depth=${depth}`, ...(commitsOnly ? ['--filter=tree:0'] : []));
  } catch (error) {
    if (!(error instanceof GitFailure && error.lines.some((line) => givesNoPart.test(line)))) throw error;
    // What was tried left a configuration by which git would fetch what it lacks, again and again.
    await rm(join(folder, '.git'), { recursive: true });
    await makeRepository(folder, doors);
    await fetch();
  }
  return gitOutput(folder, ['rev-parse', fetched], doors);
}
