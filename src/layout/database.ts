import type { Fact } from '../values/fact.ts';
import type { Database } from '../values/database.ts';
import type { Requirement } from '../values/layout.ts';
import { entryOf } from './dictionary-entries.ts';
import { branchesOf, type Branched } from './python-branches.ts';
import {
  argumentsOf,
  calleeOf,
  childrenOf,
  findAll,
  originOf,
  textOf,
  type PythonSource,
  type SyntaxNode,
} from './python-source.ts';
import { stringsOf, valuesOf, type Expression, type Lookup } from './python-strings.ts';

/** Last part of an ENGINE, or scheme of a URL; `postgis`, `spatialite` and the wrappers of monitoring packages keep the family's name. */
const families: readonly (readonly [pattern: RegExp, database: Database])[] = [
  [/postg|psycopg|timescale|pgsql/i, 'postgres'],
  [/mysql|mariadb/i, 'mysql'],
  [/sqlite|spatialite/i, 'sqlite'],
];
const urlReaders = /(dj_database_url|dburl)\.(config|parse)$|(^|\.)(db|db_url|db_url_config|dj_db_url)$/;
const drivers: readonly (readonly [name: RegExp, database: Database])[] = [
  [/^psycopg/, 'postgres'],
  [/^(mysqlclient|pymysql|mysql-connector-python)$/, 'mysql'],
];

/**
 * The database that the settings use by default: the ENGINE of DATABASES["default"], or the default of the URL that
 * dj-database-url or environ reads. In branches on DEBUG or on a variable, the branch for DEBUG off and no variable. Where
 * no file gives them (a library's preset does, or a module that git ignores), the driver that is required tells; where none is,
 * it is SQLite, which needs none, unless the whole address comes from outside.
 */
export function findDatabase(
  sources: readonly PythonSource[],
  requirements: readonly Requirement[],
  lookup?: Lookup,
): Fact<Database> {
  const settings = sources.flatMap((source) => databasesIn(source).map((each) => ({ source, ...each })));
  const driver = drivers.find(([pattern]) => requirements.some(({ name }) => pattern.test(name)));
  for (const { source, node, byCondition } of settings) {
    const database = engineIn(source, node, lookup);
    if (database !== undefined) return { value: database, origin: originOf(source, node) };
    // What it writes over, such as the SQLite of development, is used no more.
    if (!byCondition && driver !== undefined && readsAddress(source, node)) {
      return { value: driver[1], origin: originOf(source, node), why: whyUntold(true, true) };
    }
  }
  const first = settings.find(({ node }) => !isEmpty(node)) ?? settings[0];
  if (first === undefined && driver !== undefined) {
    return { value: driver[1], origin: 'default', why: 'not set where it could be read; its driver is required' };
  }
  if (first === undefined || isEmpty(first.node)) return noDatabase(first);
  const isTold = readsAddress(first.source, first.node) || namesEngine(first.source, first.node);
  if (driver === undefined && requirements.length > 0 && !isTold) {
    const why = 'its ENGINE could not be read, and no driver of another database is required: --database says another';
    return { value: 'sqlite', origin: originOf(first.source, first.node), why };
  }
  return {
    value: driver?.[1] ?? 'postgres',
    origin: originOf(first.source, first.node),
    why: whyUntold(isRead(first.source, first.node), driver !== undefined),
  };
}

/** An ENGINE of another kind (`django_mongodb_engine`) is written down. */
function namesEngine(source: PythonSource, node: SyntaxNode): boolean {
  return /["']ENGINE["']\s*:\s*["'][\w.]+["']/.test(textOf(source, node));
}

function whyUntold(isReadOutside: boolean, hasDriver: boolean): string {
  if (isReadOutside)
    return hasDriver
      ? 'read from the environment; its driver is required'
      : 'read from the environment, without a default';
  return `its ENGINE could not be read${hasDriver ? '; its driver is required' : ', so Postgres is assumed: --database says another'}`;
}

/** What calls something, or asks the environment, is told outside of the code; a constant that is not there is not. */
function isRead(source: PythonSource, node: SyntaxNode): boolean {
  if (findAll(node, 'CallExpression').length > 0 || textOf(source, node).includes('environ')) return true;
  return findAll(node, 'VariableName')
    .flatMap((name) => valuesOf(source, textOf(source, name)))
    .some((value) => findAll(value, 'CallExpression').length > 0 || textOf(source, value).includes('environ'));
}

function noDatabase(setting: { source: PythonSource; node: SyntaxNode } | undefined): Fact<Database> {
  return {
    value: 'none',
    origin: setting === undefined ? 'default' : originOf(setting.source, setting.node),
    why: 'the settings configure no database',
  };
}

/** Values of `DATABASES = …` and `DATABASES["default"] = …` that hold by default, the last first. */
function databasesIn(source: PythonSource): { readonly node: SyntaxNode; readonly byCondition: boolean }[] {
  const name = source.takenAs?.get('DATABASES') ?? 'DATABASES';
  return byDefault(source).flatMap(({ statement, byCondition }) => {
    const isAssigned = statement.name === 'AssignStatement';
    const nodes = isAssigned ? assigned(source, statement, name, `${name}[default]`) : propertyIn(source, statement);
    return nodes.map((node) => ({ node, byCondition }));
  });
}

/** `dj_database_url.config(…)`, `env.db(…)`, whose default is no name of something that another module tells. */
function readsAddress(source: PythonSource, node: SyntaxNode): boolean {
  return findAll(node, 'CallExpression')
    .filter((call) => urlReaders.test(calleeOf(source, call)))
    .some((call) => defaultOf(source, call).every(({ name }) => name !== 'VariableName'));
}

const setting = new Set(['AssignStatement', 'FunctionDefinition', 'DecoratedStatement']);

/** Statements in the order in which their values win when DEBUG is off and the environment holds nothing. */
function byDefault(source: PythonSource): readonly Branched[] {
  const known = ordered.get(source);
  if (known !== undefined) return known;
  const found = branchesOf(source)
    .filter(({ statement }) => setting.has(statement.name))
    .toSorted((a, b) => Number(a.byCondition) - Number(b.byCondition) || b.statement.from - a.statement.from);
  ordered.set(source, found);
  return found;
}

/** Asked for each name that the database may stand for. */
const ordered = new WeakMap<PythonSource, readonly Branched[]>();

function assigned(source: PythonSource, statement: SyntaxNode, ...names: readonly string[]): SyntaxNode[] {
  const target = statement.name === 'AssignStatement' ? statement.firstChild : null;
  const name = target === null ? '' : textOf(source, target).replaceAll(/[\s'"]/g, '');
  return statement.lastChild !== null && names.includes(name) ? [statement.lastChild] : [];
}

/** `def DATABASES(self): return {…}` of settings that are a class. */
function propertyIn(source: PythonSource, statement: SyntaxNode): SyntaxNode[] {
  const definition = statement.name === 'FunctionDefinition' ? statement : statement.getChild('FunctionDefinition');
  const name = definition?.getChild('VariableName');
  return name !== null && name !== undefined && textOf(source, name) === 'DATABASES' ? [statement] : [];
}

function engineIn(source: PythonSource, node: SyntaxNode, lookup: Lookup | undefined): Database | undefined {
  const nodes = [...withKey(source, node, 'default'), node];
  return engineBelow(source, node) ?? engineOfName(source, nodes) ?? engineElsewhere(source, nodes, lookup);
}

/** `DATABASES = databases.LIVE`, `{"default": secrets.values["database"]}`, with the name in another module of the project. */
function engineElsewhere(
  source: PythonSource,
  nodes: readonly SyntaxNode[],
  lookup: Lookup | undefined,
): Database | undefined {
  if (lookup === undefined) return undefined;
  return nodes
    .filter(({ name }) => name === 'VariableName' || name === 'MemberExpression')
    .flatMap((node) => valueElsewhere(source, node, lookup))
    .map((value) => engineBelow(value.source, value.node))
    .find((family) => family !== undefined);
}

function valueElsewhere(source: PythonSource, node: SyntaxNode, lookup: Lookup): readonly Expression[] {
  const [name = '', key] = textOf(source, node)
    .replaceAll(/\s/g, '')
    .split(/\[['"]?|['"]?\]/);
  const found = lookup.values(source, name);
  if (key === undefined) return found;
  return found.flatMap((each) =>
    withKey(each.source, each.node, key).map((value) => ({ source: each.source, node: value })),
  );
}

function engineBelow(source: PythonSource, node: SyntaxNode): Database | undefined {
  return [...withKey(source, node, 'default'), node]
    .flatMap((each) => [...engines(source, each), ...urls(source, each)])
    .map(familyOf)
    .find((family) => family !== undefined);
}

/** `database = {…}` in branches, and `DATABASES = {"default": database}` after them. */
function engineOfName(source: PythonSource, nodes: readonly SyntaxNode[]): Database | undefined {
  const names = nodes.filter(({ name }) => name === 'VariableName').map((node) => textOf(source, node));
  return names
    .flatMap((name) => byDefault(source).flatMap(({ statement }) => assigned(source, statement, name)))
    .map((value) => engineBelow(source, value))
    .find((family) => family !== undefined);
}

/** Values of a key in any dictionary below. */
function withKey(source: PythonSource, node: SyntaxNode, key: string): SyntaxNode[] {
  return findAll(node, 'DictionaryExpression').flatMap((dictionary) => entryOf(source, dictionary, key) ?? []);
}

function engines(source: PythonSource, node: SyntaxNode): string[] {
  const named = findAll(node, 'CallExpression')
    .filter((call) => calleeOf(source, call) === 'dict')
    .map((call) => argumentsOf(source, call).named.get('ENGINE'))
    .filter((value) => value !== undefined);
  return [...withKey(source, node, 'ENGINE'), ...named]
    .flatMap((value) => byDefaultOf(source, value))
    .flatMap((value) => stringsOf(source, value));
}

/** Of a name the values that hold whatever the environment says, when there are any: `if "sqlite" in ENGINE: ENGINE = …` changes what is read. */
function byDefaultOf(source: PythonSource, value: SyntaxNode): readonly SyntaxNode[] {
  if (value.name !== 'VariableName') return [value];
  const name = textOf(source, value);
  const certain = byDefault(source).filter(({ byCondition }) => !byCondition);
  const values = certain.flatMap(({ statement }) => assigned(source, statement, name));
  return values.length > 0 ? values : [value];
}

/** Defaults of the calls that read a database URL, the SQLite path built by an f-string or a sum included. */
function urls(source: PythonSource, node: SyntaxNode): string[] {
  return findAll(node, 'CallExpression')
    .filter((call) => urlReaders.test(calleeOf(source, call)))
    .flatMap((call) => [call, ...defaultOf(source, call)])
    .flatMap((each) => [...findAll(each, 'String'), ...findAll(each, 'FormatString')])
    .map((each) => /^\w*['"]+([\w+-]+):\/\//.exec(textOf(source, each))?.[1] ?? '');
}

/** `DATABASE_URL = config("DATABASE_URL", "sqlite:///db")`, of `dj_database_url.config(default=DATABASE_URL)`. */
function defaultOf(source: PythonSource, call: SyntaxNode): readonly SyntaxNode[] {
  const named = argumentsOf(source, call).named.get('default');
  return named === undefined ? [] : byDefaultOf(source, named);
}

function familyOf(text: string): Database | undefined {
  return families.find(([pattern]) => pattern.test(text))?.[1];
}

function isEmpty(node: SyntaxNode): boolean {
  return node.name === 'DictionaryExpression' && childrenOf(node).length === 2;
}
