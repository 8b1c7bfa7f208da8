import { childrenOf, textOf, type SyntaxNode } from '../python-source.ts';
import { assignment, bindTarget } from './assignments.ts';
import {
  evaluate,
  execute,
  expressionsIn,
  next,
  owing,
  perhaps,
  type Flow,
  type Frame,
  type Language,
} from './frame.ts';
import { subclassed } from './environment-config.ts';
import { importStatement } from './imports.ts';
import { matchStatement } from './match-statement.ts';
import { PythonError } from './python-error.ts';
import { tryStatement } from './try-statement.ts';
import {
  owedTo,
  readsOf,
  truthOf,
  unknown,
  type ClassValue,
  type FunctionValue,
  type Read,
  type Value,
} from './values.ts';

/** Turns of a loop that are looked at one by one. */
const MOST_TURNS = 200;

/** What each kind of statement means. */
export const statements: Language['statements'] = {
  Body: sequence,
  StatementGroup: sequence,
  ExpressionStatement: expression,
  AssignStatement: assignment,
  UpdateStatement: assignment,
  IfStatement: ifStatement,
  WhileStatement: loop,
  ForStatement: forStatement,
  TryStatement: tryStatement,
  WithStatement: withStatement,
  FunctionDefinition: functionDefinition,
  ClassDefinition: classDefinition,
  DecoratedStatement: decorated,
  ReturnStatement: returnStatement,
  RaiseStatement: raise,
  AssertStatement: assert,
  BreakStatement: () => ({ kind: 'break' }),
  ContinueStatement: () => ({ kind: 'continue' }),
  ImportStatement: importStatement,
  MatchStatement: matchStatement,
};

/** Statement after statement; once one has perhaps left, what follows may not run. */
function sequence(frame: Frame, body: SyntaxNode): Flow {
  let here = frame;
  let isCertain = true;
  for (const statement of childrenOf(body)) {
    const flow = execute(here, statement);
    if (flow.kind === 'perhaps') {
      here = perhaps(here);
      isCertain = false;
    } else if (flow.kind === 'next') here = owing(here, flow.because ?? []);
    else return isCertain ? flow : { kind: 'perhaps' };
  }
  return isCertain ? next : { kind: 'perhaps' };
}

/** A body that may not run. What raises in it is taken for what does not happen. */
function maybe(frame: Frame, body: SyntaxNode): Flow {
  const { kind } = execute(perhaps(frame), body);
  return kind === 'next' || kind === 'stop' ? next : { kind: 'perhaps' };
}

function expression(frame: Frame, node: SyntaxNode): Flow {
  for (const each of expressionsIn(frame, node)) evaluate(frame, each);
  return next;
}

function ifStatement(frame: Frame, node: SyntaxNode): Flow {
  let here = frame;
  let flow: Flow = next;
  const skipped: Read[] = [];
  let owes = false;
  for (const body of node.getChildren('Body')) {
    const test = body.prevSibling;
    const value = test === null || test.name === 'else' ? undefined : evaluate(here, test);
    const truth = value === undefined ? true : truthOf(value);
    const because = isHandling(here) || value === undefined ? here : owing(here, readsOf(value));
    if (truth === true) {
      const held = here.isCertain ? execute(because, body) : maybe(because, body);
      return flow.kind === 'perhaps' && held.kind === 'next' ? flow : held;
    }
    // A branch that is not taken is on account of its condition all the same: `if X: … else: raise`.
    if (truth === false) {
      // Of several that would each do (`if A: … elif B: … else: raise`) the first is the one that people set.
      if (!owes) here = because;
      owes ||= isPresence(test);
      if (value !== undefined && leaves(body)) skipped.push(...readsOf(value));
    } else {
      if (maybe(here, body).kind === 'perhaps') flow = { kind: 'perhaps' };
      here = perhaps(here);
    }
  }
  return flow.kind === 'next' && skipped.length > 0 ? { kind: 'next', because: skipped } : flow;
}

/** `except KeyError: if STRICT: raise`: the variable that was asked for is what lacks, whatever else is looked at then. */
function isHandling({ handling, because }: Frame): boolean {
  return because.length > 0 && handling !== undefined && handling.reads.length > 0;
}

/** `if X:` and not `if X == "y":`: any value of it will do. */
function isPresence(test: SyntaxNode | null): boolean {
  return /^(VariableName|CallExpression|MemberExpression)$/.test(test?.name ?? '');
}

/** `if value: return value`: what follows is reached only where it did not hold. */
function leaves(body: SyntaxNode): boolean {
  return /^(Return|Raise|Continue|Break)Statement$/.test(childrenOf(body).at(-1)?.name ?? '');
}

function loop(frame: Frame, node: SyntaxNode): Flow {
  const [condition] = expressionsIn(frame, node);
  const truth = truthOf(evaluate(frame, condition));
  return truth === false ? next : bodies(frame, node);
}

function bodies(frame: Frame, node: SyntaxNode): Flow {
  const flows = node.getChildren('Body').map((body) => maybe(frame, body));
  return flows.find(({ kind }) => kind === 'perhaps') ?? next;
}

function forStatement(frame: Frame, node: SyntaxNode): Flow {
  const [target, source] = expressionsIn(frame, node);
  const through = evaluate(frame, source);
  const [body] = node.getChildren('Body');
  const isKnown = through.kind === 'list' && through.items.length <= MOST_TURNS && target?.name === 'VariableName';
  if (!isKnown || body === undefined) {
    if (target?.name === 'VariableName') bindTarget(perhaps(frame), target, unknown);
    return bodies(frame, node);
  }
  for (const item of through.items) {
    bindTarget(frame, target, item);
    const { kind, ...flow } = execute(owing(frame, through.reads), body);
    if (kind === 'break') return next;
    if (kind === 'perhaps' || kind === 'stop') return { kind };
    if (kind === 'return') return { kind, ...flow } as Flow;
  }
  return next;
}

/** `with env.prefixed("X_"):` holds until its end. */
function withStatement(frame: Frame, node: SyntaxNode): Flow {
  const before = frame.run.readers.map((reader) => [reader, reader.prefix] as const);
  for (const each of expressionsIn(frame, node)) {
    if (each.prevSibling?.name === 'as') bindTarget(frame, each, unknown);
    else evaluate(frame, each);
  }
  const body = node.getChild('Body');
  try {
    return body === null ? next : execute(frame, body);
  } finally {
    for (const [reader, prefix] of before) reader.prefix = prefix;
  }
}

function functionDefinition(frame: Frame, node: SyntaxNode): Flow {
  const { source, scope, module } = frame;
  const name = node.getChild('VariableName');
  if (name !== null) bindTarget(frame, name, { kind: 'function', source, node, scope, module });
  return next;
}

function classDefinition(frame: Frame, node: SyntaxNode): Flow {
  const { source } = frame;
  const name = node.getChild('VariableName');
  const list = node.getChild('ArgList');
  const bases = list === null ? [] : expressionsIn(frame, list).map((each) => evaluate(frame, each));
  const scope = { names: new Map<string, Value>(), around: frame.scope };
  const body = node.getChild('Body');
  if (body !== null) execute({ ...frame, scope }, body);
  const made: ClassValue = { kind: 'class', source, node, bases, scope };
  if (name !== null) bindTarget(frame, name, made);
  subclassed(frame, made);
  return next;
}

/** Decorators by what they make of a function; a cache around it leaves it what it is. */
const decorators: readonly (readonly [RegExp, FunctionValue['as']])[] = [
  [/^@\s*(functools\.)?(lru_cache|cache)\b/, undefined],
  [/^@\s*staticmethod\b/, 'staticmethod'],
  [/^@\s*classmethod\b/, 'classmethod'],
  [/^@\s*([\w.]+\.)?(class|cached)?_?property\b/, 'property'],
  [/^@\s*(pydantic\.)?computed_field\b/, 'property'],
];

function decorated(frame: Frame, node: SyntaxNode): Flow {
  const definition = node.lastChild;
  if (definition === null) return next;
  const flow = execute(frame, definition);
  const name = definition.getChild('VariableName');
  if (definition.name !== 'FunctionDefinition' || name === null) return flow;
  const texts = node.getChildren('Decorator').map((each) => textOf(frame.source, each));
  const known = texts.map((text) => decorators.find(([pattern]) => pattern.test(text)));
  const as = known.map((each) => each?.[1]).find((each) => each !== undefined);
  const { source, scope, module } = frame;
  const made: FunctionValue = { kind: 'function', source, node: definition, scope, module, ...(as && { as }) };
  bindTarget(frame, name, known.includes(undefined) ? unknown : made);
  return flow;
}

function returnStatement(frame: Frame, node: SyntaxNode): Flow {
  const values = expressionsIn(frame, node).map((each) => evaluate(frame, each));
  const [value] = values;
  if (values.length > 1) return { kind: 'return', value: unknown };
  return {
    kind: 'return',
    value: value === undefined ? { kind: 'constant', value: null, reads: frame.because } : owedTo(value, frame.because),
  };
}

/** @throws PythonError on account of what led here */
function raise(frame: Frame, node: SyntaxNode): Flow {
  if (!frame.isCertain) return { kind: 'stop' };
  const [raised] = expressionsIn(frame, node);
  if (raised === undefined && frame.handling !== undefined) throw frame.handling;
  const callee = raised?.name === 'CallExpression' ? raised.firstChild : raised;
  const written = callee === null || callee === undefined ? '' : textOf(frame.source, callee);
  throw new PythonError(written.split('.').at(-1) ?? '', frame.because);
}

function assert(frame: Frame, node: SyntaxNode): Flow {
  const [condition] = expressionsIn(frame, node);
  const value = evaluate(frame, condition);
  if (truthOf(value) === false && frame.isCertain) throw new PythonError('AssertionError', readsOf(value));
  return next;
}
