import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, join } from '../paths.ts';
import { argumentsOf, calleeOf, childrenOf, findAll, parsePython, textOf } from '../python-source.ts';
import type { PythonSource, SyntaxNode } from '../python-source.ts';
import { stringsOf } from '../python-strings.ts';
import type { Declared, DeclaredGroup } from './declared.ts';
import { withOwnExtras } from './own-extras.ts';
import { wantedFromText } from './wanted.ts';
import { wantedFromFiles } from './wanted-in-files.ts';

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
  const project = call === undefined ? undefined : argumentsOf(source, call).named.get('name');
  const [name = ''] = project === undefined ? [] : followed(source, project, MOST_STEPS).map(({ text }) => text);
  return {
    manager: 'setuptools',
    files: [path],
    wanted: from.length > 0 ? [] : named.flatMap(({ text }) => wantedFromText(text) ?? []),
    groups: call === undefined ? [] : extrasOf(files, source, call, name),
    from: [...new Set(from)],
    indexes: [],
  };
}

/** `extras_require`: each list by its name, followed as the requirements are. */
function extrasOf(files: ProjectFiles, source: PythonSource, call: SyntaxNode, project: string): DeclaredGroup[] {
  const given = argumentsOf(source, call).named.get('extras_require');
  const extras = (given === undefined ? [] : dictionariesOf(source, given)).flatMap((dictionary) =>
    pairsOf(source, dictionary).map(({ name, value }) => {
      const found = followed(source, value, MOST_STEPS);
      const listed = found.map(({ text }) => text).filter((text) => /\.(txt|in|pip)$/.test(text));
      const named = found.filter(({ computed }) => !computed).flatMap(({ text }) => wantedFromText(text) ?? []);
      const read = wantedFromFiles(files, folderOf(source.path), listed);
      return { name, wanted: listed.length > 0 ? read : named };
    }),
  );
  return withOwnExtras(project, extras).map((each) => ({ ...each, kind: 'extra', byDefault: false }));
}

/** The dictionary itself, or those that a name is assigned. */
function dictionariesOf(source: PythonSource, node: SyntaxNode): SyntaxNode[] {
  if (node.name === 'DictionaryExpression') return [node];
  if (node.name !== 'VariableName') return [];
  return definitionsOf(source, textOf(source, node)).filter((each) => each.name === 'DictionaryExpression');
}

/** The entries of a dictionary whose keys are texts. */
function pairsOf(source: PythonSource, dictionary: SyntaxNode): { name: string; value: SyntaxNode }[] {
  const parts = childrenOf(dictionary);
  return parts.flatMap((key, index) => {
    const value = parts[index + 2];
    if (parts[index + 1]?.name !== ':' || value === undefined) return [];
    const [name] = stringsOf(source, key);
    return name === undefined ? [] : [{ name, value }];
  });
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
