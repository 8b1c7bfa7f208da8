import { NotPlain, type Tokens } from './tokens.ts';
import { TreeNode } from './tree.ts';

/** Reads what stands between the braces of a format string: an expression. */
export type ReadExpression = (tokens: Tokens) => TreeNode;

/** A string, or several in a row. */
export function strings(tokens: Tokens, read: ReadExpression): TreeNode {
  const first = string(tokens, read);
  if (!tokens.is('string')) return first;
  const all = new TreeNode('ContinuedString', first.from, 0).append(first);
  while (tokens.is('string')) all.append(string(tokens, read));
  all.to = tokens.end;
  return all;
}

interface Style {
  readonly quote: string;
  readonly isRaw: boolean;
  readonly isFormat: boolean;
}

function string(tokens: Tokens, read: ReadExpression): TreeNode {
  const { text, from } = tokens;
  let start = from;
  while (text.charCodeAt(start) !== 39 && text.charCodeAt(start) !== 34) start++;
  const prefix = text.slice(from, start).toLowerCase();
  const one = text.charAt(start);
  const quote = text.startsWith(one.repeat(3), start) ? one.repeat(3) : one;
  const style = { quote, isRaw: prefix.includes('r'), isFormat: prefix.includes('f') };
  const node = new TreeNode(style.isFormat ? 'FormatString' : 'String', from, 0);
  node.to = content(tokens, node, start + quote.length, style, read);
  tokens.to = node.to;
  tokens.advance();
  return node;
}

/** Reads up to the closing quote; gives where it ends. */
function content(tokens: Tokens, node: TreeNode, start: number, style: Style, read: ReadExpression): number {
  const { text } = tokens;
  const { quote, isRaw, isFormat } = style;
  for (let at = start; ;) {
    special.lastIndex = at;
    const found = special.exec(text);
    if (found === null) throw new NotPlain();
    at = found.index;
    const sign = found[0];
    if (sign === '\\') at = isRaw ? at + 2 : escape(text, node, at);
    else if (sign === '{') at = isFormat ? brace(tokens, node, at, read) : at + 1;
    else if (sign === '\n') {
      // Without its closing quote.
      if (quote.length === 1) throw new NotPlain();
      at++;
    } else if (text.startsWith(quote, at)) return at + quote.length;
    else at++;
  }
}

const special = /[\\'"{\n]/g;
const escaped = /\\(?:o[0-7]{0,2}|x[\da-fA-F]{0,2}|u[\da-fA-F]{0,4}|U[\da-fA-F]{0,8}|N(?:\{[^}'"\n]*\}?)?|[^oxuUN]|$)/y;

function escape(text: string, node: TreeNode, at: number): number {
  escaped.lastIndex = at;
  escaped.test(text);
  node.append(new TreeNode('Escape', at, escaped.lastIndex));
  return escaped.lastIndex;
}

function brace(tokens: Tokens, node: TreeNode, at: number, read: ReadExpression): number {
  return tokens.text.charAt(at + 1) === '{' ? at + 2 : replacement(tokens, node, at, read);
}

/** `{value=!r:>10}`; gives where it ends. The tokens stand at the closing brace then. */
function replacement(tokens: Tokens, parent: TreeNode, at: number, read: ReadExpression): number {
  const node = new TreeNode('FormatReplacement', at, 0).append(new TreeNode('{', at, at + 1));
  parent.append(node);
  tokens.brackets++;
  tokens.kind = '{';
  tokens.from = at;
  tokens.to = at + 1;
  tokens.advance();
  values(tokens, node, read);
  if (tokens.is('=')) node.append(tokens.leaf('FormatSelfDoc'));
  if (tokens.is('!')) conversion(tokens, node);
  let close = tokens.from;
  if (tokens.kind.startsWith(':')) close = specification(tokens, node, read);
  else if (!tokens.is('}')) throw new NotPlain();
  node.append(new TreeNode('}', close, close + 1));
  node.to = close + 1;
  tokens.brackets--;
  return node.to;
}

function values(tokens: Tokens, node: TreeNode, read: ReadExpression): void {
  node.append(read(tokens));
  while (tokens.is(',')) {
    node.append(tokens.leaf());
    if (!/^[=!}:]/.test(tokens.kind)) node.append(read(tokens));
  }
}

function conversion(tokens: Tokens, node: TreeNode): void {
  const { text, from } = tokens;
  if (!/[sra]/.test(text.charAt(from + 1))) throw new NotPlain();
  node.append(new TreeNode('FormatConversion', from, from + 2));
  tokens.to = from + 2;
  tokens.advance();
}

/** What stands between the colon and the closing brace; gives where that brace is. */
function specification(tokens: Tokens, parent: TreeNode, read: ReadExpression): number {
  const { text, from } = tokens;
  const node = new TreeNode('FormatSpec', from, 0).append(new TreeNode(':', from, from + 1));
  parent.append(node);
  for (let at = from + 1; ;) {
    while (at < text.length && text.charAt(at) !== '{' && text.charAt(at) !== '}') at++;
    if (at >= text.length) throw new NotPlain();
    if (text.charAt(at) === '{') at = replacement(tokens, node, at, read);
    else {
      node.to = at;
      return at;
    }
  }
}
