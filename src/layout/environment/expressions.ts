import { childrenOf, textOf, type SyntaxNode } from '../python-source.ts';
import { stringsOf } from '../python-strings.ts';
import { call } from './calls.ts';
import { comprehension } from './comprehensions.ts';
import { noteValue } from './files-named.ts';
import { assign, evaluate, expressionsIn, fail, owing, perhaps, type Frame, type Language } from './frame.ts';
import { member } from './members.ts';
import { binary, negated } from './operators.ts';
import { pathText, placeInImage } from './paths.ts';
import { textOfPieces } from './texts.ts';
import { constant, isMissing, lookUp, owedTo, readsOf, stringOf, truthOf, unknown, type Value } from './values.ts';

/** What each kind of expression means. */
export const expressions: Language['expressions'] = {
  String: literal,
  ContinuedString: continued,
  FormatString: formatted,
  Number: number,
  Boolean: ({ source }, node) => constant(textOf(source, node) === 'True'),
  None: () => constant(null),
  VariableName: variable,
  ParenthesizedExpression: (frame, node) => evaluate(frame, expressionsIn(frame, node)[0]),
  TupleExpression: items,
  ArrayExpression: items,
  SetExpression: items,
  ArrayComprehensionExpression: comprehension,
  SetComprehensionExpression: comprehension,
  ComprehensionExpression: comprehension,
  DictionaryComprehensionExpression: comprehension,
  ConditionalExpression: conditional,
  UnaryExpression: unary,
  BinaryExpression: binary,
  NamedExpression: named,
  LambdaExpression: ({ source, scope, module }, node) => ({ kind: 'function', source, node, scope, module }),
  MemberExpression: member,
  CallExpression: call,
  DictionaryExpression: dictionary,
  AwaitExpression: all,
};

/** Evaluates all that is below for what it demands; what comes of it is not known. */
function all(frame: Frame, node: SyntaxNode): Value {
  for (const child of expressionsIn(frame, node)) evaluate(frame, child);
  return unknown;
}

function literal({ source }: Frame, node: SyntaxNode): Value {
  const [text] = stringsOf(source, node);
  return text === undefined ? unknown : { kind: 'constant', value: text, reads: [], at: { source, node } };
}

function formatted(frame: Frame, node: SyntaxNode): Value {
  for (const hole of node.getChildren('FormatReplacement')) all(frame, hole);
  const { texts, values } = piecesOf(frame, node);
  const parts = values.map(pathText);
  const text = textOf(frame.source, node);
  const body = /^[a-zA-Z]*("""|'''|"|')([^]*)\1$/.exec(text)?.[2];
  if (body === undefined || parts.includes(undefined)) return textOfPieces(texts, values) ?? unknown;
  const filled = parts.map((part) => part ?? '');
  return {
    kind: 'constant',
    value: body.replaceAll(/\{[^{}]*\}/g, () => filled.shift() ?? ''),
    reads: [],
    at: { source: frame.source, node },
  };
}

/** Strings side by side, f-strings among them. */
function continued(frame: Frame, node: SyntaxNode): Value {
  if (node.getChild('FormatString') === null) return literal(frame, node);
  all(frame, node);
  const texts = [''];
  const values: Value[] = [];
  for (const each of expressionsIn(frame, node)) {
    const piece = piecesOf(frame, each);
    const [first = '', ...more] = piece.texts;
    texts.push((texts.pop() ?? '') + first, ...more);
    values.push(...piece.values);
  }
  return textOfPieces(texts, values) ?? unknown;
}

/** What a string holds before, between and behind its holes, and what stands in these. */
function piecesOf(frame: Frame, node: SyntaxNode): { readonly texts: string[]; readonly values: Value[] } {
  const holes = node.getChildren('FormatReplacement');
  const values = holes.map((hole) => {
    const [, inner, close] = childrenOf(hole);
    return close?.name === '}' && inner !== undefined ? evaluate(frame, inner) : unknown;
  });
  const starts = [node.from, ...holes.map(({ to }) => to)];
  const texts = starts.map((from, index) => frame.source.text.slice(from, holes[index]?.from ?? node.to));
  return { texts: texts.map((text) => text.replace(/^[a-z]*["']+/i, '').replace(/["']+$/, '')), values };
}

function number({ source }: Frame, node: SyntaxNode): Value {
  const value = Number(textOf(source, node).replaceAll('_', ''));
  return Number.isNaN(value) ? unknown : constant(value);
}

/** A name that nobody gave a value is one of Python's own. */
function variable({ source, scope, module }: Frame, node: SyntaxNode): Value {
  const name = textOf(source, node);
  if (name === '__name__') return constant(module);
  const given = lookUp(scope, name);
  if (given === undefined && name === '__file__') return constant(placeInImage(source.path));
  return given ?? { kind: 'native', name };
}

function items(frame: Frame, node: SyntaxNode): Value {
  const values: Value[] = [];
  let isWhole = true;
  for (const child of expressionsIn(frame, node)) {
    const value = evaluate(frame, child);
    if (child.prevSibling?.name !== '*') values.push(value);
    else if (value.kind === 'list') values.push(...value.items);
    else if (value.kind === 'made') values.push(value);
    else isWhole = false;
  }
  return isWhole ? { kind: 'list', items: values, reads: [] } : unknown;
}

function dictionary(frame: Frame, node: SyntaxNode): Value {
  const entries = new Map<string, Value>();
  let isWhole = true;
  let spread: Value | undefined;
  let key: Value | undefined;
  for (const child of expressionsIn(frame, node)) {
    const value = evaluate(frame, child);
    const sign = child.prevSibling?.name;
    if (sign === '**' && value.kind === 'dictionary') for (const [name, each] of value.entries) entries.set(name, each);
    if (sign === '**' && (value.kind === 'given' || value.kind === 'text')) spread = value;
    if (sign === '**') isWhole &&= value.kind === 'dictionary' && value.isWhole;
    else if (sign === ':' && stringOf(key) !== undefined) {
      entries.set(stringOf(key) ?? '', value);
      noteValue(frame, child, value);
    } else if (sign === ':') isWhole = false;
    else key = value;
  }
  return { kind: 'dictionary', entries, isWhole, ...(spread && { spread }) };
}

function conditional(frame: Frame, node: SyntaxNode): Value {
  const [held, condition, other] = expressionsIn(frame, node);
  const tested = evaluate(frame, condition);
  const truth = truthOf(tested);
  if (truth !== undefined) {
    const reads = readsOf(tested);
    return owedTo(evaluate(owing(frame, reads), truth ? held : other), reads);
  }
  const values = [evaluate(perhaps(frame), held), evaluate(perhaps(frame), other)] as const;
  return unlessWord(values, condition) ?? unknown;
}

/** `None if value == "None" else value`: what somebody gives a variable, but for one word that means none. */
function unlessWord([held, other]: readonly [Value, Value], condition: SyntaxNode | undefined): Value | undefined {
  const isComparison = condition?.name === 'BinaryExpression' && condition.getChild('CompareOp') !== null;
  const isNone = (value: Value): boolean => value.kind === 'constant' && value.value === null;
  const given = isNone(held) ? other : isNone(other) ? held : undefined;
  return isComparison && given?.kind === 'given' ? given : undefined;
}

function unary(frame: Frame, node: SyntaxNode): Value {
  if (node.firstChild?.name === 'not') return negated(frame, node.lastChild);
  const operand = evaluate(frame, node.lastChild);
  if (isMissing(operand)) return fail(frame, 'TypeError', readsOf(operand));
  const isNegative = operand.kind === 'constant' && typeof operand.value === 'number';
  return isNegative && textOf(frame.source, node).startsWith('-') ? constant(-operand.value, operand.reads) : unknown;
}

function named(frame: Frame, node: SyntaxNode): Value {
  const value = evaluate(frame, node.lastChild);
  if (node.firstChild !== null) assign(frame, textOf(frame.source, node.firstChild), value);
  return value;
}
