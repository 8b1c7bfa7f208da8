import { plainTest, starOrTest, target, test } from './expressions.ts';
import { commaSeparated, ended, startsTest } from './nodes.ts';
import { NotPlain, type Tokens } from './tokens.ts';
import { TreeNode } from './tree.ts';

type Read = (tokens: Tokens, node: TreeNode) => void;

const SIMPLE = new Map<string, readonly [name: string, read: Read]>([
  ['del', ['DeleteStatement', (tokens, node) => commaSeparated(tokens, node, target)]],
  ['pass', ['PassStatement', () => {}]],
  ['break', ['BreakStatement', () => {}]],
  ['continue', ['ContinueStatement', () => {}]],
  ['return', ['ReturnStatement', returned]],
  ['raise', ['RaiseStatement', raised]],
  ['import', ['ImportStatement', imported]],
  ['from', ['ImportStatement', importedFrom]],
  ['global', ['ScopeStatement', scoped]],
  ['nonlocal', ['ScopeStatement', scoped]],
  ['assert', ['AssertStatement', (tokens, node) => commaSeparated(tokens, node, plainTest)]],
]);

/** Python 2's statement, where it would be an expression too: `print -1`. `match` and `type` fail by themselves. */
const OLD_PRINT = /print\b(?![ \t]*[=.(:,])/y;

/** The simple statements of a line, appended. */
export function line(tokens: Tokens, parent: TreeNode): void {
  const first = simple(tokens);
  if (!tokens.is(';')) {
    endOfLine(tokens);
    parent.append(first);
    return;
  }
  const group = new TreeNode('StatementGroup', first.from, 0).append(first);
  while (tokens.is(';')) {
    group.append(tokens.leaf());
    if (!tokens.is('newline') && !tokens.is('eof')) group.append(simple(tokens));
  }
  endOfLine(tokens);
  parent.append(ended(tokens, group));
}

function endOfLine(tokens: Tokens): void {
  if (!tokens.is('eof')) tokens.expect('newline');
}

function simple(tokens: Tokens): TreeNode {
  const known = SIMPLE.get(tokens.kind);
  if (known === undefined) return assignment(tokens);
  const [name, read] = known;
  const node = new TreeNode(name, tokens.from, 0).append(tokens.leaf());
  read(tokens, node);
  return ended(tokens, node);
}

/** An assignment, or an expression that stands alone. */
function assignment(tokens: Tokens): TreeNode {
  OLD_PRINT.lastIndex = tokens.from;
  if (OLD_PRINT.test(tokens.text)) throw new NotPlain();
  const node = new TreeNode('ExpressionStatement', tokens.from, 0);
  commaSeparated(tokens, node, starOrTest);
  if (/^(?:[-+*/%@&|^]|<<|>>|\*\*|\/\/)=$/.test(tokens.kind)) {
    node.name = 'UpdateStatement';
    commaSeparated(tokens, node.append(tokens.leaf('UpdateOp')), plainTest);
  } else if (tokens.is(':') || tokens.is('=')) {
    node.name = 'AssignStatement';
    if (tokens.is(':')) node.append(typeDefinition(tokens));
    while (tokens.is('=')) commaSeparated(tokens, node.append(tokens.leaf('AssignOp')), starOrTest);
  }
  return ended(tokens, node);
}

/** `: type` behind a name. */
export function typeDefinition(tokens: Tokens): TreeNode {
  return ended(tokens, new TreeNode('TypeDef', tokens.from, 0).append(tokens.keep(':')).append(test(tokens)));
}

function returned(tokens: Tokens, node: TreeNode): void {
  if (startsTest(tokens)) commaSeparated(tokens, node, starOrTest);
}

function raised(tokens: Tokens, node: TreeNode): void {
  if (!startsTest(tokens)) return;
  node.append(test(tokens));
  if (tokens.is('from')) node.append(tokens.leaf()).append(test(tokens));
}

function scoped(tokens: Tokens, node: TreeNode): void {
  commaSeparated(tokens, node, name);
}

function imported(tokens: Tokens, node: TreeNode): void {
  names(tokens, node);
}

function importedFrom(tokens: Tokens, node: TreeNode): void {
  const isRelative = tokens.is('.') || tokens.is('...');
  while (tokens.is('.') || tokens.is('...')) {
    node.append(tokens.leaf(tokens.is('.') ? '.' : 'Ellipsis'));
  }
  if (!isRelative || tokens.is('name')) dotted(tokens, node);
  node.append(tokens.keep('import'));
  if (tokens.is('*')) node.append(tokens.leaf());
  else if (tokens.is('(')) {
    tokens.brackets++;
    names(tokens, node.append(tokens.leaf()));
    if (!tokens.is(')')) throw new NotPlain();
    tokens.brackets--;
    node.append(tokens.leaf());
  } else names(tokens, node);
}

function names(tokens: Tokens, node: TreeNode): void {
  commaSeparated(tokens, node, () => {
    dotted(tokens, node);
    if (tokens.is('as')) name(tokens, node.append(tokens.leaf()));
  });
}

/** `a.b.c`, appended. */
export function dotted(tokens: Tokens, node: TreeNode): void {
  name(tokens, node);
  while (tokens.is('.')) name(tokens, node.append(tokens.leaf()));
}

/** A name, appended. */
export function name(tokens: Tokens, node: TreeNode): void {
  if (!tokens.is('name')) throw new NotPlain();
  node.append(tokens.leaf('VariableName'));
}
