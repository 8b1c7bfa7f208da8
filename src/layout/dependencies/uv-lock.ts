import type { PackageIndex } from '../../values/layout.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, join, upFrom } from '../paths.ts';
import { nothingAsked, type AskedGroups } from './asked-groups.ts';
import { chosenGroups, namesOf, offeredBy } from './declared-dependencies.ts';
import type { Declared } from './declared.ts';
import { dependenciesWith } from './dependencies-with.ts';
import { importPathOf } from './import-path.ts';
import { reachable, type Asked, type Locked } from './locked-graph.ts';
import { pyprojectDeclared } from './pyproject.ts';
import type { ReadLock } from './read-lock.ts';
import { normalizedName, requirementOf } from './requirement.ts';
import { at, entriesOf, readToml, strings, tables, text } from './toml.ts';
import { transportOf } from './wanted.ts';

interface Package extends Locked {
  readonly table: Record<string, unknown>;
}

/** Reads a uv.lock for the project whose manage.py lies in `projectDir`: what is locked for it, with the groups and extras that are asked for, without those for development. */
export function readUvLock(
  files: ProjectFiles,
  lock: string,
  projectDir: string,
  asked: AskedGroups = nothingAsked,
): ReadLock {
  const toml = readToml(files, lock);
  if (toml === undefined) return { problem: { code: 'toml-unreadable', file: lock, reason: 'it cannot be read' } };
  if ('problem' in toml) return toml;
  const packages = tables(toml.table['package']).map(packageOf);
  const folder = folderOf(lock);
  const members = membersOf(packages, folder);
  const wanted = memberFor(members, folder, projectDir);
  const own = pyprojectDeclared(files, join((wanted ?? { folder }).folder, 'pyproject.toml') ?? 'pyproject.toml');
  const { needed, groups } = neededBy(packages, members, wanted, own, asked);
  const manifests = [folder, ...members.map((member) => member.folder)].flatMap(
    (each) => join(each, 'pyproject.toml') ?? [],
  );
  const git = needed.flatMap(({ table }) => at(table, 'source', 'git') ?? []).map(text);
  return {
    dependencies: dependenciesWith({
      manager: 'uv',
      lock,
      files: [...new Set([...manifests.filter((path) => files.entry(path) !== undefined), lock])],
      requirements: needed.filter(({ table }) => memberPath(table) === undefined).map(({ requirement }) => requirement),
      localPaths: [...new Set(needed.flatMap(({ table }) => localPath(files, table, folder)))],
      needsGit: git.length > 0,
      needsSsh: git.some((url) => transportOf(`git+${url}`).ssh),
      ...namesOf(groups),
      offered: offeredBy(own),
      indexes: indexesOf(own, files, folder),
      ...(wanted !== undefined && wanted.folder !== folder ? { member: wanted.name } : {}),
    }),
  };
}

interface Member {
  readonly name: string;
  readonly folder: string;
}

/** What a member, its production groups and extras lead to; everything when manage.py belongs to no member. */
function neededBy(
  packages: readonly Package[],
  members: readonly Member[],
  member: Member | undefined,
  declared: Declared,
  asked: AskedGroups,
) {
  const roots = member === undefined ? members : [member];
  const main = reachable(
    packages,
    roots.map(({ name }) => ({ name, extras: [] })),
  );
  const groups = chosenGroups(
    declared,
    asked,
    main.map(({ requirement }) => requirement),
  );
  if (member === undefined) return { needed: packages, groups };
  if (groups.length === 0) return { needed: main, groups };
  const extras = groups.map(({ kind, name }) => (kind === 'group' ? groupKey(name) : normalizedName(name)));
  return { needed: reachable(packages, [{ name: member.name, extras }]), groups };
}

/** Groups are to a member what extras are to a package; names of extras hold no colon. */
function groupKey(name: string): string {
  return `group:${normalizedName(name)}`;
}

function packageOf(table: Record<string, unknown>): Package {
  const { name, version } = table;
  const asked = (list: unknown, onlyFor?: string): Asked[] =>
    tables(list).map((each) => ({
      name: text(each['name']),
      extras: strings(each['extra']),
      ...(onlyFor === undefined ? {} : { onlyFor: [onlyFor] }),
    }));
  return {
    table,
    requirement: requirementOf(text(name), typeof version === 'string' ? `==${version}` : ''),
    needs: [
      ...asked(table['dependencies']),
      ...entriesOf(table['optional-dependencies']).flatMap(([extra, list]) => asked(list, normalizedName(extra))),
      ...entriesOf(table['dev-dependencies']).flatMap(([group, list]) => asked(list, groupKey(group))),
    ],
  };
}

function membersOf(packages: readonly Package[], folder: string): Member[] {
  return packages.flatMap(({ table, requirement }) => {
    const path = memberPath(table);
    const below = path === undefined ? undefined : join(folder, path);
    return below === undefined ? [] : [{ name: requirement.name, folder: below }];
  });
}

/** Path of a package that is part of the project. */
function memberPath(table: Record<string, unknown>): string | undefined {
  const path = at(table, 'source', 'virtual') ?? at(table, 'source', 'editable') ?? at(table, 'source', 'directory');
  return typeof path === 'string' ? path : undefined;
}

/** The workspace member that manage.py belongs to: the nearest above it. */
function memberFor(members: readonly Member[], folder: string, projectDir: string): Member | undefined {
  const above = upFrom(projectDir).map((each) => members.find((member) => member.folder === each));
  return above.find((member) => member !== undefined) ?? members.find((member) => member.folder === folder);
}

/** Editable members are importable; a virtual one (`package = false`) is not installed at all. */
function localPath(files: ProjectFiles, table: Record<string, unknown>, folder: string): string[] {
  const path = at(table, 'source', 'editable') ?? at(table, 'source', 'directory');
  const below = typeof path === 'string' ? join(folder, path) : undefined;
  return below === undefined ? [] : [importPathOf(files, below)];
}

/** Indexes stand in the root of a workspace, and in the member. */
function indexesOf(own: Declared, files: ProjectFiles, folder: string): readonly PackageIndex[] {
  const root = join(folder, 'pyproject.toml') ?? 'pyproject.toml';
  return own.files.includes(root) ? own.indexes : [...pyprojectDeclared(files, root).indexes, ...own.indexes];
}
