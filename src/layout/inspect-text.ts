import type { Words } from '../messages/words.ts';
import type { Problem } from '../problems.ts';
import type { Fact, Origin } from '../values/fact.ts';
import type { Examined } from './examine.ts';

/** The facts for people: name, value, where it was read; then what is worth knowing. */
export function inspectText({ facts }: Examined, wordsFor: (problem: Problem) => Words): string {
  const { application: app, dependencies, python, staticFiles } = facts;
  const rows: (readonly [string, string, string])[] = [
    ['root', facts.root, ''],
    row('manage.py', facts.managePy),
    row('settings', facts.settingsModule),
    row('settings in the image', facts.productionSettingsModule),
    row('application', app, ({ interface: kind, module, callable }) => `${kind.toUpperCase()} ${module}:${callable}`),
    row('dependencies', dependencies, ({ manager, files }) => [manager, ...files].join(' ')),
    row('Python', python, ({ version }) => version),
    row('database', facts.database),
    row('static files', staticFiles, (value) => (value ? 'yes' : 'no')),
    ...environmentRows(facts.environment),
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((cells) => Math.min(cells[column]?.length ?? 0, 60))));
  return rows
    .map(([name, value, from]) => `${name.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${from}`.trimEnd())
    .concat(facts.problems.flatMap((problem) => note(wordsFor(problem))))
    .map((line) => `${line}\n`)
    .join('');
}

function note({ what, found = [], next }: Words): string[] {
  return ['', `note: ${what}`, ...[...found, ...next].map((line) => `  ${line}`)];
}

/** One row for each variable that the settings demand; the first has the name of the fact. */
function environmentRows(facts: readonly Fact<string>[] = []): [string, string, string][] {
  return facts.map((fact, index) => row(index === 0 ? 'must be set' : '', fact));
}

function row<T>(
  name: string,
  fact: Fact<T> | undefined,
  show: (value: T) => string = String,
): [string, string, string] {
  if (fact === undefined) return [name, '–', ''];
  return [name, show(fact.value), [place(fact.origin), fact.why].filter((each) => each !== undefined).join(': ')];
}

/** Where a fact was read, for people. */
export function place(origin: Origin): string {
  if (origin === 'default') return 'default';
  if ('option' in origin) return origin.option;
  return origin.line === undefined ? origin.file : `${origin.file}:${origin.line}`;
}
