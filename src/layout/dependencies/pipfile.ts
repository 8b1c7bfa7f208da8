import type { PackageIndex } from '../../values/layout.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import type { Declared, DeclaredGroup } from './declared.ts';
import { indexOf } from './pyproject-indexes.ts';
import { entriesOf, readToml, tables, text } from './toml.ts';
import { wantedFromTable, type Wanted } from './wanted.ts';

/** Tables of a Pipfile that hold no packages. */
const otherTables = new Set(['source', 'packages', 'requires', 'scripts', 'pipenv', 'build-system']);

/** What a Pipfile asks for: `[packages]`, and each further table as a group (`[dev-packages]` and categories of the person's own), none of which Pipenv installs by itself. */
export function pipfileDeclared(files: ProjectFiles, path: string): Declared {
  const toml = readToml(files, path);
  const table = toml !== undefined && 'table' in toml ? toml.table : {};
  const groups = Object.keys(table)
    .filter((name) => !otherTables.has(name))
    .map((name): DeclaredGroup => ({ name, kind: 'group', wanted: wantedIn(table[name]), byDefault: false }));
  return {
    manager: 'pipenv',
    files: [path],
    wanted: wantedIn(table['packages']),
    groups,
    from: [],
    indexes: indexesIn(files, path, table['source']),
  };
}

function wantedIn(table: unknown): Wanted[] {
  return entriesOf(table).flatMap(([name, value]) => wantedFromTable(name, value, 'pipenv') ?? []);
}

/** Pipenv's sources, in a Pipfile and in its lock; the first is asked for all that names none, so it replaces the public index. */
export function indexesIn(files: ProjectFiles, path: string, sources: unknown): PackageIndex[] {
  return tables(sources)
    .filter((each) => typeof each['url'] === 'string')
    .map((each, index) => indexOf(files, path, text(each['url']), each['name'], index === 0));
}
