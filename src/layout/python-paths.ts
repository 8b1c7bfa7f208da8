import { folderOf, join } from './paths.ts';
import { argumentsOf, calleeOf, childrenOf, textOf, type PythonSource, type SyntaxNode } from './python-source.ts';
import { stringsOf, valuesOf } from './python-strings.ts';

const MOST_STEPS = 300;
const HIGHEST = 20;
/** Calls that give the path they are given: `str(p)`, `Path(p)`, `os.path.abspath(p)`. */
const same = /(^|\.)(str|Path|PurePath|PosixPath|abspath|realpath|normpath|expanduser|fspath)$/;
/** Methods that give the path they are called on. */
const sameMethods = /\.(resolve|absolute|as_posix|__str__|expanduser)$/;
const workingFolder = /(^|\.)(getcwd|cwd)$/;

/**
 * The paths below root that an expression can be, as far as reading tells: `os.path` and pathlib on `__file__`, on the
 * working folder (`cwd`) or on literals. What lies outside the root, or is unknown, is left out.
 */
export function pathsOf(source: PythonSource, node: SyntaxNode, cwd: string, steps = { left: MOST_STEPS }): string[] {
  if (steps.left-- <= 0) return [];
  const again = (child: SyntaxNode | null | undefined): string[] =>
    child === null || child === undefined ? [] : pathsOf(source, child, cwd, steps);
  switch (node.name) {
    case 'String':
      return stringsOf(source, node).flatMap((text) => (text.startsWith('/') ? [] : below(cwd, text)));
    case 'VariableName':
      if (textOf(source, node) === '__file__') return [source.path];
      return valuesOf(source, textOf(source, node)).flatMap(again);
    case 'ParenthesizedExpression':
      return again(childrenOf(node)[1]);
    case 'CallExpression':
      return ofCall(source, node, cwd, again);
    case 'MemberExpression':
      return ofMember(source, node, again);
    case 'BinaryExpression':
      return ofSum(source, node, again);
    default:
      return [];
  }
}

type Again = (child: SyntaxNode | null | undefined) => string[];

function below(path: string, ...names: readonly string[]): string[] {
  const joined = join(path, ...names);
  return joined === undefined ? [] : [joined];
}

function above(path: string): string[] {
  return path === '.' ? [] : [folderOf(path)];
}

function ofCall(source: PythonSource, call: SyntaxNode, cwd: string, again: Again): string[] {
  const callee = calleeOf(source, call);
  const { positional } = argumentsOf(source, call);
  const [first, ...rest] = positional;
  const joinAll = (starts: readonly string[], parts: readonly SyntaxNode[]): string[] =>
    parts.reduce<readonly string[]>(
      (paths, part) => paths.flatMap((path) => stringsOf(source, part).flatMap((name) => below(path, name))),
      starts,
    ) as string[];
  if (/(^|\.)dirname$/.test(callee)) return again(first).flatMap(above);
  if (sameMethods.test(callee)) return again(call.firstChild?.firstChild);
  if (callee.endsWith('.joinpath')) return joinAll(again(call.firstChild?.firstChild), positional);
  if (/(^|\.)join$/.test(callee) || same.test(callee)) return joinAll(again(first), rest);
  return workingFolder.test(callee) ? [cwd] : [];
}

/** `p.parent`, `p.parents[1]`. */
function ofMember(source: PythonSource, node: SyntaxNode, again: Again): string[] {
  const [object, mark, key] = childrenOf(node);
  if (object === undefined || key === undefined) return [];
  if (mark !== undefined && textOf(source, mark) === '.') {
    return textOf(source, key) === 'parent' ? again(object).flatMap(above) : [];
  }
  if (object.name !== 'MemberExpression' || !textOf(source, object).endsWith('.parents')) return [];
  const steps = Number(textOf(source, key)) + 1;
  if (!Number.isInteger(steps) || steps < 1 || steps > HIGHEST) return [];
  return Array.from({ length: steps }).reduce<string[]>((paths) => paths.flatMap(above), again(object.firstChild));
}

/** `p / "name"`, `p + "/name"`. */
function ofSum(source: PythonSource, node: SyntaxNode, again: Again): string[] {
  const [left, operator, right] = childrenOf(node);
  if (left === undefined || operator === undefined || right === undefined) return [];
  const sign = textOf(source, operator);
  if (sign !== '/' && sign !== '+') return [];
  return again(left).flatMap((path) =>
    stringsOf(source, right).flatMap((name) => (sign === '/' || name.startsWith('/') ? below(path, name) : [])),
  );
}
