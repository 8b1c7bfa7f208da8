import type { Problem } from '../../problems.ts';
import type { Dependencies, Requirement } from '../../values/layout.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, join, upFrom } from '../paths.ts';
import { dependenciesWith } from './dependencies-with.ts';
import { importPathOf } from './local-project.ts';
import { normalizedName } from './requirement.ts';
import { at, readToml, strings, tables } from './toml.ts';

type Package = Record<string, unknown>;

/** Reads a uv.lock for the project whose manage.py lies in `projectDir`: what is locked for it, development groups left out. */
export function readUvLock(files: ProjectFiles, lock: string, projectDir: string): Dependencies | Problem {
  const toml = readToml(files, lock);
  if (toml === undefined) return { code: 'toml-unreadable', file: lock, reason: 'it cannot be read' };
  if ('problem' in toml) return toml.problem;
  const packages = tables(toml.table['package']);
  const folder = folderOf(lock);
  const members = membersOf(packages, folder);
  const wanted = memberFor(members, folder, projectDir);
  const needed = wanted === undefined ? packages : reachable(packages, wanted.name);
  const local = needed.flatMap((each) => localPath(files, each, folder));
  const manifests = [folder, ...members.map((member) => member.folder)].map((each) => join(each, 'pyproject.toml'));
  const member = wanted !== undefined && wanted.folder !== folder ? { member: wanted.name } : {};
  return dependenciesWith({
    manager: 'uv',
    lock,
    files: [
      ...new Set([...manifests.filter((path) => path !== undefined && files.entry(path) !== undefined), lock]),
    ] as string[],
    requirements: needed.filter((each) => memberPath(each) === undefined).map(requirementOf),
    localPaths: [...new Set(local)],
    needsGit: needed.some((each) => at(each, 'source', 'git') !== undefined),
    ...member,
  });
}

interface Member {
  readonly name: string;
  readonly folder: string;
}

function membersOf(packages: readonly Package[], folder: string): Member[] {
  return packages.flatMap((each) => {
    const path = memberPath(each);
    const below = path === undefined ? undefined : join(folder, path);
    return below === undefined ? [] : [{ name: String(each['name']), folder: below }];
  });
}

/** Path of a package that is part of the project. */
function memberPath(each: Package): string | undefined {
  const path = at(each, 'source', 'virtual') ?? at(each, 'source', 'editable') ?? at(each, 'source', 'directory');
  return typeof path === 'string' ? path : undefined;
}

/** The workspace member that manage.py belongs to: the nearest above it. */
function memberFor(members: readonly Member[], folder: string, projectDir: string): Member | undefined {
  const above = upFrom(projectDir).map((each) => members.find((member) => member.folder === each));
  return above.find((member) => member !== undefined) ?? members.find((member) => member.folder === folder);
}

/** A package and all it needs, its chosen extras too. */
function reachable(packages: readonly Package[], root: string): Package[] {
  const byName = Map.groupBy(packages, (each) => String(each['name']));
  const found = new Set<Package>();
  const taken = new Set<string>();
  const visit = (name: string, extras: readonly string[]): void => {
    const fresh = ['', ...extras].filter((extra) => !taken.has(`${name}[${extra}]`));
    for (const extra of fresh) taken.add(`${name}[${extra}]`);
    for (const each of byName.get(name) ?? []) {
      found.add(each);
      const lists = fresh.map((extra) =>
        extra === '' ? each['dependencies'] : at(each, 'optional-dependencies', extra),
      );
      for (const next of lists.flatMap(tables)) visit(String(next['name']), strings(next['extra']));
    }
  };
  visit(root, []);
  return [...found];
}

/** Editable members are importable; a virtual one (`package = false`) is not installed at all. */
function localPath(files: ProjectFiles, each: Package, folder: string): string[] {
  const path = at(each, 'source', 'editable') ?? at(each, 'source', 'directory');
  const below = typeof path === 'string' ? join(folder, path) : undefined;
  return below === undefined ? [] : [importPathOf(files, below)];
}

function requirementOf(each: Package): Requirement {
  const { name, version } = each;
  return { name: normalizedName(String(name)), ...(typeof version === 'string' ? { version } : {}) };
}
