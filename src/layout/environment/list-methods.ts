import { textOf, type SyntaxNode } from '../python-source.ts';
import type { Arguments } from './arguments.ts';
import { bounded } from './bounded.ts';
import type { Frame } from './frame.ts';
import { sumWithGiven } from './operators.ts';
import { constant, stringOf, unknown, type Scope, type Value } from './values.ts';

type List = Extract<Value, { kind: 'list' }>;

/**
 * A method that changes a list which a name stands for: `ALLOWED_HOSTS.append(HOST)`. What runs only under a condition that cannot be known
 * changes nothing.
 * @param node the call
 */
export function listMethod(frame: Frame, node: SyntaxNode, of: List, name: string, { positional }: Arguments): Value {
  const owner = node.firstChild?.firstChild;
  const changed = frame.isCertain ? changedBy(of, name, positional) : undefined;
  if (changed === undefined || owner?.name !== 'VariableName') return unknown;
  const called = textOf(frame.source, owner);
  scopeOf(frame.scope, called)?.names.set(called, bounded(changed));
  return constant(null);
}

function changedBy(of: List, name: string, [first, second]: readonly Value[]): Value | undefined {
  if (first === undefined) return undefined;
  switch (name) {
    case 'append':
      return { ...of, items: [...of.items, first] };
    case 'extend':
      return first.kind === 'list' ? { ...of, items: [...of.items, ...first.items] } : sumWithGiven(of, first);
    case 'insert': {
      const at = first.kind === 'constant' && typeof first.value === 'number' ? first.value : of.items.length;
      return second === undefined ? undefined : { ...of, items: of.items.toSpliced(at, 0, second) };
    }
    case 'remove': {
      const at = of.items.findIndex((item) => stringOf(item) !== undefined && stringOf(item) === stringOf(first));
      return at === -1 ? undefined : { ...of, items: of.items.toSpliced(at, 1) };
    }
    default:
      return undefined;
  }
}

function scopeOf(scope: Scope | undefined, name: string): Scope | undefined {
  return scope === undefined || scope.names.has(name) ? scope : scopeOf(scope.around, name);
}
