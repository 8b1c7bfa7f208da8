import { isClosed, readFlow, unquoted } from './flow.ts';
import { listSaid, tableSaid, textSaid, type Said } from './said.ts';

/**
 * What a file in YAML says, as people and tools write those of platforms: tables, lists, texts in every form, anchors and
 * merges. Not a library's reader: loading one and its reading of one file take as long as all of `inspect`.
 */
export function readYaml(text: string): Said {
  const from: Reading = { lines: text.split(/\r?\n/), at: 0, depth: 0, anchors: new Map() };
  return node(from, 0) ?? tableSaid(1, new Map());
}

interface Reading {
  /** Of what stands behind `- ` or a key, as if it stood alone: with spaces in the place of that. */
  readonly lines: string[];
  at: number;
  /** How many lists and tables stand around. */
  depth: number;
  readonly anchors: Map<string, Said>;
}

const KEY = /^(\s*)("[^"]*"|'[^']*'|<<|[^\s"'#[\]{},&*!|>%@`-][^#]*?|-[^\s#][^#]*?)\s*:(?=\s|$)/;
const ITEM = /^(\s*)-(?:\s+|$)/;
const MOST_DEEP = 50;
/** A quote or a bracket that nobody closed. */
const MOST_LINES = 500;

/** What stands from here on, that is indented so far at least. */
function node(from: Reading, least: number): Said | undefined {
  const line = toNext(from);
  if (line === undefined || indentOf(line) < least || from.depth > MOST_DEEP) return undefined;
  from.depth++;
  const said = nodeAt(from, line, least);
  from.depth--;
  return said;
}

function nodeAt(from: Reading, line: string, least: number): Said | undefined {
  const [, mark, name = ''] = /^\s*([&*])(\S+)\s*(?:#.*)?$/.exec(line) ?? [];
  if (mark === '&') return anchored(from, name, below(from, least));
  if (mark === '*') return inLine(from, line.trim(), 0, least);
  if (ITEM.test(line)) return list(from, indentOf(line));
  if (KEY.test(line)) return table(from, indentOf(line));
  return scalar(from, line.trim(), least);
}

/** The next line that says something. */
function toNext(from: Reading): string | undefined {
  while (from.at < from.lines.length && /^\s*(#|---\s*$|---\s+#|$)/.test(from.lines[from.at] ?? '')) from.at++;
  return from.lines[from.at];
}

function list(from: Reading, indent: number): Said {
  const first = from.at + 1;
  const items: Said[] = [];
  for (let line = toNext(from); line !== undefined && indentOf(line) === indent; line = toNext(from)) {
    const [lead] = ITEM.exec(line) ?? [];
    if (lead === undefined) break;
    items.push(behind(from, line, lead.length, indent + 1));
  }
  return listSaid(first, items);
}

function table(from: Reading, indent: number): Said {
  const first = from.at + 1;
  const keys = new Map<string, Said>();
  for (let line = toNext(from); line !== undefined && indentOf(line) === indent; line = toNext(from)) {
    const [lead = '', , name = ''] = KEY.exec(line) ?? [];
    if (lead === '') break;
    const place = from.at + 1;
    // A list below a key may stand as far left as the key.
    const said = behind(from, line, lead.length, isListBelow(from, line, lead, indent) ? indent : indent + 1);
    const all = name === '<<' ? merged(from, said) : [[unquoted(name), { ...said, line: place }] as const];
    for (const [key, each] of all) if (name !== '<<' || !keys.has(key)) keys.set(key, each);
  }
  return tableSaid(first, keys);
}

function isListBelow(from: Reading, line: string, lead: string, indent: number): boolean {
  if (!/^\s*([&!]\S+\s*)*(#.*)?$/.test(line.slice(lead.length))) return false;
  const below = from.lines.slice(from.at + 1).find((each) => !/^\s*(#|$)/.test(each)) ?? '';
  return ITEM.test(below) && indentOf(below) === indent;
}

/** `<<: *one`, `<<: [*one, *two]` */
function merged({ anchors }: Reading, said: Said): readonly (readonly [string, Said])[] {
  return [said, ...said.items].flatMap((each) => [...(anchors.get(each.text?.replace(/^\*/, '') ?? '') ?? each).keys]);
}

/** What stands behind `- ` or a key, and below it. */
function behind(from: Reading, line: string, width: number, least: number): Said {
  const place = from.at + 1;
  const [marks = ''] = /^\s*([&!]\S+\s*)*/.exec(line.slice(width)) ?? [];
  const rest = line.slice(width + marks.length);
  const said =
    rest === '' || rest.startsWith('#') ? below(from, least) : inLine(from, rest, width + marks.length, least);
  const anchor = /&(\S+)/.exec(marks)?.[1];
  const found = said ?? textSaid(place, '');
  return anchor === undefined ? found : (anchored(from, anchor, found) ?? found);
}

function anchored(from: Reading, name: string, said: Said | undefined): Said | undefined {
  if (said !== undefined) from.anchors.set(name, said);
  return said;
}

function below(from: Reading, least: number): Said | undefined {
  from.at++;
  return node(from, least);
}

/** A list or a table may begin in the line of its `- `; behind a key there is a text. */
function inLine(from: Reading, rest: string, width: number, least: number): Said | undefined {
  const isItem = ITEM.test(from.lines[from.at] ?? '');
  if (isItem && (ITEM.test(rest) || KEY.test(rest))) {
    from.lines[from.at] = ' '.repeat(width) + rest;
    return node(from, least);
  }
  const alias = /^\*(\S+)/.exec(rest)?.[1];
  if (alias === undefined) return scalar(from, rest, least);
  from.at++;
  return from.anchors.get(alias);
}

/** A text from here on; what is indented so far at least goes on with it. */
function scalar(from: Reading, written: string, least: number): Said {
  const line = from.at + 1;
  from.at++;
  const [, block] = /^([|>])[-+\d]*\s*(#.*)?$/.exec(written) ?? [];
  if (block !== undefined) return { ...textSaid(line, blockOf(taken(from, least), block)), isBlock: true };
  if (/^["'[{]/.test(written)) {
    let text = written;
    const end = Math.min(from.at + MOST_LINES, from.lines.length);
    while (!isClosed(withoutComment(text)) && from.at < end) text += `\n${from.lines[from.at++] ?? ''}`;
    return /^["']/.test(text) ? textSaid(line, unquoted(folded(closed(text)))) : readFlow(text, line);
  }
  return textSaid(line, folded([written, ...taken(from, least)].map(withoutComment).join('\n')));
}

/** The lines that are indented so far, those between them that say nothing included. */
function taken(from: Reading, least: number): readonly string[] {
  const start = from.at;
  while (from.at < from.lines.length && isBelow(from.lines[from.at] ?? '', least)) from.at++;
  return from.lines.slice(start, from.at);
}

function isBelow(line: string, least: number): boolean {
  return line.trim() === '' || indentOf(line) >= Math.max(least, 1);
}

/** `|` keeps the lines, `>` makes one of them. */
function blockOf(lines: readonly string[], sign: string): string {
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map(indentOf));
  const text = lines.map((line) => line.slice(indent).trimEnd()).join('\n');
  return (sign === '>' ? folded(text) : text).trimEnd();
}

/** Up to the quote that ends it. */
function closed(text: string): string {
  return /^(?:"(?:[^"\\]|\\[^])*"|'(?:[^']|'')*')/.exec(text)?.[0] ?? text;
}

function folded(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}

function withoutComment(line: string): string {
  return line.replace(/(^|\s+)#.*$/, '');
}

function indentOf(line: string): number {
  return line.search(/\S|$/);
}
