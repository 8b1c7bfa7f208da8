import { childrenOf, textOf, type SyntaxNode } from '../python-source.ts';
import { evaluate, isExpression, perhaps, type Frame } from './frame.ts';
import { readsOf, truthOf, unknown, type Read, type Value } from './values.ts';

/** Elements that are looked at one by one. */
const MOST_ITEMS = 200;

/**
 * `[f(x) for x in known if condition]`, the generators that are a call's argument included: element by element when
 * what it goes through is known.
 */
export function comprehension(frame: Frame, node: SyntaxNode): Value {
  const parts = childrenOf(node);
  const start = parts.findIndex(({ name }) => name === 'for');
  const elements = parts.slice(0, start).filter((part) => isExpression(frame, part));
  const through = parts.findIndex(({ name }, index) => index > start && name === 'in');
  const [target, ...more] = parts.slice(start + 1, through);
  const clauses = parts.slice(through + 2);
  // What it goes through first is asked for at once, whatever is made of it: `for name, value in (…)`.
  const source = evaluate(frame, parts[through + 1]);
  const isPlain = target?.name === 'VariableName' && more.length === 0 && !clauses.some(({ name }) => name === 'for');
  if (source.kind === 'made' && isPlain) return ofMade(frame, source, textOf(frame.source, target), elements);
  if (source.kind !== 'list' || source.items.length > MOST_ITEMS || !isPlain) return unknown;
  const condition = clauses.find((part) => isExpression(frame, part));
  const items: Value[] = [];
  const reads: Read[] = [...source.reads];
  let isKnown = true;
  for (const item of source.items) {
    const names = new Map([[textOf(frame.source, target), item]]);
    const inner: Frame = { ...frame, scope: { names, around: frame.scope } };
    const tested = condition === undefined ? undefined : evaluate(inner, condition);
    const holds = tested === undefined ? true : truthOf(tested);
    if (holds === undefined) isKnown = false;
    if (tested !== undefined) reads.push(...readsOf(tested));
    if (holds === false) continue;
    const [value = unknown] = elements.map((each) => evaluate(holds ? inner : perhaps(inner), each));
    items.push(value);
  }
  return isKnown ? { kind: 'list', items, reads } : unknown;
}

/** The elements that decide `any` or `all`, in order. */
export function decided(list: Extract<Value, { kind: 'list' }>, by: boolean): Value | undefined {
  for (const item of list.items) {
    const truth = truthOf(item);
    if (truth === undefined) return undefined;
    if (truth === by) return item;
  }
  return undefined;
}

/** `[host.strip() for host in HOSTS.split(",")]` holds what somebody gives as well; `[f"https://{host}" …]` a list of texts of it. */
function ofMade(
  frame: Frame,
  source: Extract<Value, { kind: 'made' }>,
  name: string,
  elements: readonly SyntaxNode[],
): Value {
  const names = new Map<string, Value>([[name, { kind: 'given', from: source.from }]]);
  const [value = unknown] = elements.map((each) =>
    evaluate(perhaps({ ...frame, scope: { names, around: frame.scope } }), each),
  );
  if (value.kind === 'given') return source;
  return value.kind === 'text' ? { kind: 'list', items: [value, source], reads: [] } : unknown;
}
