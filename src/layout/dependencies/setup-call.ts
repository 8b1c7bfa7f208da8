import type { ProjectFiles } from '../../values/project-files.ts';
import { pythonSource } from '../project-code.ts';
import { argumentsOf, calleeOf, childrenOf, findAll, functionsNamed, textOf } from '../python-source.ts';
import type { PythonSource, SyntaxNode } from '../python-source.ts';
import { stringsOf, type Expression } from '../python-strings.ts';

/** Names that lead from one to the next, and expressions in expressions. */
const MOST_STEPS = 8;
const DEEPEST = 100;

/** What the call of `setup` in a setup.py is given by that name. */
export function setupArgument(files: ProjectFiles, path: string, name: string): Expression | undefined {
  const source = pythonSource(files, path);
  if (source === undefined) return undefined;
  const call = findAll(source.top, 'CallExpression').find((each) => /(^|\.)setup$/.test(calleeOf(source, each)));
  const node = call === undefined ? undefined : argumentsOf(source, call).named.get(name);
  return node === undefined ? undefined : { source, node };
}

/** The dictionary itself, or those that a name is assigned. */
function dictionariesOf(source: PythonSource, node: SyntaxNode): SyntaxNode[] {
  if (node.name === 'DictionaryExpression') return [node];
  if (node.name !== 'VariableName') return [];
  return definitionsOf(source, textOf(source, node)).filter((each) => each.name === 'DictionaryExpression');
}

/** The entries of a dictionary, or of those that a name is assigned, whose keys are texts. */
export function pairsOf(source: PythonSource, node: SyntaxNode): { name: string; value: Expression }[] {
  return dictionariesOf(source, node).flatMap((dictionary) => {
    const parts = childrenOf(dictionary);
    return parts.flatMap((key, index) => {
      const value = parts[index + 2];
      if (parts[index + 1]?.name !== ':' || value === undefined) return [];
      const [name] = stringsOf(source, key);
      return name === undefined ? [] : [{ name, value: { source, node: value } }];
    });
  });
}

/** A string on the way; `computed` when a call or a loop works on it, so that only a file's name can be told. */
export interface Found {
  readonly text: string;
  readonly computed: boolean;
}

const computing = new Set(['CallExpression', 'ArrayComprehensionExpression', 'ComprehensionExpression', 'Body']);

/** Every string that an expression, and what it is made of, holds. */
export function followed(source: PythonSource, node: SyntaxNode, steps = MOST_STEPS, depth = 0): Found[] {
  if (steps === 0 || depth === DEEPEST) return [];
  if (node.name === 'String' || node.name === 'ContinuedString') {
    return stringsOf(source, node).map((text) => ({ text, computed: false }));
  }
  const next = node.name === 'VariableName' ? definitionsOf(source, textOf(source, node)) : childrenOf(node);
  const found = next.flatMap((child) =>
    // A name leads to another place of the file; what lies inside an expression is no step.
    followed(source, child, node.name === 'VariableName' ? steps - 1 : steps, depth + 1),
  );
  const computed = computing.has(node.name) ? found.map((each) => ({ ...each, computed: true })) : found;
  return node.name === 'ArgList' ? [...computed, ...joinedPath(computed)] : computed;
}

/** `os.path.join(here, "requirements", "base.txt")` */
function joinedPath(found: readonly Found[]): Found[] {
  return found.length > 1 ? [{ text: found.map(({ text }) => text).join('/'), computed: true }] : [];
}

/** What a name is assigned, and the body of the function of that name. */
function definitionsOf(source: PythonSource, name: string): SyntaxNode[] {
  const assigned = findAll(source.top, 'AssignStatement').flatMap((statement) => {
    const parts = childrenOf(statement);
    const sign = parts.findIndex((part) => part.name === 'AssignOp');
    const targets = parts.slice(0, sign).map((part) => textOf(source, part));
    const value = parts.at(-1);
    return targets.includes(name) && value !== undefined ? [value] : [];
  });
  return [...assigned, ...functionsNamed(source, name).flatMap((each) => each.getChild('Body') ?? [])];
}
