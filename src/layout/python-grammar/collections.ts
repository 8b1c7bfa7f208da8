import { bracketed, commaSeparated, deeper, ended, moreOf } from './nodes.ts';
import { NotPlain, type Tokens } from './tokens.ts';
import { TreeNode } from './tree.ts';

/** How the expressions inside are read, which hold such collections themselves. */
export interface Readers {
  readonly test: (tokens: Tokens) => TreeNode;
  readonly testInner: (tokens: Tokens) => TreeNode;
  readonly expression: (tokens: Tokens) => TreeNode;
  readonly starOrTest: (tokens: Tokens, parent: TreeNode) => void;
  readonly starOrNamed: (tokens: Tokens, parent: TreeNode) => void;
  readonly target: (tokens: Tokens, parent: TreeNode) => void;
}

/** What stands in parentheses: a tuple, one expression, or a comprehension. */
export function parenthesis(read: Readers, tokens: Tokens): TreeNode {
  return bracketed(tokens, new TreeNode('TupleExpression', tokens.from, 0), ')', (node) => {
    if (tokens.is(')')) return;
    read.starOrNamed(tokens, node);
    if (tokens.is(')')) node.name = 'ParenthesizedExpression';
    else if (tokens.is('for')) comprehended(read, tokens, node, 'ComprehensionExpression');
    else moreOf(tokens, node, read.starOrNamed);
  });
}

/** A list, or a comprehension. */
export function array(read: Readers, tokens: Tokens): TreeNode {
  return bracketed(tokens, new TreeNode('ArrayExpression', tokens.from, 0), ']', (node) => {
    if (tokens.is(']')) return;
    read.starOrNamed(tokens, node);
    if (tokens.is('for')) comprehended(read, tokens, node, 'ArrayComprehensionExpression');
    else moreOf(tokens, node, read.starOrNamed);
  });
}

/** A dictionary, a set, or a comprehension of them. */
export function braces(read: Readers, tokens: Tokens): TreeNode {
  return bracketed(tokens, new TreeNode('DictionaryExpression', tokens.from, 0), '}', (node) => {
    if (tokens.is('}')) return;
    const isDictionary = entry(read, tokens, node);
    if (!isDictionary) node.name = 'SetExpression';
    if (tokens.is('for')) {
      comprehended(
        read,
        tokens,
        node,
        isDictionary ? 'DictionaryComprehensionExpression' : 'SetComprehensionExpression',
      );
    } else {
      moreOf(tokens, node, () => {
        if (entry(read, tokens, node) !== isDictionary) throw new NotPlain();
      });
    }
  });
}

/** One entry of a dictionary or a set; true when it is a dictionary's. */
function entry(read: Readers, tokens: Tokens, node: TreeNode): boolean {
  if (tokens.is('**')) {
    node.append(tokens.leaf()).append(read.expression(tokens));
    return true;
  }
  read.starOrTest(tokens, node);
  if (!tokens.is(':')) return false;
  node.append(tokens.leaf()).append(read.test(tokens));
  return true;
}

/** `for x in y if z`, as often as it stands there. */
function comprehended(read: Readers, tokens: Tokens, node: TreeNode, name: string): void {
  node.name = name;
  while (tokens.is('for')) {
    node.append(tokens.leaf());
    commaSeparated(tokens, node, read.target);
    node.append(tokens.keep('in')).append(read.testInner(tokens));
    while (tokens.is('if')) node.append(tokens.leaf()).append(testNoCondition(read, tokens));
  }
}

function testNoCondition(read: Readers, tokens: Tokens): TreeNode {
  if (tokens.is('lambda')) throw new NotPlain();
  return read.testInner(tokens);
}

/** The arguments of a call, a class or a decorator. */
export function argumentList(read: Readers, tokens: Tokens): TreeNode {
  return bracketed(tokens, new TreeNode('ArgList', tokens.from, 0), ')', (node) => {
    if (tokens.is(')')) return;
    argument(read, tokens, node);
    moreOf(tokens, node, () => argument(read, tokens, node));
  });
}

function argument(read: Readers, tokens: Tokens, node: TreeNode): void {
  if (tokens.is('*') || tokens.is('**')) {
    node.append(tokens.leaf()).append(read.test(tokens));
    return;
  }
  const value = read.test(tokens);
  node.append(value);
  if (tokens.is('=') || tokens.is(':=')) {
    if (value.name !== 'VariableName') throw new NotPlain();
    node.append(tokens.leaf('AssignOp')).append(read.test(tokens));
  }
  if (tokens.is('for')) comprehended(read, tokens, node, node.name);
}

/** A function without a name. */
export function lambda(read: Readers, tokens: Tokens): TreeNode {
  deeper(tokens);
  const node = new TreeNode('LambdaExpression', tokens.from, 0).append(tokens.leaf());
  const parameters = new TreeNode('ParamList', tokens.from, 0);
  if (tokens.is(':')) parameters.to = tokens.from;
  else {
    lambdaParameter(read, tokens, parameters);
    while (tokens.is(',')) lambdaParameter(read, tokens, parameters.append(tokens.leaf()));
    ended(tokens, parameters);
  }
  node.append(parameters).append(tokens.keep(':')).append(read.test(tokens));
  tokens.depth--;
  return ended(tokens, node);
}

function lambdaParameter(read: Readers, tokens: Tokens, node: TreeNode): void {
  const isStar = tokens.is('*') || tokens.is('**');
  if (isStar) node.append(tokens.leaf());
  if (tokens.is('name')) node.append(tokens.leaf('VariableName'));
  else if (!isStar) throw new NotPlain();
  if (!isStar && tokens.is('=')) node.append(tokens.leaf('AssignOp')).append(read.test(tokens));
}
