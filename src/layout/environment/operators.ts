import { childrenOf, textOf, type SyntaxNode } from '../python-source.ts';
import { stageOf } from '../settings-stage.ts';
import { evaluate, fail, isExpression, owing, perhaps, type Frame } from './frame.ts';
import { noteMistake } from './mistakes.ts';
import { pathOperation } from './paths.ts';
import { noteStage } from './stages.ts';
import { percentText, piecesOf } from './texts.ts';
import {
  constant,
  given,
  isMark,
  isMissing,
  owedTo,
  readsOf,
  stringOf,
  truthOf,
  NAMES_OF_FILES,
  unknown,
  type Read,
  type Value,
} from './values.ts';

/** An operation on two expressions. */
export function binary(frame: Frame, node: SyntaxNode): Value {
  const { firstChild: left, lastChild: right } = node;
  const operator = operatorOf(frame, node);
  const first = evaluate(frame, left);
  if (operator === 'and' || operator === 'or') return logical(frame, operator, first, right);
  const second = evaluate(frame, right);
  const reads = [...readsOf(first), ...readsOf(second)];
  if (/^(==|!=|(not )?in)$/.test(operator)) noteStage(frame, first, second);
  if (operator === 'in' || operator === 'not in') return within(frame, operator, first, second);
  if (/^(==|!=|is|is not)$/.test(operator)) return equality(operator, first, second, reads);
  const path = pathOperation(operator, first, second);
  if (path !== undefined && !isMissing(first) && !isMissing(second)) return path;
  if (isMissing(first) && operator !== '%') return fail(frame, 'TypeError', readsOf(first));
  if (isMissing(second) && operator !== '%') return fail(frame, 'TypeError', readsOf(second));
  if (operator === '%') return written(first, second);
  if (operator === '/' && stringOf(first) !== undefined && stringOf(second) !== undefined) {
    noteMistake(frame, node, 'text-divided');
  }
  return operator === '+' ? sum(first, second, reads) : ordered(operator, first, second, reads);
}

/** `"postgres://%s:%s@…" % (…)` */
function written(first: Value, second: Value): Value {
  return percentText(stringOf(first) ?? '', second) ?? unknown;
}

function operatorOf(frame: Frame, node: SyntaxNode): string {
  return childrenOf(node)
    .filter((child) => child.name !== 'Comment' && !isExpression(frame, child))
    .map((child) => textOf(frame.source, child))
    .join(' ');
}

/**
 * `not` before an operand. The grammar reads `not a and b` as `not (a and b)`; Python binds it closer than `and` and
 * `or`: the first operand of such a chain is the one that it belongs to.
 */
export function negated(frame: Frame, operand: SyntaxNode | null): Value {
  const operator = operand?.name === 'BinaryExpression' ? operatorOf(frame, operand) : '';
  if (operand !== null && (operator === 'and' || operator === 'or')) {
    return logical(frame, operator, negated(frame, operand.firstChild), operand.lastChild);
  }
  const value = evaluate(frame, operand);
  const truth = truthOf(value);
  return truth === undefined ? unknown : constant(!truth, readsOf(value));
}

function ordered(operator: string, first: Value, second: Value, reads: readonly Read[]): Value {
  const [one, other] = [first, second].map((each) => (each.kind === 'constant' ? each.value : undefined));
  if (typeof one !== 'number' || typeof other !== 'number' || !/^[<>]=?$/.test(operator)) return unknown;
  const isSame = one === other && operator.endsWith('=');
  return constant(isSame || (operator.startsWith('<') ? one < other : one > other), reads);
}

/** `a or sys.exit()`: what stands right of it runs on account of what stands left. */
function logical(frame: Frame, operator: 'and' | 'or', first: Value, right: SyntaxNode | null): Value {
  const truth = truthOf(first);
  if (truth === undefined) {
    evaluate(perhaps(frame), right);
    return unknown;
  }
  if (truth === (operator === 'or')) return first;
  const reads = readsOf(first);
  const second = evaluate(owing(frame, reads), right);
  // Of `get("A") or get("B")`, A is what somebody would set first; of `A == "x" and not B`, B.
  if (operator === 'and' && readsOf(second).length > 0) return second;
  return reads.length > 0 && (second.kind === 'constant' || second.kind === 'list') ? { ...second, reads } : second;
}

function within(frame: Frame, operator: string, first: Value, second: Value): Value {
  if (isMissing(second)) return fail(frame, 'TypeError', readsOf(second));
  const found = contains(frame, first, second);
  if (found === undefined) return unknown;
  return constant(found.is === (operator === 'in'), found.reads);
}

function contains(
  frame: Frame,
  first: Value,
  second: Value,
): { readonly is: boolean; readonly reads: readonly Read[] } | undefined {
  const text = stringOf(first);
  const reads = [...readsOf(first), ...readsOf(second)];
  if (isMissing(first) && second.kind === 'native' && second.name === NAMES_OF_FILES) return { is: false, reads };
  if (text !== undefined && second.kind === 'native') return inNative(frame, text, first, second.name);
  if (text !== undefined && second.kind === 'dictionary') {
    return second.entries.has(text) || second.isWhole ? { is: second.entries.has(text), reads } : undefined;
  }
  if (text !== undefined && stringOf(second) !== undefined)
    return { is: stringOf(second)?.includes(text) === true, reads };
  if (first.kind === 'given' && second.kind === 'list') return amongGiven(second.items);
  if (first.kind !== 'constant' || second.kind !== 'list') return undefined;
  if (second.items.some((item) => item.kind === 'constant' && item.value === first.value)) return { is: true, reads };
  return second.items.every((item) => item.kind === 'constant') ? { is: false, reads } : undefined;
}

/** Of what somebody gives a variable: whether one of these is it, or none. */
function amongGiven(items: readonly Value[]): ReturnType<typeof contains> {
  const said = items.map((item) => equal(given, item));
  if (said.includes(true)) return { is: true, reads: [] };
  return said.every((each) => each === false) ? { is: false, reads: [] } : undefined;
}

/** The environment; and the command line and the modules of a server, which hold nothing of tests. */
function inNative(frame: Frame, text: string, key: Value, native: string): ReturnType<typeof contains> {
  if (native === 'sys.argv' || native === 'sys.argv[]') return { is: false, reads: [] };
  if (native === 'sys.modules' && /^(py)?test/.test(text)) return { is: false, reads: [] };
  if (native !== 'os.environ') return undefined;
  const value = frame.run.variables.get(text);
  if (value !== undefined) return value.kind === 'unknown' ? undefined : { is: true, reads: [] };
  const place = (key.kind === 'constant' ? key.at : undefined) ?? { source: frame.source, node: frame.source.top };
  return { is: false, reads: [{ ...place, name: text, by: `"${text}" in os.environ` }] };
}

function equality(operator: string, first: Value, second: Value, reads: readonly Read[]): Value {
  const same = equal(first, second);
  return same === undefined ? unknown : constant(same === /^(==|is)$/.test(operator), reads);
}

/** Whether two values are the same; undefined when that is not known. */
export function equal(first: Value, second: Value): boolean | undefined {
  if (first.kind === 'constant' && second.kind === 'constant') return first.value === second.value;
  if (first.kind === 'class' && second.kind === 'class') return first.node === second.node;
  for (const [one, other] of [
    [first, second],
    [second, first],
  ] as const) {
    // What is given is some text, and None none.
    if (one.kind === 'constant' && one.value === null && ['given', 'list'].includes(other.kind)) return false;
    // A class, or an object() of nothing, which code of the project uses as a mark, is nothing but itself.
    if (one.kind === 'class' && one.isObject !== true && ['constant', 'given'].includes(other.kind)) return false;
    if (one.kind === 'constant' && one.value === '' && other.kind === 'given') return false;
    if (stringOf(one) !== undefined && other.kind === 'given') return isGiven(stringOf(one) ?? '');
    if (stringOf(one) !== undefined && other.kind === 'native') return equalNative(stringOf(one) ?? '', other.name);
    // A mark such as decouple's `undefined` is nothing but itself.
    if (other.kind === 'native' && isMark(other)) return one.kind === 'unknown' ? undefined : isSame(one, other);
  }
  return undefined;
}

/** Where a site is deployed, a variable that says which stage it is says production. */
function isGiven(text: string): boolean | undefined {
  const stage = stageOf(text);
  if (stage === 'production') return true;
  return stage === 'unknown' || stage === 'shared' ? undefined : false;
}

function isSame(one: Value, other: Value): boolean {
  return one.kind === 'native' && other.kind === 'native' && one.name === other.name;
}

/** What the image's system says of itself. */
function equalNative(text: string, name: string): boolean | undefined {
  if (name === 'sys.argv[]') return false;
  if (name === 'sys.platform') return text === 'linux';
  return name === 'os.name' ? text === 'posix' : undefined;
}

function sum(first: Value, second: Value, reads: readonly Read[]): Value {
  if (first.kind === 'list' && second.kind === 'list')
    return { kind: 'list', items: [...first.items, ...second.items], reads };
  const [one, other] = [stringOf(first), stringOf(second)];
  if (one === undefined || other === undefined) return sumWithGiven(first, second);
  const at = [second, first].map((each) => (each.kind === 'constant' ? each.at : undefined)).find((each) => each);
  return owedTo({ kind: 'constant', value: one + other, reads: [], ...(at === undefined ? {} : { at }) }, reads);
}

/** A list to which another one is added, or a text that goes on. */
export function sumWithGiven(first: Value, second: Value): Value {
  const list = [first, second].find((each) => each.kind === 'made' && each.as.kind === 'list');
  const [one, other] = [first, second].map((each) => (isList(each) ? [] : piecesOf(each)));
  if (list !== undefined) return isList(first) && isList(second) ? list : unknown;
  if (one === undefined || other === undefined || isList(first) || isList(second)) return unknown;
  const pieces = [...one, ...other];
  return pieces.some((piece) => typeof piece === 'object') ? { kind: 'text', pieces } : unknown;
}

function isList(value: Value): boolean {
  return value.kind === 'list' || (value.kind === 'made' && value.as.kind !== 'other');
}
