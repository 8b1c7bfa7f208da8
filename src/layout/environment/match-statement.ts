import { childrenOf, textOf, type SyntaxNode } from '../python-source.ts';
import { assign, evaluate, execute, expressionsIn, next, owing, perhaps, type Flow, type Frame } from './frame.ts';
import { equal } from './operators.ts';
import { noteStage } from './stages.ts';
import { readsOf, type Value } from './values.ts';

/** `match STAGE: case "live": …`: the first clause that holds runs; those before it that may hold are what may run. */
export function matchStatement(frame: Frame, node: SyntaxNode): Flow {
  const value = evaluate(frame, expressionsIn(frame, node)[0]);
  let here = owing(frame, readsOf(value));
  let flow: Flow = next;
  for (const clause of node.getChild('MatchBody')?.getChildren('MatchClause') ?? []) {
    const body = clause.getChild('Body');
    const truth = body === null ? false : holds(here, clause, value);
    if (body === null || truth === false) continue;
    const { kind, ...rest } = execute(truth === true ? here : perhaps(here), body);
    const mayLeave = kind !== 'next' && kind !== 'stop';
    if (truth === true && here.isCertain) return { kind, ...rest } as Flow;
    if (mayLeave) flow = { kind: 'perhaps' };
    if (truth === true) return flow;
    here = perhaps(here);
  }
  return flow;
}

/** Whether a clause holds for the value; undefined when that is not known. */
function holds(frame: Frame, clause: SyntaxNode, value: Value): boolean | undefined {
  const [, pattern] = childrenOf(clause);
  const held = pattern === undefined ? undefined : matches(frame, pattern, value);
  return held === true && clause.getChild('Guard') !== null ? undefined : held;
}

function matches(frame: Frame, pattern: SyntaxNode, value: Value): boolean | undefined {
  if (pattern.name === 'CapturePattern') {
    assign(frame, textOf(frame.source, pattern), value);
    return true;
  }
  if (pattern.name === 'LiteralPattern') {
    const literal = evaluate(frame, pattern.firstChild);
    noteStage(frame, literal, value);
    return equal(literal, value);
  }
  if (pattern.name !== 'OrPattern') return undefined;
  const each = childrenOf(pattern)
    .filter(({ name }) => name !== 'LogicOp')
    .map((part) => matches(frame, part, value));
  if (each.includes(true)) return true;
  return each.every((held) => held === false) ? false : undefined;
}
