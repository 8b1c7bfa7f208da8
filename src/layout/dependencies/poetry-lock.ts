import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, join } from '../paths.ts';
import { nothingAsked, type AskedGroups } from './asked-groups.ts';
import { chosenGroups, namesOf, offeredBy } from './declared-dependencies.ts';
import { dependenciesWith } from './dependencies-with.ts';
import { importPathsOf, ownImportPath } from './import-path.ts';
import { bareUrl } from './index-url.ts';
import { reachable, type Asked, type Locked } from './locked-graph.ts';
import { pyprojectDeclared } from './pyproject.ts';
import type { ReadLock } from './read-lock.ts';
import { normalizedName, requirementOf } from './requirement.ts';
import { at, entriesOf, readToml, strings, tables, text } from './toml.ts';
import { transportOf, type Wanted } from './wanted.ts';

interface PoetryPackage extends Locked {
  /** `[package.source]`, for what does not come from the public index. */
  readonly source: unknown;
  /** Written by Poetry before 1.5. */
  readonly category: unknown;
}

/** Reads a poetry.lock of any version (1.0 to 2.1) with the pyproject.toml beside it: what is locked for the main requirements and for the groups that a server installs. */
export function readPoetryLock(files: ProjectFiles, lock: string, asked: AskedGroups = nothingAsked): ReadLock {
  const toml = readToml(files, lock);
  if (toml === undefined) return { problem: { code: 'toml-unreadable', file: lock, reason: 'it cannot be read' } };
  if ('problem' in toml) return toml;
  const manifest = join(folderOf(lock), 'pyproject.toml') ?? 'pyproject.toml';
  const declared = pyprojectDeclared(files, manifest);
  const all = tables(toml.table['package']).map(packageOf);
  const main = mainOf(all, declared.wanted);
  const groups = chosenGroups(
    declared,
    asked,
    main.map(({ requirement }) => requirement),
  );
  const roots = [...declared.wanted, ...groups.flatMap((group) => group.wanted)].map(askedOf);
  const needed = groups.length === 0 ? main : reachable(all, roots);
  const folder = folderOf(lock);
  const local = needed.filter(isFolder).map(({ source }) => at(source, 'url'));
  return {
    dependencies: dependenciesWith({
      manager: 'poetry',
      files: [manifest, lock],
      lock,
      requirements: needed.filter((each) => !isFolder(each)).map(({ requirement }) => requirement),
      localPaths: [...new Set([...ownImportPath(files, folder), ...importPathsOf(files, folder, local)])],
      ...transports(needed),
      ...namesOf(groups),
      offered: offeredBy(declared),
      indexes: declared.indexes,
    }),
  };
}

/** What the main requirements lead to; all that is not for development when the manifest names none. */
function mainOf(all: readonly PoetryPackage[], wanted: readonly Wanted[]): PoetryPackage[] {
  return wanted.length === 0 ? all.filter(({ category }) => category !== 'dev') : reachable(all, wanted.map(askedOf));
}

function isFolder({ source }: PoetryPackage): boolean {
  return at(source, 'type') === 'directory';
}

function askedOf({ requirement: { name, extras = [] } }: Wanted): Asked {
  return { name, extras };
}

function packageOf(table: Record<string, unknown>): PoetryPackage {
  const extras = entriesOf(table['extras']).map(([extra, needs]) => ({ extra, names: strings(needs).map(nameIn) }));
  const version = typeof table['version'] === 'string' ? `==${table['version']}` : '';
  return {
    requirement: requirementOf(text(table['name']), version),
    source: table['source'],
    category: table['category'],
    needs: entriesOf(table['dependencies']).map(([name, value]) => {
      const entries = Array.isArray(value) ? value : [value];
      const key = normalizedName(name);
      const onlyFor = extras.filter(({ names }) => names.includes(key)).map(({ extra }) => extra);
      const optional = entries.every((entry) => at(entry, 'optional') === true);
      return {
        name: key,
        extras: entries.flatMap((entry) => strings(at(entry, 'extras'))),
        ...(optional ? { onlyFor } : {}),
      };
    }),
  };
}

/** `argon2-cffi (>=19.1.0)` */
function nameIn(text: string): string {
  return normalizedName(/^[\w.-]+/.exec(text)?.[0] ?? '');
}

function transports(packages: readonly PoetryPackage[]): { needsGit: boolean; needsSsh: boolean } {
  const urls = packages
    .filter(({ source }) => at(source, 'type') === 'git')
    .map(({ source }) => transportOf(`git+${bareUrl(text(at(source, 'url')))}`));
  return { needsGit: urls.length > 0, needsSsh: urls.some(({ ssh }) => ssh) };
}
