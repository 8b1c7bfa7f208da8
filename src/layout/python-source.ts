import { createRequire } from 'node:module';
import { plainTree } from './python-grammar/plain.ts';
import type { SyntaxNode } from './python-grammar/tree.ts';
import type * as Whole from './python-grammar/whole.ts';

export type { SyntaxNode };

/** A Python file, parsed once; error-tolerant, so that a broken or an old (Python 2) file still tells what it can. */
export interface PythonSource {
  /** Path below root. */
  readonly path: string;
  readonly text: string;
  readonly top: SyntaxNode;
  /** By the name of a setting, the name that the file has for it: another takes it as that (`from .db import LIVE as DATABASES`). */
  readonly takenAs?: ReadonlyMap<string, string>;
}

/** Nodes of a whole file by name: most questions are about a file, and walking it is what costs. */
const indexed = new WeakMap<SyntaxNode, Map<string, SyntaxNode[]>>();
const asked = new Set([
  'AssignStatement',
  'CallExpression',
  'ClassDefinition',
  'FunctionDefinition',
  'ImportStatement',
  'String',
  'UpdateStatement',
]);

/** Parses a Python file's text. */
export function parsePython(path: string, text: string): PythonSource {
  return { path, text, top: plainTree(text) ?? wholeGrammar().wholeTree(text) };
}

/** Loaded by the first file that needs it, as its tables take longer than most projects. In dist it is a file of its own. */
function wholeGrammar(): typeof Whole {
  const file = import.meta.url.endsWith('.ts') ? './python-grammar/whole.ts' : './python-grammar.cjs';
  return createRequire(import.meta.url)(file) as typeof Whole;
}

/** What a node covers, as written. */
export function textOf(source: PythonSource, node: SyntaxNode): string {
  return source.text.slice(node.from, node.to);
}

/** 1-based line of a node. */
export function lineOf(source: PythonSource, node: SyntaxNode): number {
  let line = 1;
  for (let at = source.text.indexOf('\n'); at !== -1 && at < node.from; at = source.text.indexOf('\n', at + 1)) line++;
  return line;
}

/** Where a node stands, as an origin. */
export function originOf(source: PythonSource, node: SyntaxNode): { file: string; line: number } {
  return { file: source.path, line: lineOf(source, node) };
}

/** A node's children, in order. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** Every node below (and with) the given one that has that name, in the order of the text. */
export function findAll(node: SyntaxNode, name: string): readonly SyntaxNode[] {
  if (node.parent !== null || !asked.has(name)) return walk(node, new Set([name])).get(name) ?? [];
  const index = indexed.get(node) ?? walk(node, asked);
  indexed.set(node, index);
  return index.get(name) ?? [];
}

/** The functions of that name, at any depth. */
export function functionsNamed(source: PythonSource, name: string): readonly SyntaxNode[] {
  return findAll(source.top, 'FunctionDefinition').filter((node) => {
    const called = node.getChild('VariableName');
    return called !== null && textOf(source, called) === name;
  });
}

/** Without recursion: a chain of a thousand operators is as deep. */
function walk(top: SyntaxNode, names: ReadonlySet<string>): Map<string, SyntaxNode[]> {
  const found = new Map<string, SyntaxNode[]>();
  for (let node: SyntaxNode | null = top; node !== null; node = following(node, top)) {
    if (!names.has(node.name)) continue;
    const same = found.get(node.name);
    if (same === undefined) found.set(node.name, [node]);
    else same.push(node);
  }
  return found;
}

/** The next node below the top, in the order of the text. */
function following(node: SyntaxNode, top: SyntaxNode): SyntaxNode | null {
  if (node.firstChild !== null) return node.firstChild;
  let at: SyntaxNode | null = node;
  while (at !== null && at !== top && at.nextSibling === null) at = at.parent;
  return at === top || at === null ? null : at.nextSibling;
}

/** The arguments of a call: positional ones, and those given by name. */
export interface Arguments {
  readonly positional: readonly SyntaxNode[];
  readonly named: ReadonlyMap<string, SyntaxNode>;
}

/** The arguments of a CallExpression. */
export function argumentsOf(source: PythonSource, call: SyntaxNode): Arguments {
  const positional: SyntaxNode[] = [];
  const named = new Map<string, SyntaxNode>();
  const list = call.getChild('ArgList');
  for (const group of list === null ? [] : splitByComma(childrenOf(list).slice(1, -1))) {
    const [first, assign, value] = group;
    if (first === undefined) continue;
    if (assign?.name === 'AssignOp' && value !== undefined) named.set(textOf(source, first), value);
    else if (group.length === 1) positional.push(first);
  }
  return { positional, named };
}

function splitByComma(nodes: readonly SyntaxNode[]): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === ',') groups.push([]);
    else if (node.name !== 'Comment') groups.at(-1)?.push(node);
  }
  return groups;
}

/** What is called, such as `os.environ.setdefault`. */
export function calleeOf(source: PythonSource, call: SyntaxNode): string {
  return call.firstChild === null ? '' : textOf(source, call.firstChild).replaceAll(/\s/g, '');
}
