/** A node of a Python file's syntax tree, named as the grammar of @lezer/python names it. */
export interface SyntaxNode {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly parent: SyntaxNode | null;
  readonly firstChild: SyntaxNode | null;
  readonly lastChild: SyntaxNode | null;
  readonly prevSibling: SyntaxNode | null;
  readonly nextSibling: SyntaxNode | null;
  /** The first child of that name. */
  getChild(name: string): SyntaxNode | null;
  /** Every child of that name. */
  getChildren(name: string): SyntaxNode[];
}

/** A node while its tree is made. */
export class TreeNode implements SyntaxNode {
  name: string;
  from: number;
  to: number;
  parent: TreeNode | null = null;
  firstChild: TreeNode | null = null;
  lastChild: TreeNode | null = null;
  prevSibling: TreeNode | null = null;
  nextSibling: TreeNode | null = null;

  constructor(name: string, from: number, to: number) {
    this.name = name;
    this.from = from;
    this.to = to;
  }

  append(child: TreeNode): this {
    child.parent = this;
    child.prevSibling = this.lastChild;
    if (this.lastChild === null) this.firstChild = child;
    else this.lastChild.nextSibling = child;
    this.lastChild = child;
    return this;
  }

  /** Puts a node before one of the children. */
  insert(child: TreeNode, before: TreeNode): void {
    child.parent = this;
    child.prevSibling = before.prevSibling;
    child.nextSibling = before;
    if (before.prevSibling === null) this.firstChild = child;
    else before.prevSibling.nextSibling = child;
    before.prevSibling = child;
  }

  getChild(name: string): TreeNode | null {
    let child = this.firstChild;
    while (child !== null && child.name !== name) child = child.nextSibling;
    return child;
  }

  getChildren(name: string): TreeNode[] {
    const found: TreeNode[] = [];
    for (let child = this.firstChild; child !== null; child = child.nextSibling) {
      if (child.name === name) found.push(child);
    }
    return found;
  }
}
