import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, nameOf } from '../paths.ts';
import { keyLike } from '../patterns.ts';
import { isSideFolder } from '../side-folders.ts';
import { filesBesideCode } from '../files-by-kind.ts';

/** What of a package.json counts here; whatever is not of its type is left out. */
export interface NodePackage {
  readonly path: string;
  /** Its folder below root. */
  readonly folder: string;
  readonly name?: string;
  readonly text: string;
  readonly scripts: Readonly<Record<string, string>>;
  /** Every dependency, of whatever kind, with the version as written. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** Patterns of the folders that are members of the workspace. */
  readonly workspaces: readonly string[];
  readonly packageManager?: string;
  /** What `engines`, `volta` and `devEngines` say of Node and the managers. */
  readonly engines: Readonly<Record<string, string>>;
  readonly volta: Readonly<Record<string, string>>;
}

const MANIFEST = 'package.json';
const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/**
 * Every package.json of the project, in order of path; those of tests, examples, documentation and copies of other
 * projects aside. What the project itself lies in is not aside: a library's example may be what is deployed.
 */
export function nodePackages(files: ProjectFiles, projectDir: string): readonly NodePackage[] {
  return filesBesideCode(files)
    .filter(({ path }) => nameOf(path) === MANIFEST && !isAside(path, projectDir))
    .flatMap(({ path }) => readPackage(files, path) ?? []);
}

function isAside(path: string, projectDir: string): boolean {
  const own = path.startsWith(`${projectDir}/`) ? projectDir.length : 0;
  return path.includes('{{') || folderOf(path.slice(own)).split('/').some(isSideFolder);
}

/** One package.json; undefined when there is none, or none that can be read. */
export function readPackage(files: ProjectFiles, path: string): NodePackage | undefined {
  const text = files.readText(path);
  const read = text === undefined ? undefined : parsed(text);
  if (text === undefined || read === undefined) return undefined;
  const { name, packageManager, workspaces } = read;
  const members = Array.isArray(workspaces) ? workspaces : tableOf(workspaces)['packages'];
  return {
    path,
    folder: folderOf(path),
    ...(typeof name === 'string' && name !== '' && { name }),
    text,
    scripts: textsOf(read['scripts']),
    dependencies: Object.assign({}, ...KINDS.map((kind) => textsOf(read[kind]))) as Record<string, string>,
    workspaces: Array.isArray(members) ? members.filter((each) => typeof each === 'string') : [],
    ...(typeof packageManager === 'string' && { packageManager }),
    engines: textsOf(read['engines']),
    volta: textsOf(read['volta']),
  };
}

/** Line of a key, as people write package.json: one a line. */
export function lineOfKey(text: string, key: string): number {
  const at = text.search(new RegExp(`"${keyLike(key)}"\\s*:`));
  return at === -1 ? 1 : text.slice(0, at).split('\n').length;
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    return tableOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function tableOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function textsOf(value: unknown): Record<string, string> {
  const pairs = Object.entries(tableOf(value)).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return Object.fromEntries(pairs);
}
