import { childrenOf, textOf, type SyntaxNode } from '../python-source.ts';
import { comprehension } from './comprehensions.ts';
import { evaluate, isExpression, type Frame } from './frame.ts';
import type { Value } from './values.ts';

/** The arguments of a call, evaluated. */
export interface Arguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  /** Neither `*more` nor `**more`, which may hold anything, is among them. */
  readonly isWhole: boolean;
}

export const noArguments: Arguments = { positional: [], named: new Map(), isWhole: true };

/** Evaluates an argument list. */
export function evaluateArguments(frame: Frame, list: SyntaxNode | null): Arguments {
  const parts = list === null ? [] : childrenOf(list);
  if (list !== null && parts.some(({ name }) => name === 'for')) {
    return { positional: [comprehension(frame, list)], named: new Map(), isWhole: true };
  }
  const positional: Value[] = [];
  const named = new Map<string, Value>();
  let isWhole = true;
  parts.forEach((part, index) => {
    if (!isExpression(frame, part) || parts[index + 1]?.name === 'AssignOp') return;
    const name = parts[index - 2];
    const sign = parts[index - 1]?.name;
    const value = evaluate(frame, part);
    if (sign === 'AssignOp' && name !== undefined) named.set(textOf(frame.source, name), value);
    else if (sign === '*' && value.kind === 'list') positional.push(...value.items);
    else if (sign === '**' && value.kind === 'dictionary') {
      for (const [key, each] of value.entries) named.set(key, each);
      isWhole &&= value.isWhole;
    } else if (sign === '*' || sign === '**') isWhole = false;
    else positional.push(value);
  });
  return { positional, named, isWhole };
}

/** The argument of that name or, counted from 0, that place. */
export function argument({ positional, named }: Arguments, name: string, place: number): Value | undefined {
  return named.get(name) ?? positional[place];
}
