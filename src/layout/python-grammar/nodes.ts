import { NotPlain, type Tokens } from './tokens.ts';
import { TreeNode } from './tree.ts';

/** Deeper than anybody writes, and far from what the stack holds. */
const DEEPEST = 100;

const STARTS = new Set('name number string ( [ { - + ~ not lambda None True False ... *'.split(' '));

/** Whether an expression, or one with a star, can begin here. */
export function startsTest(tokens: Tokens): boolean {
  return STARTS.has(tokens.kind);
}

/** Items between commas, the last of which may stand alone. */
export function commaSeparated(
  tokens: Tokens,
  parent: TreeNode,
  item: (tokens: Tokens, parent: TreeNode) => void,
): void {
  item(tokens, parent);
  while (tokens.is(',')) {
    parent.append(tokens.leaf());
    if (startsTest(tokens)) item(tokens, parent);
    else if (tokens.is(',')) throw new NotPlain();
  }
}

/** More items after the first one of a collection. */
export function moreOf(tokens: Tokens, node: TreeNode, item: (tokens: Tokens, node: TreeNode) => void): void {
  while (tokens.is(',')) {
    node.append(tokens.leaf());
    if (startsTest(tokens) || tokens.is('**')) item(tokens, node);
  }
}

/** An opening bracket, what stands in it, and the closing one. */
export function bracketed(tokens: Tokens, node: TreeNode, close: string, read: (node: TreeNode) => void): TreeNode {
  tokens.brackets++;
  node.append(tokens.leaf());
  read(node);
  if (tokens.kind !== close) throw new NotPlain();
  tokens.brackets--;
  node.append(tokens.leaf());
  return ended(tokens, node);
}

/** A node that begins with another one. */
export function around(name: string, first: TreeNode): TreeNode {
  return new TreeNode(name, first.from, 0).append(first);
}

/** The node, ending where the last token did. */
export function ended(tokens: Tokens, node: TreeNode): TreeNode {
  node.to = tokens.end;
  return node;
}

/** Counts one more construct that is open. */
export function deeper(tokens: Tokens): void {
  if (++tokens.depth > DEEPEST) throw new NotPlain();
}
