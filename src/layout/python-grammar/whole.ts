import { parser } from '@lezer/python';
import { TreeNode, type SyntaxNode } from './tree.ts';

/**
 * The tree of any text, by the grammar of @lezer/python: error-tolerant, so that a broken or an old (Python 2) file still
 * tells what it can. Of thousands of errors in one expression (`f(a["x"]a["x"]…)`) @lezer/python 1.1 makes a tree with
 * nodes of no kind, which cannot be walked: such a text tells nothing.
 */
export function wholeTree(text: string): SyntaxNode {
  try {
    return copied(text);
  } catch {
    return new TreeNode('Script', 0, 0);
  }
}

/** Without recursion: a chain of a thousand operators is as deep. */
function copied(text: string): TreeNode {
  const cursor = parser.parse(text).cursor();
  const top = new TreeNode(cursor.name, cursor.from, cursor.to);
  for (let at: TreeNode | null = top; at !== null;) {
    if (cursor.firstChild()) at = added(at, cursor);
    else {
      while (at !== null && !cursor.nextSibling()) {
        cursor.parent();
        at = at.parent;
      }
      if (at?.parent) at = added(at.parent, cursor);
    }
  }
  return top;
}

function added(parent: TreeNode, { name, from, to }: ReturnType<ReturnType<typeof parser.parse>['cursor']>): TreeNode {
  const node = new TreeNode(name, from, to);
  parent.append(node);
  return node;
}
