import type { SyntaxNode } from '../python-source.ts';
import { failsOn } from './addresses.ts';
import { argument, type Arguments } from './arguments.ts';
import { databaseAt } from './database-at.ts';
import { fail, type Frame } from './frame.ts';
import { constant, readsOf, stringOf, unknown, type Value } from './values.ts';

/** The port of an address is made a number; what is made of a whole one stands for it. https://github.com/jazzband/dj-database-url */
export function databaseOf(frame: Frame, _node: SyntaxNode, { positional: [first = unknown] }: Arguments): Value {
  if (failsOn(first, 'db')) return fail(frame, 'ValueError', readsOf(first));
  return ofAddress(first);
}

/** The variable is DATABASE_URL unless it is told another; what is made of the default stands for it. */
export function databaseConfigured(frame: Frame, _node: SyntaxNode, passed: Arguments): Value {
  const variable = stringOf(argument(passed, 'env', 0) ?? constant('DATABASE_URL'));
  if (variable === undefined || frame.run.variables.has(variable)) return unknown;
  const otherwise = argument(passed, 'default', 1);
  if (otherwise !== undefined) return ofAddress(otherwise);
  // All that it says, the variable says.
  return { kind: 'dictionary', entries: new Map(), isWhole: false, spread: { kind: 'given', from: variable } };
}

function ofAddress(value: Value): Value {
  return value.kind === 'given' || value.kind === 'text' ? value : databaseAt(value);
}
