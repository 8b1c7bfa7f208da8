import {
  argumentsOf,
  calleeOf,
  childrenOf,
  findAll,
  textOf,
  type PythonSource,
  type SyntaxNode,
} from './python-source.ts';

/** Expressions looked at for one answer: names that stand for each other would never end, and joined choices multiply. */
const MOST_STEPS = 1_000;
const MOST_ANSWERS = 100;
/** Calls whose second argument (or `default=`) is what holds when nothing is set: os.environ.get, os.getenv, decouple's config, environ's env. */
const readsDefault = /(^|\.)(get|getenv|setdefault|config|env|str|get_env\w*|getenv\w*|env_\w+)$/;
const simpleEscapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

/** An expression, and the file it stands in. */
export interface Expression {
  readonly source: PythonSource;
  readonly node: SyntaxNode;
}

/** What a name (or a dotted one) stands for where it is used, and what calling it gives. */
export interface Lookup {
  readonly values: (source: PythonSource, name: string) => readonly Expression[];
  readonly returns: (source: PythonSource, name: string) => readonly Expression[];
}

const inThisFile: Lookup = {
  values: (source, name) => valuesOf(source, name).map((node) => ({ source, node })),
  returns: () => [],
};

/**
 * The strings an expression can have, as far as reading tells: literals, joined and formatted ones, constants (of the
 * file, or of where `lookup` finds them), the default of a variable that is read from the environment, both sides of a
 * condition, the values of a dictionary that is asked for one of them. Empty: unknown.
 */
export function stringsOf(
  source: PythonSource,
  node: SyntaxNode,
  lookup: Lookup = inThisFile,
  steps = { left: MOST_STEPS },
): string[] {
  if (steps.left-- <= 0) return [];
  // Most are literals, and need nothing of what follows.
  if (node.name === 'String') return literal(textOf(source, node));
  const again = (child: SyntaxNode | null): string[] =>
    child === null ? [] : stringsOf(source, child, lookup, steps).slice(0, MOST_ANSWERS);
  const all = (found: readonly Expression[]): string[] =>
    found.flatMap((value) => stringsOf(value.source, value.node, lookup, steps));
  const named = (name: string): string[] => all(lookup.values(source, name));
  switch (node.name) {
    case 'FormatString':
      return formatted(source, node, again);
    case 'ContinuedString':
      return joined(childrenOf(node).map(again));
    case 'ParenthesizedExpression':
      return again(childrenOf(node)[1] ?? null);
    case 'BinaryExpression':
      return binary(source, node, again);
    case 'ConditionalExpression':
      return ofCondition(source, node, again);
    case 'VariableName':
      return named(textOf(source, node));
    case 'MemberExpression':
      return ofMember(source, node, named, again);
    case 'CallExpression':
      return [...ofCall(source, node, again), ...all(lookup.returns(source, calleeOf(source, node)))];
    default:
      return [];
  }
}

function operator(source: PythonSource, node: SyntaxNode): string {
  const middle = childrenOf(node)[1];
  return middle === undefined ? '' : textOf(source, middle);
}

type Again = (child: SyntaxNode | null) => string[];

function binary(source: PythonSource, node: SyntaxNode, again: Again): string[] {
  const [left, right] = [again(node.firstChild), again(node.lastChild)];
  switch (operator(source, node)) {
    case 'or':
      return [...left, ...right];
    case '+':
      return joined([left, right]);
    case '%':
      return left.flatMap((text) => right.map((value) => text.replace('%s', () => value)));
    default:
      return [];
  }
}

/** `a if test else b`: what holds by default comes last. */
function ofCondition(source: PythonSource, node: SyntaxNode, again: Again): string[] {
  const [yes, no] = [again(node.firstChild), again(node.lastChild)];
  const test = childrenOf(node)[2];
  return test !== undefined && isTrueByDefault(source, test) ? [...no, ...yes] : [...yes, ...no];
}

/** `True`, `env.bool("DEBUG", True)`, or a name that stands for such. */
function isTrueByDefault(source: PythonSource, node: SyntaxNode): boolean {
  if (node.name === 'VariableName') {
    const value = valuesOf(source, textOf(source, node)).at(-1);
    return value !== undefined && value.name !== 'VariableName' && isTrueByDefault(source, value);
  }
  if (node.name !== 'CallExpression') return textOf(source, node) === 'True';
  const { positional, named } = argumentsOf(source, node);
  const value = named.get('default') ?? positional[1];
  return value !== undefined && textOf(source, value) === 'True';
}

/** `module.NAME`; `{"live": "a", "dev": "b"}[key]` is any of its values. */
function ofMember(source: PythonSource, node: SyntaxNode, named: (name: string) => string[], again: Again): string[] {
  const [object, mark] = childrenOf(node);
  if (object === undefined || mark === undefined) return [];
  if (mark.name === '.') return named(textOf(source, node).replaceAll(/\s/g, ''));
  return dictionaryValues(source, object).flatMap(again);
}

function dictionaryValues(source: PythonSource, object: SyntaxNode): SyntaxNode[] {
  const dictionaries = object.name === 'VariableName' ? valuesOf(source, textOf(source, object)) : [object];
  return dictionaries
    .filter(({ name }) => name === 'DictionaryExpression')
    .flatMap((each) => childrenOf(each).filter((_, index, all) => all[index - 1]?.name === ':'));
}

function ofCall(source: PythonSource, call: SyntaxNode, again: Again): string[] {
  const callee = calleeOf(source, call);
  const { positional, named } = argumentsOf(source, call);
  const object = call.firstChild?.firstChild ?? null;
  if (/\.(strip|lower)$/.test(callee)) return again(object);
  if (callee.endsWith('.format')) return filled(again(object), positional.map(again));
  if (!readsDefault.test(callee)) return [];
  const known = callee.endsWith('.get') && object !== null ? dictionaryValues(source, object).flatMap(again) : [];
  return [...known, ...again(named.get('default') ?? positional[1] ?? null)];
}

/** `"config.{}".format(name)`. */
function filled(texts: readonly string[], values: readonly string[][]): string[] {
  return values.reduce<string[]>(
    (sofar, each) => sofar.flatMap((text) => each.map((value) => text.replace(/\{\d*\}/, () => value))),
    [...texts],
  );
}

/** Every way to take one of each. */
function joined(parts: readonly string[][]): string[] {
  return parts.reduce<string[]>(
    (heads, tails) => heads.flatMap((head) => tails.map((tail) => head + tail)).slice(0, MOST_ANSWERS),
    [''],
  );
}

function formatted(source: PythonSource, node: SyntaxNode, again: Again): string[] {
  const text = textOf(source, node);
  const quoted = /^[a-zA-Z]*("""|'''|"|')([^]*)\1$/.exec(text);
  if (quoted?.[2] === undefined) return [];
  const start = node.from + text.indexOf(quoted[1] ?? '"') + (quoted[1]?.length ?? 1);
  const parts: string[][] = [];
  let at = start;
  for (const hole of node.getChildren('FormatReplacement')) {
    const [, inner, close] = childrenOf(hole);
    if (inner === undefined || close?.name !== '}') return [];
    parts.push([source.text.slice(at, hole.from)], again(inner));
    at = hole.to;
  }
  return joined([...parts, [source.text.slice(at, start + quoted[2].length)]]);
}

const LITERAL = /^([a-zA-Z]*)("""|'''|"|')([^]*)\2$/;

function literal(text: string): string[] {
  const match = LITERAL.exec(text);
  if (match === null) return [];
  const prefix = match[1] ?? '';
  const body = match[3] ?? '';
  if (!body.includes('\\') || /r/i.test(prefix)) return [body];
  return [body.replaceAll(/\\([^])/g, (whole, c: string) => simpleEscapes[c] ?? (/[\\'"]/.test(c) ? c : whole))];
}

const assigned = new WeakMap<PythonSource, Map<string, SyntaxNode[]>>();

/** What is assigned to a name anywhere in the file (with a type or not, or in `a = b = value`), in the order of the text. */
export function valuesOf(source: PythonSource, name: string): readonly SyntaxNode[] {
  const names = assigned.get(source) ?? assignmentsIn(source);
  assigned.set(source, names);
  return names.get(source.takenAs?.get(name) ?? name) ?? [];
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
