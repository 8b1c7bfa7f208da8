import {
  argumentsOf,
  calleeOf,
  childrenOf,
  findAll,
  textOf,
  type PythonSource,
  type SyntaxNode,
} from './python-source.ts';

const MOST_STEPS = 20;
/** Calls whose second argument (or `default=`) is what holds when nothing is set: os.environ.get, os.getenv, decouple's config, environ's env. */
const readsDefault = /(^|\.)(get|getenv|setdefault|config|env|str|get_env\w*|getenv\w*|env_\w+)$/;
const simpleEscapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

/**
 * The strings an expression can have, as far as reading tells: literals, joined literals, constants of the file, the
 * default of a variable that is read from the environment, both sides of a condition. Empty: unknown.
 */
export function stringsOf(source: PythonSource, node: SyntaxNode, steps = MOST_STEPS): string[] {
  if (steps === 0) return [];
  const again = (child: SyntaxNode | null): string[] => (child === null ? [] : stringsOf(source, child, steps - 1));
  switch (node.name) {
    case 'String':
      return literal(textOf(source, node));
    case 'FormatString':
      return formatted(source, node, steps);
    case 'ContinuedString':
      return joined(childrenOf(node).map(again));
    case 'ParenthesizedExpression':
      return again(childrenOf(node)[1] ?? null);
    case 'BinaryExpression':
      return /^(\+|or)$/.test(operator(source, node)) ? binary(source, node, again) : [];
    case 'ConditionalExpression':
      return [...again(node.firstChild), ...again(node.lastChild)];
    case 'VariableName':
      return valuesOf(source, textOf(source, node)).flatMap((value) => again(value));
    case 'CallExpression':
      return defaultOf(source, node, again);
    default:
      return [];
  }
}

function operator(source: PythonSource, node: SyntaxNode): string {
  const middle = childrenOf(node)[1];
  return middle === undefined ? '' : textOf(source, middle);
}

function binary(source: PythonSource, node: SyntaxNode, again: (child: SyntaxNode | null) => string[]): string[] {
  const [left, right] = [again(node.firstChild), again(node.lastChild)];
  return operator(source, node) === 'or' ? [...left, ...right] : joined([left, right]);
}

function defaultOf(source: PythonSource, call: SyntaxNode, again: (child: SyntaxNode | null) => string[]): string[] {
  if (!readsDefault.test(calleeOf(source, call))) return [];
  const { positional, named } = argumentsOf(source, call);
  return again(named.get('default') ?? positional[1] ?? null);
}

/** Every way to take one of each. */
function joined(parts: readonly string[][]): string[] {
  return parts.reduce<string[]>((heads, tails) => heads.flatMap((head) => tails.map((tail) => head + tail)), ['']);
}

function formatted(source: PythonSource, node: SyntaxNode, steps: number): string[] {
  const text = textOf(source, node);
  const quoted = /^[a-zA-Z]*("""|'''|"|')([^]*)\1$/.exec(text);
  if (quoted?.[2] === undefined) return [];
  const start = node.from + text.indexOf(quoted[1] ?? '"') + (quoted[1]?.length ?? 1);
  const parts: string[][] = [];
  let at = start;
  for (const hole of node.getChildren('FormatReplacement')) {
    const [, inner, close] = childrenOf(hole);
    if (inner === undefined || close?.name !== '}') return [];
    parts.push([source.text.slice(at, hole.from)], stringsOf(source, inner, steps - 1));
    at = hole.to;
  }
  return joined([...parts, [source.text.slice(at, start + quoted[2].length)]]);
}

function literal(text: string): string[] {
  const match = /^([a-zA-Z]*)("""|'''|"|')([^]*)\2$/.exec(text);
  if (match === null) return [];
  const [, prefix = '', , body = ''] = match;
  if (/r/i.test(prefix)) return [body];
  return [body.replaceAll(/\\([^])/g, (whole, c: string) => simpleEscapes[c] ?? (/[\\'"]/.test(c) ? c : whole))];
}

const assigned = new WeakMap<PythonSource, Map<string, SyntaxNode[]>>();

/** What is assigned to a name anywhere in the file (with a type or not, or in `a = b = value`), in the order of the text. */
export function valuesOf(source: PythonSource, name: string): readonly SyntaxNode[] {
  const names = assigned.get(source) ?? assignmentsIn(source);
  assigned.set(source, names);
  return names.get(name) ?? [];
}

function assignmentsIn(source: PythonSource): Map<string, SyntaxNode[]> {
  const names = new Map<string, SyntaxNode[]>();
  for (const statement of findAll(source.top, 'AssignStatement')) {
    const value = statement.lastChild;
    if (value === null) continue;
    for (let target = statement.firstChild; target !== null && target.from < value.from; target = target.nextSibling) {
      if (target.name === 'AssignOp' || target.name === 'TypeDef') continue;
      const name = textOf(source, target);
      names.set(name, [...(names.get(name) ?? []), value]);
    }
  }
  return names;
}
