import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, join } from '../paths.ts';
import { argumentsOf, calleeOf, childrenOf, findAll, parsePython, textOf } from '../python-source.ts';
import type { PythonSource, SyntaxNode } from '../python-source.ts';
import { stringsOf } from '../python-strings.ts';
import type { Declared } from './declared.ts';
import { wantedFromText } from './wanted.ts';

/** Names that lead from one to the next, and expressions in expressions. */
const MOST_STEPS = 8;
const DEEPEST = 100;

/**
 * What a setup.py asks for, read without running it: `install_requires` of its call of `setup`, followed through
 * variables, lists that are added, and functions; a requirements file whose name stands on that way is taken as a whole.
 */
export function setupPyDeclared(files: ProjectFiles, path: string): Declared {
  const source = parsePython(path, files.readText(path) ?? '');
  const call = findAll(source.top, 'CallExpression').find((each) => /(^|\.)setup$/.test(calleeOf(source, each)));
  const node = call === undefined ? undefined : argumentsOf(source, call).named.get('install_requires');
  const found = node === undefined ? [] : followed(source, node, MOST_STEPS);
  const from = found
    .filter(({ text }) => /\.(txt|in|pip)$/.test(text))
    .flatMap(({ text }) => join(folderOf(path), text) ?? [])
    .filter((each) => files.readText(each) !== undefined);
  const named = found.filter(({ computed }) => !computed);
  return {
    manager: 'setuptools',
    files: [path],
    wanted: from.length > 0 ? [] : named.flatMap(({ text }) => wantedFromText(text) ?? []),
    groups: [],
    from: [...new Set(from)],
    indexes: [],
  };
}

/** A string on the way; `computed` when a call or a loop works on it, so that only a file's name can be told. */
interface Found {
  readonly text: string;
  readonly computed: boolean;
}

const computing = new Set(['CallExpression', 'ArrayComprehensionExpression', 'ComprehensionExpression', 'Body']);

/** Every string that an expression, and what it is made of, holds. */
function followed(source: PythonSource, node: SyntaxNode, steps: number, depth = 0): Found[] {
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
  const functions = findAll(source.top, 'FunctionDefinition').filter((each) => {
    const named = each.getChild('VariableName');
    return named !== null && textOf(source, named) === name;
  });
  return [...assigned, ...functions.flatMap((each) => each.getChild('Body') ?? [])];
}
