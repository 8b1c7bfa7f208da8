import type { Deployed } from '../values/deployed.ts';
import type { Row, Section } from '../values/report.ts';

const MOST = 6;

/** What is other than at the last deployment of this project to this place; nothing to compare with, nothing to say. */
export function sinceSection(before: Deployed | undefined, now: Deployed | undefined): readonly Section[] {
  if (before === undefined || now === undefined) return [];
  const rows = [
    ...changes('files', before.files, now.files, ([path]) => path),
    ...changes('packages', before.packages, now.packages, versionWords),
    ...(before.python === now.python ? [] : [{ name: 'Python', value: `${before.python} → ${now.python}` }]),
  ];
  const when = before.at.slice(0, 16).replace('T', ' ');
  const heading = `What changed since the last deployment (${when} UTC)`;
  return [{ heading, ...(rows.length === 0 ? { lines: ['Nothing in the project and its packages.'] } : { rows }) }];
}

type Change = readonly [name: string, before: string | undefined, now: string | undefined];

function changes(
  what: string,
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
  words: (change: Change) => string,
): readonly Row[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].toSorted();
  const all = names.map((name): Change => [name, before[name], now[name]]).filter(([, old, young]) => old !== young);
  return [
    ...namesRow(`${what} changed`, all.filter(([, old, young]) => old !== undefined && young !== undefined).map(words)),
    ...namesRow(`${what} new`, all.filter(([, old]) => old === undefined).map(words)),
    ...namesRow(`${what} gone`, all.filter(([, , young]) => young === undefined).map(words)),
  ];
}

function versionWords([name, before, now]: Change): string {
  return before === undefined || now === undefined ? `${name} ${before ?? now ?? ''}` : `${name} ${before} → ${now}`;
}

function namesRow(name: string, values: readonly string[]): readonly Row[] {
  if (values.length === 0) return [];
  const more = values.length > MOST ? `, and ${values.length - MOST} more` : '';
  return [{ name, value: `${values.length}: ${values.slice(0, MOST).join(', ')}${more}` }];
}
