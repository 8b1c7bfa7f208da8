import { statement } from './statements.ts';
import { NotPlain, Tokens } from './tokens.ts';
import { TreeNode, type SyntaxNode } from './tree.ts';

/**
 * The tree of a Python file as @lezer/python makes it, node by node, in a tenth of the time that its tables take before
 * they are warm; undefined for what it does not know: errors, Python 2, and what settings hardly have (`match`, `async`,
 * `yield`, type parameters).
 */
export function plainTree(text: string): SyntaxNode | undefined {
  try {
    const tokens = new Tokens(text);
    const top = new TreeNode('Script', 0, text.length);
    while (!tokens.is('eof')) statement(tokens, top);
    place(tokens.comments, 0, tokens.comments.length, top);
    return top;
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

/** Puts comments into the innermost nodes that hold them. */
function place(comments: readonly TreeNode[], first: number, end: number, node: TreeNode): void {
  let child = node.firstChild;
  for (let index = first; index < end;) {
    const comment = comments[index];
    if (comment === undefined) return;
    while (child !== null && child.to <= comment.from) child = child.nextSibling;
    if (child === null) {
      node.append(comment);
      index++;
    } else if (comment.from < child.from) {
      node.insert(comment, child);
      index++;
    } else {
      let last = index + 1;
      while (last < end && (comments[last]?.from ?? Infinity) < child.to) last++;
      place(comments, index, last, child);
      index = last;
    }
  }
}
