import { fit, formatDuration, withoutControls } from './terminal-format.ts';
import type { LoggedLine } from './run-log-read.ts';
import type { Fact } from './values/fact.ts';
import { place } from './values/place.ts';

/** What people call the kinds of lines; output stands below what wrote it. */
const names: Readonly<Record<LoggedLine['kind'], string>> = {
  start: 'start',
  options: 'options',
  fact: 'found',
  command: 'command',
  api: 'request',
  engine: 'engine',
  build: 'build',
  step: 'step',
  output: '',
  warning: 'warning',
  failure: 'failed',
  end: 'end',
};

/** A step of a build is called by its whole instruction. */
const BUILD_WIDTH = 100;

const widest = Math.max(...Object.values(names).map(({ length }) => length));

/** The lines of a log for people: how long after the start, what was done, how long it took and how it ended. */
export function logText(lines: readonly LoggedLine[]): string {
  const began = Date.parse(lines[0]?.time ?? '');
  return withoutRepeats(lines)
    .map((line) => (typeof line === 'number' ? repeated(line) : lineText(line, Date.parse(line.time) - began)))
    .map((text) => `${text}\n`)
    .join('');
}

/** What waits asks the same again and again, until something else is to be told: each is kept once, and the number of the others. */
function withoutRepeats(lines: readonly LoggedLine[]): readonly (LoggedLine | number)[] {
  const kept: (LoggedLine | number)[] = [];
  const asked = new Set<string>();
  let again = 0;
  for (const line of lines) {
    const question = JSON.stringify([line.title, line.status, line.detail]);
    if (line.kind === 'api' && asked.has(question)) again++;
    else {
      if (line.kind === 'api') asked.add(question);
      else {
        if (again > 0) kept.push(again);
        again = 0;
        asked.clear();
      }
      kept.push(line);
    }
  }
  return again > 0 ? [...kept, again] : kept;
}

function repeated(times: number): string {
  return `${' '.repeat(12 + widest)}… ${times} more of the same requests`;
}

function lineText(line: LoggedLine, after: number): string {
  const at = `${(after / 1000).toFixed(2).padStart(8)} s  ${names[line.kind].padEnd(widest)}`;
  if (line.kind === 'output') return `${at}  | ${withoutControls(textOf(line.detail))}`;
  const title = line.kind === 'build' ? fit(line.title, BUILD_WIDTH) : withoutControls(line.title);
  return `${at}  ${[title, ...endingOf(line)].join('  ')}${detailText(line)}`;
}

function endingOf({ ms, exit, status, detail }: LoggedLine): readonly string[] {
  return [
    ...(status === undefined ? [] : [String(status)]),
    ...(exit === undefined ? [] : [`exit ${exit}`]),
    ...(ms === undefined ? [] : [ms < 1000 ? `${Math.round(ms)} ms` : formatDuration(ms)]),
    ...(isCached(detail) ? ['from the cache'] : []),
  ];
}

/** Of a step of a build. */
function isCached(detail: unknown): boolean {
  return (detail as { readonly cached?: boolean } | undefined)?.cached === true;
}

/** What belongs to a line, below it: a text as it is, of a fact and a start each member. */
function detailText({ kind, detail }: LoggedLine): string {
  const indent = `\n${' '.repeat(14 + widest)}`;
  if (detail === undefined || detail === null) return '';
  if (typeof detail === 'string') return linesBelow(indent, detail);
  if (kind !== 'fact' && kind !== 'start' && kind !== 'failure') return '';
  return Object.entries(detail)
    .map(([name, value]) => linesBelow(indent, `${name}: ${textOf(value)}`))
    .join('');
}

/** Each line of a text, where a stack or a file has several, behind the indent. */
function linesBelow(indent: string, text: string): string {
  return text
    .split('\n')
    .map((line) => indent + withoutControls(line))
    .join('');
}

function textOf(value: unknown): string {
  if (isFact(value))
    return `${textOf(value.value)}  (${place(value.origin)}${value.why === undefined ? '' : `: ${value.why}`})`;
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function isFact(value: unknown): value is Fact<unknown> {
  return typeof value === 'object' && value !== null && 'value' in value && 'origin' in value;
}
