import * as collections from './collections.ts';
import { around, bracketed, deeper, ended, startsTest } from './nodes.ts';
import { strings } from './strings.ts';
import { isWord, NotPlain, type Tokens } from './tokens.ts';
import { TreeNode } from './tree.ts';

const TESTS = new Map([
  ['or', 1],
  ['and', 2],
  ...'< > == != <= >= <> in not is'.split(' ').map((sign) => [sign, 3] as const),
]);
const PREFIX = 7;
const POWER = 8;
const OPERATORS = new Map([
  ['|', 1],
  ['^', 2],
  ['&', 3],
  ['<<', 4],
  ['>>', 4],
  ['+', 5],
  ['-', 5],
  ['*', 6],
  ['@', 6],
  ['/', 6],
  ['%', 6],
  ['//', 6],
  ['**', POWER],
]);

/** An expression as the grammar's `test` has it: with conditions, comparisons and lambda. */
export function test(tokens: Tokens): TreeNode {
  if (tokens.is('lambda')) return collections.lambda(readers, tokens);
  const value = testInner(tokens, 1);
  if (!tokens.is('if')) return value;
  deeper(tokens);
  const node = around('ConditionalExpression', value).append(tokens.leaf()).append(testInner(tokens, 1));
  node.append(tokens.keep('else')).append(test(tokens));
  tokens.depth--;
  return ended(tokens, node);
}

/** The same, or an assignment expression. */
export function testNamed(tokens: Tokens): TreeNode {
  const value = test(tokens);
  if (!tokens.is(':=')) return value;
  return ended(tokens, around('NamedExpression', value).append(tokens.leaf('AssignOp')).append(test(tokens)));
}

/** `*values` or a test, appended. */
export function starOrTest(tokens: Tokens, parent: TreeNode): void {
  star(tokens, parent, test);
}

/** A test, appended. */
export function plainTest(tokens: Tokens, parent: TreeNode): void {
  parent.append(test(tokens));
}

/** `*values` or a name, member or item to assign to, appended. */
export function starOrTarget(tokens: Tokens, parent: TreeNode): void {
  star(tokens, parent, (each) => expression(each, 1));
}

/** What can be assigned to, deleted or looped over. */
export function target(tokens: Tokens, parent: TreeNode): void {
  parent.append(expression(tokens, 1));
}

function star(tokens: Tokens, parent: TreeNode, read: (tokens: Tokens) => TreeNode): void {
  if (tokens.is('*')) parent.append(tokens.leaf()).append(expression(tokens, 1));
  else parent.append(read(tokens));
}

/** `not`, comparisons, `and`, `or`: those that bind as closely as asked for. */
function testInner(tokens: Tokens, least: number): TreeNode {
  let left = tokens.is('not') ? negation(tokens) : expression(tokens, 1);
  for (;;) {
    const strength = TESTS.get(tokens.kind) ?? 0;
    if (strength < least || strength === 0) return left;
    const node = around('BinaryExpression', left);
    const { kind } = tokens;
    node.append(tokens.leaf(strength === 3 && !/^[in]/.test(kind) ? 'CompareOp' : kind));
    if (kind === 'not') node.append(tokens.keep('in'));
    else if (kind === 'is' && tokens.is('not')) node.append(tokens.leaf());
    left = ended(tokens, node.append(testInner(tokens, strength + 1)));
  }
}

/** The grammar lets `not` take all that follows: `not a and b` is `not (a and b)` to it. */
function negation(tokens: Tokens): TreeNode {
  deeper(tokens);
  const node = new TreeNode('UnaryExpression', tokens.from, 0).append(tokens.leaf()).append(testInner(tokens, 1));
  tokens.depth--;
  return ended(tokens, node);
}

/** Arithmetic and all below it: what binds as closely as asked for. */
function expression(tokens: Tokens, least: number): TreeNode {
  deeper(tokens);
  let left = isSign(tokens.kind) ? signed(tokens) : trailed(tokens, atom(tokens));
  for (;;) {
    const strength = OPERATORS.get(tokens.kind) ?? 0;
    if (strength < least || strength === 0) break;
    const node = around('BinaryExpression', left).append(operator(tokens));
    left = ended(tokens, node.append(expression(tokens, strength === POWER ? POWER : strength + 1)));
  }
  tokens.depth--;
  return left;
}

function isSign(kind: string): boolean {
  return kind === '-' || kind === '+' || kind === '~';
}

function signed(tokens: Tokens): TreeNode {
  const node = new TreeNode('UnaryExpression', tokens.from, 0).append(operator(tokens));
  return ended(tokens, node.append(expression(tokens, PREFIX)));
}

function operator(tokens: Tokens): TreeNode {
  const { kind, from, to } = tokens;
  const node = tokens.leaf(/^[|^&<>~]/.test(kind) ? 'BitOp' : 'ArithOp');
  return kind === '*' || kind === '**' || kind === '@' ? node.append(new TreeNode(kind, from, to)) : node;
}

/** Calls, items and members of a value. */
function trailed(tokens: Tokens, atomic: TreeNode): TreeNode {
  for (let value = atomic; ;) {
    if (tokens.is('(')) value = around('CallExpression', value).append(argumentList(tokens));
    else if (tokens.is('[')) {
      value = around('MemberExpression', value);
      bracketed(tokens, value, ']', (node) => commaSeparatedItems(tokens, node));
    } else if (tokens.is('.')) {
      value = around('MemberExpression', value).append(tokens.leaf());
      if (!isWord(tokens.kind)) throw new NotPlain();
      value.append(tokens.leaf('PropertyName'));
    } else return value;
    ended(tokens, value);
  }
}

function commaSeparatedItems(tokens: Tokens, node: TreeNode): void {
  do {
    if (tokens.is(',')) node.append(tokens.leaf());
    if (tokens.is(']')) return;
    if (tokens.is('*')) throw new NotPlain();
    if (!tokens.is(':')) node.append(testNamed(tokens));
    for (let colons = 0; tokens.is(':') && colons < 2; colons++) {
      node.append(tokens.leaf());
      if (startsTest(tokens) && !tokens.is('*')) node.append(testNamed(tokens));
    }
  } while (tokens.is(','));
}

const NAMES: Readonly<Record<string, string>> = {
  name: 'VariableName',
  number: 'Number',
  None: 'None',
  True: 'Boolean',
  False: 'Boolean',
  '...': 'Ellipsis',
};

function atom(tokens: Tokens): TreeNode {
  const { kind } = tokens;
  if (kind === 'string') return strings(tokens, test);
  if (kind === '(') return collections.parenthesis(readers, tokens);
  if (kind === '[') return collections.array(readers, tokens);
  if (kind === '{') return collections.braces(readers, tokens);
  const name = NAMES[kind];
  if (name === undefined) throw new NotPlain();
  return tokens.leaf(name);
}

/** The arguments of a call, a class or a decorator. */
export function argumentList(tokens: Tokens): TreeNode {
  return collections.argumentList(readers, tokens);
}

const readers: collections.Readers = {
  test,
  testInner: (tokens) => testInner(tokens, 1),
  expression: (tokens) => expression(tokens, 1),
  starOrTest,
  starOrNamed: (tokens, parent) => star(tokens, parent, testNamed),
  target,
};
