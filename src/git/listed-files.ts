import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { git, type GitDoors, gitOutput } from './git.ts';

/** What git says of a folder of files. */
export interface Listed {
  /** Paths below the folder: tracked ones, and others that no ignore rule excludes; those of submodules too. */
  readonly paths: ReadonlySet<string>;
  /** Submodules that nobody has fetched: folders without content. */
  readonly emptySubmodules: readonly string[];
  /** How many tracked files a sparse checkout keeps out of the folder. */
  readonly sparse: number;
  /** The commit that is checked out; undefined: none yet, or no repository. */
  readonly head?: string;
}

/**
 * Lists a folder's files as git does, in a repository or not, and writes nothing: no index is refreshed, no hook runs. Ignore
 * rules count without a repository too. Throws a GitFailure, `program-missing`.
 */
export async function listedFiles(root: string, doors: GitDoors): Promise<Listed> {
  if (!(await isRepository(root, doors))) return listedWithout(root, doors);
  const inside = await listIn(root, '', doors);
  const head = await git(root, [...anyOwner, 'rev-parse', '--verify', '--quiet', 'HEAD'], doors);
  return { ...inside, ...(head.exitCode === 0 && { head: head.stdout.toString().trim() }) };
}

type Found = Pick<Listed, 'emptySubmodules' | 'sparse'> & { readonly paths: Set<string> };

/** Somebody else's repository is read all the same: nothing of its configuration is run by listing. */
const anyOwner = ['-c', 'safe.directory=*'];

/** Not so for a folder that lies in somebody's repository and is ignored there: a home folder's, say. */
async function isRepository(root: string, doors: GitDoors): Promise<boolean> {
  const inside = await git(root, [...anyOwner, 'rev-parse', '--show-prefix'], doors);
  if (inside.exitCode !== 0) return false;
  if (inside.stdout.toString().trim() === '') return true;
  const ignored = await git(root, [...anyOwner, 'check-ignore', '--quiet', '.'], doors);
  const tracked = await git(root, [...anyOwner, 'ls-files', '--cached', '.'], doors);
  return ignored.exitCode !== 0 || tracked.stdout.length > 0;
}

async function listIn(root: string, prefix: string, doors: GitDoors): Promise<Found> {
  const list = async (...args: readonly string[]): Promise<readonly string[]> =>
    (await gitOutput(root, [...anyOwner, 'ls-files', '-z', ...args], doors)).split('\0').filter((each) => each !== '');
  const found: Found = { paths: new Set(), emptySubmodules: [], sparse: 0 };
  const tracked = await list('--cached', '--stage', '-t');
  const others = await list('--others', '--exclude-standard');
  const empty: string[] = [];
  let sparse = 0;
  const repositories = others.filter((path) => path.endsWith('/')).map((path) => path.slice(0, -1));
  for (const path of others) if (!path.endsWith('/')) found.paths.add(prefix + path);
  for (const line of tracked) {
    const [, tag = '', mode = '', path = ''] = /^(\S) (\d+) [0-9a-f]+ \d+\t(.*)$/s.exec(line) ?? [];
    if (mode === '160000') repositories.push(path);
    else if (isThere(join(root, path))) found.paths.add(prefix + path);
    else if (tag === 'S') sparse += 1;
  }
  for (const path of new Set(repositories)) {
    if (!existsSync(join(root, path, '.git'))) empty.push(prefix + path);
    else {
      const inside = await listIn(join(root, path), `${prefix}${path}/`, doors);
      for (const each of inside.paths) found.paths.add(each);
      empty.push(...inside.emptySubmodules);
      sparse += inside.sparse;
    }
  }
  return { paths: found.paths, emptySubmodules: empty, sparse };
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** With a repository of its own, elsewhere, that knows nothing. */
async function listedWithout(root: string, doors: GitDoors): Promise<Listed> {
  return inTemporaryFolder('', async (folder) => {
    await gitOutput(folder, ['init', '--quiet', '--template=', '.'], doors);
    const args = [`--git-dir=${join(folder, '.git')}`, `--work-tree=${root}`, 'ls-files', '-z', '--others'];
    const output = await gitOutput(root, [...args, '--exclude-standard'], doors);
    const paths = output.split('\0').filter((path) => path !== '' && !path.endsWith('/'));
    return { paths: new Set(paths), emptySubmodules: [], sparse: 0 };
  });
}
