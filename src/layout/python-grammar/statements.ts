import { argumentList, plainTest, starOrTarget, test, testNamed } from './expressions.ts';
import { commaSeparated, deeper, ended } from './nodes.ts';
import { dotted, line, name, typeDefinition } from './simple-statements.ts';
import { NotPlain, type Tokens } from './tokens.ts';
import { TreeNode } from './tree.ts';

type Read = (tokens: Tokens, node: TreeNode) => void;

/** One statement, or the simple ones of a line, appended. */
export function statement(tokens: Tokens, parent: TreeNode): void {
  const compound = COMPOUND.get(tokens.kind);
  if (compound === undefined) return line(tokens, parent);
  const [name, read] = compound;
  const node = new TreeNode(name, tokens.from, 0);
  parent.append(node);
  read(tokens, node);
  ended(tokens, node);
}

const COMPOUND = new Map<string, readonly [name: string, read: Read]>([
  ['if', ['IfStatement', ifStatement]],
  ['for', ['ForStatement', forStatement]],
  ['while', ['WhileStatement', whileStatement]],
  ['try', ['TryStatement', tryStatement]],
  ['with', ['WithStatement', withStatement]],
  ['def', ['FunctionDefinition', functionDefinition]],
  ['class', ['ClassDefinition', classDefinition]],
  ['@', ['DecoratedStatement', decorated]],
]);

/** The lines that belong to a compound statement, or what stands behind its colon. */
function body(tokens: Tokens, parent: TreeNode): void {
  deeper(tokens);
  const node = new TreeNode('Body', tokens.from, 0).append(tokens.keep(':'));
  parent.append(node);
  if (tokens.is('newline')) {
    tokens.advance();
    tokens.expect('indent');
    while (!tokens.is('dedent') && !tokens.is('eof')) statement(tokens, node);
    if (tokens.is('dedent')) tokens.advance();
  } else line(tokens, node);
  tokens.depth--;
  ended(tokens, node);
}

function elseClause(tokens: Tokens, node: TreeNode): void {
  if (tokens.is('else')) body(tokens, node.append(tokens.leaf()));
}

function ifStatement(tokens: Tokens, node: TreeNode): void {
  do body(tokens, node.append(tokens.leaf()).append(testNamed(tokens)));
  while (tokens.is('elif'));
  elseClause(tokens, node);
}

function forStatement(tokens: Tokens, node: TreeNode): void {
  commaSeparated(tokens, node.append(tokens.leaf()), starOrTarget);
  commaSeparated(tokens, node.append(tokens.keep('in')), plainTest);
  body(tokens, node);
  elseClause(tokens, node);
}

function whileStatement(tokens: Tokens, node: TreeNode): void {
  body(tokens, node.append(tokens.leaf()).append(testNamed(tokens)));
  elseClause(tokens, node);
}

function tryStatement(tokens: Tokens, node: TreeNode): void {
  body(tokens, node.append(tokens.leaf()));
  while (tokens.is('except')) {
    node.append(tokens.leaf());
    if (tokens.is('*')) node.append(tokens.leaf());
    if (!tokens.is(':')) {
      node.append(test(tokens));
      if (tokens.is('as')) name(tokens, node.append(tokens.leaf()));
    }
    body(tokens, node);
  }
  elseClause(tokens, node);
  if (tokens.is('finally')) body(tokens, node.append(tokens.leaf()));
}

function withStatement(tokens: Tokens, node: TreeNode): void {
  commaSeparated(tokens, node.append(tokens.leaf()), () => {
    node.append(test(tokens));
    if (tokens.is('as')) name(tokens, node.append(tokens.leaf()));
  });
  body(tokens, node);
}

function functionDefinition(tokens: Tokens, node: TreeNode): void {
  name(tokens, node.append(tokens.leaf()));
  node.append(parameters(tokens));
  if (tokens.is('->')) {
    const type = new TreeNode('TypeDef', tokens.from, 0);
    tokens.advance();
    node.append(ended(tokens, type.append(test(tokens))));
  }
  body(tokens, node);
}

function parameters(tokens: Tokens): TreeNode {
  const node = new TreeNode('ParamList', tokens.from, 0);
  if (!tokens.is('(')) throw new NotPlain();
  tokens.brackets++;
  node.append(tokens.leaf());
  while (!tokens.is(')')) {
    parameter(tokens, node);
    if (tokens.is(',')) node.append(tokens.leaf());
    else if (!tokens.is(')')) throw new NotPlain();
  }
  tokens.brackets--;
  return ended(tokens, node.append(tokens.leaf()));
}

function parameter(tokens: Tokens, node: TreeNode): void {
  if (tokens.is('/')) return tokens.advance();
  const { kind } = tokens;
  if (kind === '*' || kind === '**') node.append(tokens.leaf());
  if (kind === '*' && !tokens.is('name')) return;
  name(tokens, node);
  if (tokens.is(':')) node.append(typeDefinition(tokens));
  if (kind === 'name' && tokens.is('=')) node.append(tokens.leaf('AssignOp')).append(test(tokens));
}

function classDefinition(tokens: Tokens, node: TreeNode): void {
  name(tokens, node.append(tokens.leaf()));
  if (tokens.is('(')) node.append(argumentList(tokens));
  body(tokens, node);
}

function decorated(tokens: Tokens, node: TreeNode): void {
  while (tokens.is('@')) {
    const decorator = new TreeNode('Decorator', tokens.from, 0).append(tokens.leaf('At'));
    dotted(tokens, decorator);
    if (tokens.is('(')) decorator.append(argumentList(tokens));
    tokens.expect('newline');
    node.append(ended(tokens, decorator));
  }
  if (!tokens.is('def') && !tokens.is('class')) throw new NotPlain();
  statement(tokens, node);
}
