import { listSaid, tableSaid, textSaid, type Said } from './said.ts';

/** A text that is read sign by sign. */
interface Reading {
  readonly text: string;
  at: number;
  /** Of the sign at `at`. */
  line: number;
}

const MOST_DEEP = 50;

/** JSON, and what YAML writes in brackets: `["web", worker]`, `{ image: web }`. What does not end is taken as far as it goes. */
export function readFlow(text: string, first: number): Said {
  return value({ text, at: 0, line: first }, 0);
}

/** Whether all brackets and quotes of a text are closed again. */
export function isClosed(text: string): boolean {
  const bare = text.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g, '');
  const count = (signs: RegExp): number => bare.match(signs)?.length ?? 0;
  return count(/[[{]/g) <= count(/[\]}]/g) && !/["']/.test(bare);
}

function value(from: Reading, depth: number): Said {
  skip(from);
  const { line } = from;
  const sign = from.text[from.at];
  if (sign === '[' && depth < MOST_DEEP) return listSaid(line, list(from, depth));
  if (sign === '{' && depth < MOST_DEEP) return tableSaid(line, table(from, depth));
  return textSaid(line, scalar(from));
}

function list(from: Reading, depth: number): readonly Said[] {
  const items: Said[] = [];
  from.at++;
  while (!isEnd(from, ']')) {
    items.push(value(from, depth + 1));
    next(from);
  }
  return items;
}

function table(from: Reading, depth: number): ReadonlyMap<string, Said> {
  const keys = new Map<string, Said>();
  from.at++;
  while (!isEnd(from, '}')) {
    const { line } = from;
    const key = scalar(from);
    skip(from);
    if (from.text[from.at] === ':') {
      from.at++;
      const said = value(from, depth + 1);
      keys.set(key, { ...said, line });
    }
    next(from);
  }
  return keys;
}

/** Goes past the end of a bracket, when it is there. */
function isEnd(from: Reading, close: string): boolean {
  skip(from);
  if (from.at >= from.text.length) return true;
  if (from.text[from.at] !== close) return false;
  from.at++;
  return true;
}

/** Goes past a comma; past what nothing expects, so that it always goes on. */
function next(from: Reading): void {
  skip(from);
  const sign = from.text[from.at] ?? '';
  if (sign !== ']' && sign !== '}') from.at++;
}

function skip(from: Reading): void {
  take(from, /(?:\s|#.*(?=\n|$))*/y);
}

function scalar(from: Reading): string {
  const quoted = take(from, /"(?:[^"\\]|\\[^])*"|'(?:[^']|'')*'/y);
  return quoted === '' ? take(from, /(?:[^,[\]{}\n:]|:(?![\s,]|$))*/y).trim() : unquoted(quoted);
}

/** What stands here and looks so. */
function take(from: Reading, what: RegExp): string {
  what.lastIndex = from.at;
  const [found = ''] = what.exec(from.text) ?? [];
  from.at += found.length;
  from.line += found.match(/\n/g)?.length ?? 0;
  return found;
}

/** What a text in quotes is, and any other as it is. */
export function unquoted(text: string): string {
  if (/^'[^]*'$/.test(text) && text.length > 1) return text.slice(1, -1).replaceAll("''", "'");
  if (!/^"[^]*"$/.test(text) || text.length < 2) return text;
  return text.slice(1, -1).replaceAll(/\\([^])/g, (_, sign: string) => ({ n: '\n', t: '\t', r: '' })[sign] ?? sign);
}
