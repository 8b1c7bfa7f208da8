import { createRequire } from 'node:module';
import type { Document, LineCounter, Node, Pair } from 'yaml';
import { listSaid, tableSaid, textSaid, type Said } from './said.ts';
import type * as Yaml from './yaml-library.ts';

/**
 * What a file in YAML says, or in JSON, which is YAML too: each scalar as it is written, with anchors and merges carried out.
 * Of a file with mistakes, such as a template, what can be read all the same.
 */
export function readYaml(text: string): Said {
  try {
    const yaml = library();
    const lines = new yaml.LineCounter();
    // `failsafe`: a version 3.10 is no number.
    const document = yaml.parseDocument(text, { schema: 'failsafe', lineCounter: lines, logLevel: 'silent' });
    return said({ yaml, lines, document, known: new Map() }, document.contents, 1);
  } catch {
    // Brackets deeper than the library's functions can call each other.
    return nothing(1);
  }
}

interface Reading {
  readonly yaml: typeof Yaml;
  readonly lines: LineCounter;
  readonly document: Document;
  /** Each node is read once, however many aliases there are, and also where one lies within its own anchor. */
  readonly known: Map<Node, Said>;
}

/** What a node says. */
function said(from: Reading, node: unknown, line: number): Said {
  if (!from.yaml.isNode(node)) return nothing(line);
  const known = from.known.get(node);
  if (known !== undefined) return known;
  from.known.set(node, textSaid(line, ''));
  const found = read(from, node, line);
  from.known.set(node, found);
  return found;
}

function read(from: Reading, node: Node, line: number): Said {
  const { isAlias, isMap, isScalar, isSeq } = from.yaml;
  if (isAlias(node)) return said(from, node.resolve(from.document), line);
  const at = lineOf(from, node) ?? line;
  if (isMap(node)) return tableSaid(at, keysOf(from, node.items, at));
  if (isSeq(node))
    return listSaid(
      at,
      node.items.map((item) => said(from, item, at)),
    );
  if (!isScalar(node)) return nothing(at);
  const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  const text = textSaid(at, typeof node.value === 'string' ? node.value.trimEnd() : '');
  return isBlock ? { ...text, isBlock } : text;
}

/** What a table says itself stands above what it merges, wherever that is written. */
function keysOf(from: Reading, pairs: readonly Pair[], line: number): ReadonlyMap<string, Said> {
  const keys = new Map<string, Said>();
  const merged = new Map<string, Said>();
  for (const { key, value } of pairs) {
    const place = lineOf(from, key) ?? line;
    const name = said(from, key, place).text ?? '';
    const each = said(from, value, place);
    if (name !== '<<') keys.set(name, { ...each, line: place });
    else for (const [below, one] of mergedOf(each)) if (!merged.has(below)) merged.set(below, one);
  }
  return new Map([...merged, ...keys]);
}

/** `<<: *one`, `<<: [*one, *two]` */
function mergedOf({ keys, items }: Said): readonly (readonly [string, Said])[] {
  return [...keys, ...items.flatMap((item) => [...item.keys])];
}

function lineOf({ yaml, lines }: Reading, node: unknown): number | undefined {
  const start = yaml.isNode(node) ? node.range?.[0] : undefined;
  return start === undefined ? undefined : lines.linePos(start).line;
}

function nothing(line: number): Said {
  return tableSaid(line, new Map());
}

/** Loaded by the first such file. */
function library(): typeof Yaml {
  const file = import.meta.url.endsWith('.ts') ? './yaml-library.ts' : './yaml-library.cjs';
  return createRequire(import.meta.url)(file) as typeof Yaml;
}
