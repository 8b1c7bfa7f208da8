import { childrenOf, textOf, type SyntaxNode } from '../python-source.ts';
import { assign, execute, expressionsIn, next, type Flow, type Frame } from './frame.ts';
import { catches, PythonError } from './python-error.ts';
import { unknown } from './values.ts';

interface Clause {
  readonly types: readonly string[];
  readonly name: string | undefined;
  readonly body: SyntaxNode;
}

/**
 * `try`: what is raised for certain goes to the clause that takes it; what runs there, runs on account of the same
 * missing variables.
 * @throws PythonError that no clause takes
 */
export function tryStatement(frame: Frame, node: SyntaxNode): Flow {
  const bodies = node.getChildren('Body');
  const [body] = bodies;
  if (body === undefined) return next;
  const clauses = bodies.flatMap((each) => clauseOf(frame, each) ?? []);
  const after = (word: string): SyntaxNode | undefined => bodies.find(({ prevSibling }) => prevSibling?.name === word);
  const run = (each: SyntaxNode | undefined): Flow => (each === undefined ? next : execute(frame, each));
  try {
    const catching = [...frame.catching, clauses.flatMap(({ types }) => types)];
    const flow = execute({ ...frame, catching }, body);
    return flow.kind === 'next' ? run(after('else')) : flow;
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    const clause = clauses.find(({ types }) => catches(types, error.type));
    if (clause === undefined) throw error;
    if (clause.name !== undefined) assign(frame, clause.name, unknown);
    const because = error.reads.length > 0 ? error.reads : frame.because;
    return execute({ ...frame, because, handling: error }, clause.body);
  } finally {
    run(after('finally'));
  }
}

/** `except (KeyError, ValueError) as error:`, known by the body behind it. */
function clauseOf(frame: Frame, body: SyntaxNode): Clause | undefined {
  const words: SyntaxNode[] = [];
  for (let each = body.prevSibling; each !== null && each.name !== 'Body'; each = each.prevSibling) {
    words.unshift(each);
    if (each.name === 'except') break;
  }
  if (words[0]?.name !== 'except') return undefined;
  const at = words.findIndex(({ name }) => name === 'as');
  const name = at === -1 ? undefined : words[at + 1];
  const types = words.slice(1, at === -1 ? undefined : at).flatMap((word) => typesIn(frame, word));
  return {
    types: types.length === 0 ? ['BaseException'] : types,
    name: name === undefined ? undefined : textOf(frame.source, name),
    body,
  };
}

function typesIn(frame: Frame, node: SyntaxNode): string[] {
  if (/^(Tuple|Parenthesized)Expression$/.test(node.name)) {
    return expressionsIn(frame, node).flatMap((child) => typesIn(frame, child));
  }
  const isName = node.name === 'VariableName' || node.name === 'MemberExpression';
  return isName ? [textOf(frame.source, childrenOf(node).at(-1) ?? node)] : [];
}
