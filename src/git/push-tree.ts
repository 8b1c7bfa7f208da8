import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../problems.ts';
import { runCommand } from '../run-command.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import type { SourceEntry } from '../values/source-tree.ts';
import type { GitPush } from '../values/step.ts';
import { gitEnvironment, gitOutput, type GitDoors } from './git.ts';
import { fetchBranch, makeRepository, reaching } from './remote.ts';

export interface PushDoors extends GitDoors {
  readonly onLine: (line: string) => void;
}

/** What a push came to. */
export interface PushedCommit {
  readonly commit: string;
  readonly tree: string;
  readonly exitCode: number;
  readonly output: readonly string[];
}

/**
 * Makes a commit of a tree on top of what stands on the branch, and pushes it. All of it happens in a repository of our own in
 * a temporary folder: of the person's repository nothing is read and nothing is written here. Throws `branch-moved` when
 * something else stands there than was seen, `source-changed` when a file is no longer what it was, a GitFailure.
 */
export async function pushTree(push: GitPush, doors: PushDoors): Promise<PushedCommit> {
  return inTemporaryFolder('push-', async (folder) => {
    await makeRepository(folder, doors);
    const depth = 'of' in push.tree ? push.tree.back + 1 : 1;
    const parent = await fetchBranch(folder, push, doors, { depth });
    if (parent !== push.parent) throw moved(push, parent);
    const tree =
      'entries' in push.tree
        ? await writeTree(folder, push.tree.entries, doors)
        : await treeOf(folder, push.tree.of, doors);
    const commit = await commitOf(folder, tree, push, doors);
    const { exitCode, output } = await send(folder, commit, push, doors);
    return { commit, tree, exitCode, output };
  });
}

function moved({ label, branch }: GitPush, commit: string | undefined): UserError {
  const log = commit === undefined ? [] : [`It stands at ${commit.slice(0, 12)} now.`];
  return new UserError({ code: 'branch-moved', label, branch, log });
}

function treeOf(folder: string, commit: string, doors: GitDoors): Promise<string> {
  return gitOutput(folder, ['rev-parse', `${commit}^{tree}`], doors);
}

/** Writes the tree into the repository, byte for byte as the files are: no filter, no line ends, no index of the person's. */
async function writeTree(folder: string, entries: readonly SourceEntry[], doors: GitDoors): Promise<string> {
  const made = join(folder, '.git', 'made');
  await mkdir(made);
  const files: string[] = [];
  for (const [index, { source }] of entries.entries()) {
    const file = 'file' in source ? source.file : join(made, String(index));
    if ('bytes' in source) await writeFile(file, source.bytes);
    files.push(file);
  }
  const names = files.map((file) => `${quotedPath(file)}\n`).join('');
  const ids = await hashed(folder, names, doors);
  const changed = entries.find(({ id }, index) => ids[index] !== id);
  if (changed !== undefined) throw new UserError({ code: 'source-changed', path: changed.path });
  const index = entries.map(({ mode, id, path }) => `${mode} ${id}\t${path}\0`).join('');
  await gitOutput(folder, ['update-index', '-z', '--index-info'], doors, index);
  return gitOutput(folder, ['write-tree'], doors);
}

async function hashed(folder: string, names: string, doors: GitDoors): Promise<readonly string[]> {
  const output = await gitOutput(folder, ['hash-object', '-w', '--no-filters', '--stdin-paths'], doors, names);
  return output.split('\n');
}

/** As git reads paths one a line: one with a sign that is special there stands in quotes, as in C. */
function quotedPath(path: string): string {
  if (!/["\\\n\r\t]/.test(path)) return path;
  const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };
  return `"${path.replaceAll(/["\\\n\r\t]/g, (sign) => escapes[sign] ?? sign)}"`;
}

const nobody = { name: 'simple-deploy', email: 'simple-deploy@localhost' };

/** By the person, as git knows them; who is not known to git is nobody. */
async function commitOf(folder: string, tree: string, { parent, message }: GitPush, doors: GitDoors): Promise<string> {
  const [name, email] = await Promise.all(
    (['name', 'email'] as const).map((what) =>
      gitOutput(folder, ['config', `user.${what}`], doors).catch(() => nobody[what]),
    ),
  );
  const env = {
    GIT_AUTHOR_NAME: doors.env['GIT_AUTHOR_NAME'] || name || nobody.name,
    GIT_AUTHOR_EMAIL: doors.env['GIT_AUTHOR_EMAIL'] || email || nobody.email,
    GIT_COMMITTER_NAME: doors.env['GIT_COMMITTER_NAME'] || name || nobody.name,
    GIT_COMMITTER_EMAIL: doors.env['GIT_COMMITTER_EMAIL'] || email || nobody.email,
  };
  const args = ['commit-tree', '--no-gpg-sign', ...(parent === undefined ? [] : ['-p', parent]), tree];
  return gitOutput(folder, args, doors, message, env);
}

/** By the platform's own program where it is given, which makes the connection; else by git. */
async function send(
  folder: string,
  commit: string,
  { remote, branch, by, options = [] }: GitPush,
  doors: PushDoors,
): Promise<{ readonly exitCode: number; readonly output: readonly string[] }> {
  const output: string[] = [];
  const onLine = (line: string): void => {
    // The remote's own lines, without what git writes before and behind each of them.
    const text = line.replace(/^\s*remote: ?/, '').replace(/(\u001b\[K|\s)+$/, '');
    output.push(text);
    doors.onLine(text);
  };
  const more = options.map((option) => `--push-option=${option}`);
  const args = ['push', ...more, remote.url, `${commit}:refs/heads/${branch}`];
  const command =
    by === undefined
      ? { kind: 'command' as const, argv: ['git', ...args] as [string, ...string[]] }
      : { ...by, argv: by.argv.map((word) => word.replaceAll('{commit}', commit)) as [string, ...string[]] };
  const ssh = by === undefined ? await reaching(folder, remote, doors) : {};
  const env = { ...command.env, ...ssh };
  const { exitCode } = await runCommand(
    { ...command, env, cwd: folder },
    { ...doors, env: gitEnvironment(doors.env), onLine },
  );
  return { exitCode, output };
}
