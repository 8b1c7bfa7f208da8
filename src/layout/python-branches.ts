import { childrenOf, textOf, type PythonSource, type SyntaxNode } from './python-source.ts';

/** A statement of the module's top level or of its branches. */
export interface Branched {
  readonly statement: SyntaxNode;
  /** It runs only under a condition that is false as long as DEBUG is off and the environment holds nothing. */
  readonly byCondition: boolean;
}

/** Every statement that runs when the module loads, those of `if`, `try`, `with` and class bodies included. */
export function branchesOf(source: PythonSource): Branched[] {
  return childrenOf(source.top).flatMap((node) => within(source, node, false));
}

function within(source: PythonSource, node: SyntaxNode, byCondition: boolean): Branched[] {
  if (node.name === 'IfStatement') return ofIf(source, node, byCondition);
  if (/^(TryStatement|WithStatement|ClassDefinition|ForStatement)$/.test(node.name)) {
    return node.getChildren('Body').flatMap((body) => ofBody(source, body, byCondition));
  }
  return [{ statement: node, byCondition }];
}

function ofBody(source: PythonSource, body: SyntaxNode, byCondition: boolean): Branched[] {
  return childrenOf(body).flatMap((node) => within(source, node, byCondition));
}

/** `if DEBUG:` and `if "URL" in os.environ:` are left out by default, `if not DEBUG:` and `else:` are not. */
function ofIf(source: PythonSource, node: SyntaxNode, byCondition: boolean): Branched[] {
  const parts = childrenOf(node);
  const bodies = parts.flatMap((body, index) => (body.name === 'Body' ? [{ body, test: parts[index - 1] }] : []));
  const held = bodies.findIndex(
    ({ test }) => test === undefined || test.name === 'else' || /^\(?\s*not\b/.test(textOf(source, test)),
  );
  return bodies.flatMap(({ body }, index) => ofBody(source, body, byCondition || index !== held));
}

/** Whether a node lies in a branch other than `else:`; `if __name__ == "__main__":` is no condition. */
export function isConditional(node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent === null) return false;
  if (node.name === 'Body' && parent.name === 'IfStatement' && node.prevSibling?.name !== 'else')
    return !isMain(parent);
  return isConditional(parent);
}

function isMain(statement: SyntaxNode): boolean {
  const test = statement.getChild('BinaryExpression');
  return test?.firstChild?.name === 'VariableName' && test.firstChild.to - test.firstChild.from === '__name__'.length;
}
