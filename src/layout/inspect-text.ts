import type { Words } from '../messages/words.ts';
import type { Problem } from '../problems.ts';
import type { Considered } from '../values/considered.ts';
import { buildLine } from './frontend/build-line.ts';
import type { Serving } from '../values/server.ts';
import type { Fact } from '../values/fact.ts';
import { suppliedFrom } from '../values/supplied-variables.ts';
import type { Dependencies } from '../values/layout.ts';
import { systemPackageFacts } from '../system-packages/facts.ts';
import type { LeftOut } from '../values/build-plan.ts';
import type { Examined, ExaminedFiles } from './examine.ts';
import { leftOutGroups } from '../left-out-groups.ts';
import { lineOf } from '../values/process-line.ts';
import { tableLines, type Row } from './inspect-table.ts';
import { overlayText } from './overlay-text.ts';
import { place } from '../values/place.ts';

/** How the facts are shown. */
export interface Shown {
  /** Width of the terminal; without one no line is broken. */
  readonly columns?: number | undefined;
  /** Also what was passed over, and why. */
  readonly explain?: boolean;
}

/** What a person calls the facts, by their names in the JSON. */
const names: Readonly<Record<string, string>> = {
  managePy: 'manage.py',
  settingsModule: 'settings',
  productionSettingsModule: 'settings in the image',
  distributions: 'own package',
  python: 'Python',
  databaseExtensions: '  with',
  staticFiles: 'static files',
  frontends: 'front end',
  node: '  Node',
  nodePackages: '  packages by',
  environment: 'must be set',
  supplied: 'filled in',
  processes: 'processes',
  releaseCommands: 'release',
  services: 'needs',
  systemPackages: 'Debian packages',
};

/** The facts for people: name, value, where it was read; what was passed over; then what is worth knowing. */
export function inspectText(
  { facts, considered, leftOut }: ExaminedFiles,
  wordsFor: (problem: Problem) => Words,
  { columns, explain = false }: Shown = {},
): string {
  return tableLines([...rowsOf(facts), ...leftOutRows(leftOut)], columns)
    .concat(explain ? explainedAll({ facts, considered, leftOut }, columns) : [])
    .concat(facts.problems.flatMap((problem) => note(wordsFor(problem))))
    .map((line) => `${line}\n`)
    .join('');
}

function explainedAll(
  { facts, considered, leftOut }: Pick<ExaminedFiles, 'facts' | 'considered' | 'leftOut'>,
  columns: number | undefined,
): string[] {
  return [
    ...explained(considered, columns),
    ...explainedFiles(leftOut, columns),
    ...overlayText(facts.overlay ?? [], columns),
  ];
}

function rowsOf(facts: Examined['facts']): Row[] {
  const { application: app, dependencies, python, staticFiles } = facts;
  return [
    ['root', facts.root, ''],
    facts.managePyMade === true ? madeRow(facts.managePy) : row('managePy', facts.managePy),
    row('settingsModule', facts.settingsModule),
    row('productionSettingsModule', facts.productionSettingsModule),
    ...(facts.configuration === undefined ? [] : [row('configuration', facts.configuration)]),
    row('application', app, ({ interface: kind, module, callable }) => `${kind.toUpperCase()} ${module}:${callable}`),
    ...(facts.server === undefined ? [] : [serverRow(facts.server, facts.serving)]),
    row('dependencies', dependencies, dependenciesLine),
    ...rowsOfList(
      'distributions',
      facts.distributions?.map((fact) => ({ ...fact, value: `${fact.value.name} ${fact.value.version}` })),
    ),
    row('python', python, ({ version }) => version),
    row('database', facts.database),
    ...rowsOfList('databaseExtensions', facts.databaseExtensions),
    row('staticFiles', staticFiles, (value) => (value ? 'yes' : 'no')),
    ...frontendRows(facts.frontends),
    ...environmentRows(facts),
    ...runRows(facts),
    ...rowsOfList('systemPackages', systemPackageFacts(dependencies, facts.codeNeeds ?? [])),
  ];
}

/** What somebody has to give, and what the image fills in by itself. */
function environmentRows({ environment = [], environmentOpen, supplied = {} }: Examined['facts']): Row[] {
  const isSupplied = ({ value }: Fact<string>): boolean => supplied[value] !== undefined;
  const filled = environment.flatMap((fact) => {
    const part = supplied[fact.value];
    return part === undefined ? [] : [{ ...fact, why: suppliedFrom(part) }];
  });
  const asked = environment.filter((fact) => !isSupplied(fact)).map(withMaker);
  return [...rowsOfList('environment', [...asked, ...openDemands(environmentOpen)]), ...rowsOfList('supplied', filled)];
}

/** Nobody has to think of a key: every platform gives the app one that stays. */
function withMaker(fact: Fact<string>): Fact<string> {
  return fact.value === 'SECRET_KEY'
    ? { ...fact, why: [fact.why, 'the first push makes one'].filter(Boolean).join('; ') }
    : fact;
}

/** The manager, the files, and what is installed besides the main requirements. */
function dependenciesLine({ manager, files, groups, extras }: Dependencies): string {
  const named = [...groups.map((name) => `group ${name}`), ...extras.map((name) => `extra ${name}`)];
  return [[manager, ...files].join(' '), ...named].join(', ');
}

/** What runs besides the server, what a release does, and what both need. */
function runRows({ processes, migrate, releaseCommands = [], services }: Examined['facts']): Row[] {
  // A migration that nothing was said about goes without saying.
  const migration: readonly Fact<string>[] =
    migrate === undefined || migrate.origin === 'default'
      ? []
      : [{ ...migrate, value: migrate.value ? 'migrate' : 'no migration by itself' }];
  return [
    ...rowsOfList(
      'processes',
      processes?.map((fact) => ({ ...fact, value: `${fact.value.name}: ${lineOf(fact.value)}` })),
    ),
    ...rowsOfList('releaseCommands', [...migration, ...releaseCommands]),
    ...rowsOfList('services', services),
  ];
}

/** With what of the project's own command is kept. */
function serverRow(server: Fact<string>, { arguments: kept = [], file }: Partial<Serving> = {}): Row {
  return row('server', server, (name) => [name, ...kept, ...(file === undefined ? [] : [`(${file})`])].join(' '));
}

function madeRow(fact: Fact<string> | undefined): Row {
  return row('managePy', fact, (path) => `${path}, made in the image`);
}

/** Each front end with what builds it, then what it is built with. */
function frontendRows(frontends: Examined['facts']['frontends'] = []): Row[] {
  return frontends.flatMap((fact): Row[] => [
    row('frontends', fact, ({ folder }) => `${folder}/ (${buildLine(fact.value)})`),
    row('node', fact.value.node),
    row('nodePackages', fact.value.install, ({ manager, managerPackage }) => managerPackage ?? manager),
  ]);
}

function note({ what, found = [], next }: Words): string[] {
  return ['', `note: ${what}`, ...[...found, ...next].map((line) => `  ${line}`)];
}

/** One row for each fact of a list, such as the variables that the settings demand; the first has the list's name. */
function rowsOfList(name: string, facts: readonly Fact<string>[] = []): Row[] {
  return facts.map((fact, index) => {
    const [head, value, where] = row(name, fact);
    return [index === 0 ? head : '', value, where];
  });
}

/** What is not known of the variables that must be set. */
function openDemands(libraries: readonly Fact<string>[] = []): readonly Fact<string>[] {
  return libraries.map(({ value, origin }) => ({
    value: `and what ${value} demands`,
    origin,
    why: 'a library, which cannot be read',
  }));
}

/** One row for each rule by which files stay out of the image. */
function leftOutRows(leftOut: readonly LeftOut[]): Row[] {
  return leftOutGroups(leftOut).map(({ rule, paths }, index) => [index === 0 ? 'stays out' : '', paths, rule]);
}

function explainedFiles(leftOut: readonly LeftOut[], columns: number | undefined): string[] {
  if (leftOut.length === 0) return ['', 'Every file goes into the image.'];
  return [
    '',
    'Stays out of the image:',
    ...tableLines(
      leftOut.map(({ path, rule }) => ['', path, rule]),
      columns,
    ),
  ];
}

function explained(considered: readonly Considered[], columns: number | undefined): string[] {
  if (considered.length === 0) return ['', 'Nothing was passed over.'];
  const rows = considered.map(({ fact, value, origin, why }, index): Row => {
    const isSame = considered[index - 1]?.fact === fact;
    const where = place(origin) === value ? why : `${place(origin)}: ${why}`;
    return [isSame ? '' : (names[fact] ?? fact), value, where];
  });
  return ['', 'Passed over:', ...tableLines(rows, columns)];
}

function row<T>(fact: string, found: Fact<T> | undefined, show: (value: T) => string = String): Row {
  const name = names[fact] ?? fact;
  if (found === undefined) return [name, '–', ''];
  return [name, show(found.value), [place(found.origin), found.why].filter((each) => each !== undefined).join(': ')];
}
