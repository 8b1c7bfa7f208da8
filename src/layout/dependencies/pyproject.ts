import type { DependencyManager } from '../../values/layout.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, join } from '../paths.ts';
import type { Declared, DeclaredGroup } from './declared.ts';
import { normalizedName } from './requirement.ts';
import { pyprojectIndexes } from './pyproject-indexes.ts';
import { at, entriesOf, strings, tableOf, text } from './toml.ts';
import { wantedFromTable, wantedFromText, type Wanted } from './wanted.ts';
import { wantedFromFiles } from './wanted-in-files.ts';
import { withOwnExtras } from './own-extras.ts';

/** What a pyproject.toml asks for: `[project]` (PEP 621), `[dependency-groups]` (PEP 735), and the tables of Poetry, uv and PDM. */
export function pyprojectDeclared(files: ProjectFiles, path: string): Declared {
  const table = tableOf(files, path);
  const poetry = entriesOf(at(table, 'tool', 'poetry', 'dependencies'))
    .filter(([name]) => name !== 'python')
    .flatMap(([name, value]) => wantedFromTable(name, value, 'poetry') ?? []);
  const named = texts(at(table, 'project', 'dependencies'));
  const sources = at(table, 'tool', 'uv', 'sources');
  return {
    manager: managerOf(table),
    files: [path],
    wanted: withSources(
      merged(
        named,
        poetry.filter(({ optional }) => optional !== true),
      ),
      sources,
    ),
    groups: [...extras(files, path, table, poetry), ...groups(table), ...poetryGroups(table)].map((group) => ({
      ...group,
      wanted: withSources(group.wanted, sources),
    })),
    from: dynamicFiles(files, table, folderOf(path)),
    indexes: pyprojectIndexes(files, path, table),
  };
}

/** Whose tables it holds: those name the manager even where the requirements stand in `[project]`. */
function managerOf(table: unknown): DependencyManager {
  const backend = at(table, 'build-system', 'build-backend');
  if (at(table, 'tool', 'poetry') !== undefined) return 'poetry';
  if (at(table, 'tool', 'uv') !== undefined) return 'uv';
  if (at(table, 'tool', 'pdm') !== undefined) return 'pdm';
  return at(table, 'tool', 'setuptools') !== undefined || text(backend).startsWith('setuptools')
    ? 'setuptools'
    : 'pep621';
}

function texts(value: unknown): Wanted[] {
  return strings(value).flatMap((each) => wantedFromText(each) ?? []);
}

/** Poetry 2 lets `[tool.poetry.dependencies]` add a source to what `[project]` names. */
function merged(named: readonly Wanted[], more: readonly Wanted[]): Wanted[] {
  const byName = new Map(more.map((each) => [each.requirement.name, each]));
  const both = named.map((each) => {
    const other = byName.get(each.requirement.name);
    byName.delete(each.requirement.name);
    return other !== undefined && (other.path !== undefined || other.line?.includes(' @ ')) ? other : each;
  });
  return [...both, ...byName.values()];
}

/** uv's `[tool.uv.sources]` say where a requirement that is named elsewhere comes from; an index of its own is known by name. */
function withSources(wanted: readonly Wanted[], sources: unknown): Wanted[] {
  const byName = new Map(entriesOf(sources).map(([name, value]) => [normalizedName(name), value]));
  return wanted.map((each) => {
    const source = byName.get(each.requirement.name);
    const entry = Array.isArray(source) ? source[0] : source;
    if (entry === undefined || at(entry, 'index') !== undefined) return each;
    if (at(entry, 'workspace') === true) return { requirement: each.requirement };
    return wantedFromTable(each.requirement.name, { ...entry, extras: each.requirement.extras }, 'uv') ?? each;
  });
}

function extras(files: ProjectFiles, path: string, table: unknown, poetry: readonly Wanted[]): DeclaredGroup[] {
  const standard = withOwnExtras(text(at(table, 'project', 'name')), [
    ...entriesOf(at(table, 'project', 'optional-dependencies')).map(([name, value]) => ({
      name,
      wanted: texts(value),
    })),
    ...dynamicExtras(files, table, folderOf(path)),
  ]);
  const named = entriesOf(at(table, 'tool', 'poetry', 'extras')).map(([name, value]) => ({
    name,
    wanted: strings(value).flatMap((each) => {
      const wanted = normalizedName(each.split('[')[0] ?? each);
      return poetry.find(({ requirement }) => requirement.name === wanted) ?? [];
    }),
  }));
  return [...standard, ...named].map((each) => ({ ...each, kind: 'extra', byDefault: false }));
}

/** PEP 735; uv installs `default-groups` (`dev` unless it says otherwise) by itself, the others none. */
function groups(table: unknown): DeclaredGroup[] {
  const all = at(table, 'dependency-groups');
  const defaults = at(table, 'tool', 'uv', 'default-groups');
  const named = entriesOf(all).map(([name]) => ({
    name,
    kind: 'group' as const,
    wanted: groupOf(all, name, []),
    byDefault: defaults === 'all' || strings(defaults).includes(name),
  }));
  return [...named, ...olderGroups(table).filter(({ name }) => named.every((each) => each.name !== name))];
}

/** What uv and PDM had before PEP 735. */
function olderGroups(table: unknown): DeclaredGroup[] {
  const uv = at(table, 'tool', 'uv', 'dev-dependencies');
  const pdm = entriesOf(at(table, 'tool', 'pdm', 'dev-dependencies'));
  const all: readonly (readonly [string, unknown])[] = uv === undefined ? pdm : [['dev', uv], ...pdm];
  return all.map(([name, list]) => ({ name, kind: 'group', wanted: texts(list), byDefault: false }));
}

function groupOf(all: unknown, name: string, above: readonly string[]): Wanted[] {
  const spelt = entriesOf(all).find(([each]) => normalizedName(each) === normalizedName(name))?.[0] ?? name;
  const list = at(all, spelt);
  if (!Array.isArray(list) || above.includes(name)) return [];
  return list.flatMap((each) => {
    const include = at(each, 'include-group');
    if (typeof include === 'string') return groupOf(all, include, [...above, name]);
    return typeof each === 'string' ? (wantedFromText(each) ?? []) : [];
  });
}

/** Poetry installs every group that is not optional. */
function poetryGroups(table: unknown): DeclaredGroup[] {
  const named = entriesOf(at(table, 'tool', 'poetry', 'group')).map(([name, group]) => ({
    name,
    entries: at(group, 'dependencies'),
    byDefault: at(group, 'optional') !== true,
  }));
  const old = at(table, 'tool', 'poetry', 'dev-dependencies');
  return [...named, ...(old === undefined ? [] : [{ name: 'dev', entries: old, byDefault: true }])].map(
    ({ name, entries, byDefault }) => ({
      name,
      kind: 'group',
      byDefault,
      wanted: entriesOf(entries).flatMap(([each, value]) => wantedFromTable(each, value, 'poetry') ?? []),
    }),
  );
}

/** `dynamic = ["optional-dependencies"]`: the requirements files that setuptools reads for each extra. */
function dynamicExtras(files: ProjectFiles, table: unknown, folder: string) {
  return entriesOf(at(table, 'tool', 'setuptools', 'dynamic', 'optional-dependencies')).map(([name, value]) => {
    const file = at(value, 'file');
    return { name, wanted: wantedFromFiles(files, folder, typeof file === 'string' ? [file] : strings(file)) };
  });
}

/** `dynamic = ["dependencies"]`: the requirements files that setuptools or hatch-requirements-txt read at a build. */
function dynamicFiles(files: ProjectFiles, table: unknown, folder: string): string[] {
  const setuptools = at(table, 'tool', 'setuptools', 'dynamic', 'dependencies', 'file');
  const hatch = at(table, 'tool', 'hatch', 'metadata', 'hooks', 'requirements_txt', 'files');
  const named = [setuptools, hatch].flatMap((each) => (typeof each === 'string' ? [each] : strings(each)));
  return named
    .flatMap((each) => join(folder, each) ?? [])
    .filter((path) => path !== '.' && files.readText(path) !== undefined);
}
