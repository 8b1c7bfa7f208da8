import type { SyntaxNode } from '../../../src/layout/python-grammar/tree.ts';

/** A tree as lines: name, from and to of each node, indented by its depth; every link between nodes is followed once. */
export function shownTree(top: SyntaxNode, depth = 0, lines: string[] = []): string[] {
  lines.push(`${' '.repeat(depth)}${top.name} ${top.from}-${top.to}`);
  let before: SyntaxNode | null = null;
  for (let child = top.firstChild; child !== null; child = child.nextSibling) {
    if (child.parent !== top || child.prevSibling !== before) lines.push('! a broken link');
    shownTree(child, depth + 1, lines);
    before = child;
  }
  if (top.lastChild !== before) lines.push('! another last child');
  return lines;
}
