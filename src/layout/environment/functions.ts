import { childrenOf, findAll, textOf, type SyntaxNode } from '../python-source.ts';
import type { Arguments } from './arguments.ts';
import { evaluate, execute, isExpression, type Frame } from './frame.ts';
import { PythonError } from './python-error.ts';
import { constant, owedTo, unknown, type FunctionValue, type Scope, type Value } from './values.ts';

/**
 * Calls a function of the project: `get_env_variable("SECRET_KEY")` and its like.
 * @throws PythonError when it raises for certain, on account of variables that are not set
 */
export function callFunction(frame: Frame, called: FunctionValue, passed: Arguments): Value {
  const { node, source, module } = called;
  if (!passed.isWhole || isGenerator(node)) return unknown;
  const scope: Scope = { names: new Map(), around: called.scope };
  const inner: Frame = { ...frame, source, module, scope, because: [] };
  const positional = called.self === undefined ? passed.positional : [called.self, ...passed.positional];
  bind(inner, node.getChild('ParamList'), { ...passed, positional });
  try {
    if (node.name === 'LambdaExpression') return evaluate(inner, node.lastChild);
    const body = node.getChild('Body');
    const flow = body === null ? undefined : execute(inner, body);
    if (flow?.kind === 'return') return owedTo(flow.value, frame.because);
    return flow?.kind === 'next' ? constant(null) : unknown;
  } catch (error) {
    // It raises whatever it is given: that it is called is what is to blame.
    const isOwed = error instanceof PythonError && error.reads.length === 0 && frame.because.length > 0;
    throw isOwed ? new PythonError(error.type, frame.because) : error;
  }
}

function isGenerator(node: SyntaxNode): boolean {
  const isAsync = node.firstChild?.name === 'async';
  return isAsync || ['YieldStatement', 'YieldExpression'].some((name) => findAll(node, name).length > 0);
}

function bind(frame: Frame, list: SyntaxNode | null, { positional, named }: Arguments): void {
  const parts = list === null ? [] : childrenOf(list);
  let place = 0;
  let isNamedOnly = false;
  for (const [index, part] of parts.entries()) {
    const before = parts[index - 1]?.name;
    if (before === 'AssignOp') continue;
    if (part.name === '*') isNamedOnly = true;
    if (part.name !== 'VariableName') continue;
    const name = textOf(frame.source, part);
    if (before === '*') {
      frame.scope.names.set(name, { kind: 'list', items: positional.slice(place), reads: [] });
    } else if (before === '**') {
      const entries = new Map([...named].filter(([key]) => !frame.scope.names.has(key)));
      frame.scope.names.set(name, { kind: 'dictionary', entries, isWhole: true });
    } else {
      const value = named.get(name) ?? (isNamedOnly ? undefined : positional[place++]);
      frame.scope.names.set(name, value ?? byDefault(frame, parts.slice(index + 1)));
    }
  }
}

function byDefault(frame: Frame, after: readonly SyntaxNode[]): Value {
  const [first, second] = after[0]?.name === 'TypeDef' ? after.slice(1) : after;
  return first?.name === 'AssignOp' && second !== undefined && isExpression(frame, second)
    ? evaluate(frame, second)
    : unknown;
}
