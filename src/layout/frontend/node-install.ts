import type { Fact } from '../../values/fact.ts';
import type { NodeInstall, NodeManager } from '../../values/frontend.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { join, upFrom } from '../paths.ts';
import { LONGEST } from '../patterns.ts';
import { comesByGit } from './by-git.ts';
import { installFiles } from './install-files.ts';
import { lineOfKey, readPackage, type NodePackage } from './node-packages.ts';

/** Lock files, and whose they are; of several in one folder the first. */
const LOCKS: readonly (readonly [name: string, manager: NodeManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

/** Where nothing says a version: the ones that write the lock files of today. */
const CURRENT: Readonly<Record<Exclude<NodeManager, 'npm'>, string>> = { pnpm: '10', yarn: '1.22.22', bun: '1' };
/** Version of pnpm that writes a lock file of that version (https://github.com/pnpm/spec/tree/master/lockfile). */
const PNPM_BY_LOCK: readonly (readonly [lock: RegExp, pnpm: string])[] = [
  [/^5\.[0-3]/, '6'],
  [/^5\.4/, '7'],
  [/^6\./, '8'],
  [/^9\./, '10'],
];

/**
 * How the packages of a front end are installed: by `packageManager` of its package.json or of one above that it is a
 * member of, else by the lock file, else by npm.
 */
export function nodeInstall(files: ProjectFiles, found: NodePackage): Fact<NodeInstall> {
  const top = workspaceOf(files, found);
  const named = [found, top].find(({ packageManager }) => /^(npm|pnpm|yarn|bun)@/.test(packageManager ?? ''));
  const [wanted, version = ''] = (named?.packageManager ?? '').split(/@|\+/);
  const locks = LOCKS.flatMap(([name, manager]) => {
    const path = join(top.folder, name) ?? name;
    return files.entry(path) === undefined ? [] : [{ path, manager }];
  });
  const lock = locks.find(({ manager }) => named === undefined || manager === wanted);
  const manager = named === undefined ? (lock?.manager ?? 'npm') : (wanted as NodeManager);
  const text = lock === undefined ? '' : (files.readText(lock.path) ?? '');
  const managerPackage = packageOf(manager, version, top, text);
  return {
    value: {
      manager,
      ...(managerPackage !== undefined && { managerPackage }),
      folder: top.folder,
      ...(lock !== undefined && { lock: lock.path }),
      ...installFiles(files, top, lock?.path),
      byGit: comesByGit(found, lock === undefined ? undefined : text),
    },
    origin:
      named !== undefined
        ? { file: named.path, line: lineOfKey(named.text, 'packageManager') }
        : { file: lock?.path ?? found.path },
    ...(named === undefined && lock === undefined && { why: 'no lock file: what is newest is installed' }),
  };
}

/** The package itself, or the root of the workspace that it is a member of. */
function workspaceOf(files: ProjectFiles, found: NodePackage): NodePackage {
  const [, ...above] = upFrom(found.folder);
  for (const folder of hasLock(files, found.folder) ? [] : above) {
    const candidate = readPackage(files, join(folder, 'package.json') ?? 'package.json');
    const isRoot = candidate !== undefined && isMember(files, candidate, found.folder);
    if (isRoot) return candidate;
  }
  return found;
}

function hasLock(files: ProjectFiles, folder: string): boolean {
  return LOCKS.some(([name]) => files.entry(join(folder, name) ?? name) !== undefined);
}

/** Patterns such as `packages/*`; those of pnpm stand in a file of their own. */
function isMember(files: ProjectFiles, root: NodePackage, folder: string): boolean {
  const ofPnpm = files.readText(join(root.folder, 'pnpm-workspace.yaml') ?? '') ?? '';
  const patterns = [
    ...root.workspaces,
    ...[...ofPnpm.matchAll(/^\s*-\s*["']?([^"'#\n]+?)["']?\s*$/gm)].map(([, each = '']) => each),
  ];
  return patterns.some((pattern) => {
    const path = join(root.folder, pattern.replaceAll(/^\.\/|\/$/g, '')) ?? '';
    const expression = path
      .replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll('**', '\u0000')
      .replaceAll('*', '[^/]*')
      .replaceAll('\u0000', '.*');
    // Longer than any path, and then too large for a regular expression.
    if (path.length > LONGEST) return false;
    return !pattern.startsWith('!') && new RegExp(`^${expression}$`).test(folder);
  });
}

/** What of the npm registry is that manager; undefined for the npm that comes with Node. */
function packageOf(
  manager: NodeManager,
  asked: string,
  { engines, volta }: NodePackage,
  lock: string,
): string | undefined {
  const version = asked || volta[manager] || '';
  if (manager === 'npm') return version === '' ? undefined : `npm@${version}`;
  if (manager === 'pnpm') return `pnpm@${version || ofLock(lock) || majorOf(engines['pnpm']) || CURRENT.pnpm}`;
  if (manager === 'bun') return `bun@${version || CURRENT.bun}`;
  // From the second on yarn has another name in the registry; the first starts what `yarnPath` of .yarnrc.yml names.
  const berry = version === '' ? berryOf(lock) : version;
  return /^[2-9]/.test(berry) ? `@yarnpkg/cli-dist@${berry}` : `yarn@${version || CURRENT.yarn}`;
}

function ofLock(lock: string): string {
  const version = /^lockfileVersion:\s*['"]?([\d.]+)/m.exec(lock)?.[1] ?? '';
  return PNPM_BY_LOCK.find(([pattern]) => pattern.test(version))?.[1] ?? '';
}

/** Lock files of yarn 2 and later begin with their metadata: version 8 is of yarn 4, 6 of yarn 3. */
function berryOf(lock: string): string {
  const metadata = /^__metadata:\s*\n\s*version:\s*['"]?(\d+)/m.exec(lock)?.[1];
  if (metadata === undefined) return '';
  return Number(metadata) >= 7 ? '4' : '3';
}

function majorOf(range = ''): string {
  return /\d+/.exec(range)?.[0] ?? '';
}
