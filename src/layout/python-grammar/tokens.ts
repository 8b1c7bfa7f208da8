import { TreeNode } from './tree.ts';

/** Thrown at what the quick reading does not know; the whole grammar reads the file then. */
export class NotPlain extends Error {}

const keywords = new Map(
  (
    'and as assert async await break class continue def del elif else except finally for from global if import in is ' +
    'lambda nonlocal not or pass raise return try while with yield None True False'
  )
    .split(' ')
    .map((word) => [word, word] as const),
);
const longOperators = new Map(
  '... ** // == != <= >= <> << >> := -> += -= *= /= %= @= &= |= ^= **= //= <<= >>='.split(' ').map((op) => [op, op]),
);
const SINGLE = '()[]{}.,:;=<>+-*/%@&|^~!';

const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const TAB = 9;
const HASH = 35;
const BACKSLASH = 92;

/**
 * The tokens of a Python file, one at a time. `kind` is the keyword or operator itself, or one of name, number, string
 * (its start: whoever reads the string moves `to`), newline, indent, dedent, eof.
 */
export class Tokens {
  readonly text: string;
  readonly comments: TreeNode[] = [];
  kind = 'newline';
  from = 0;
  to = 0;
  /** Where the last token ended that was taken and is no indentation. */
  end = 0;
  /** Open brackets, in which lines do not count. */
  brackets = 0;
  /** Expressions and statements that are open: more than this goes to a reader that does not recurse. */
  depth = 0;
  private readonly indents = [0];
  private isLineStart = true;

  constructor(text: string) {
    // A form feed would reset the indentation; a carriage return alone ended lines on the first Macs.
    if (/[\f\0]|\r(?!\n)/.test(text)) throw new NotPlain();
    this.text = text;
    this.advance();
    this.end = 0;
  }

  /** Goes to the next token. */
  advance(): void {
    if (this.to > this.from && this.kind !== 'indent') this.end = this.to;
    if (this.isLineStart && this.indentation()) return;
    const at = this.skip(this.to);
    this.from = at;
    const code = this.text.charCodeAt(at);
    if (code >= 97 ? code <= 122 || code > 160 : (code >= 65 && code <= 90) || code === 95) this.word(at);
    else if (code === 39 || code === 34) this.take('string', at);
    else if ((code >= 48 && code <= 57) || (code === 46 && isDigit(this.text.charCodeAt(at + 1)))) this.number(at);
    else if (isLineEnd(code)) {
      this.take('newline', at + 1);
      this.isLineStart = true;
    } else if (at >= this.text.length) this.take('eof', at);
    else this.operator(at);
  }

  is(kind: string): boolean {
    return this.kind === kind;
  }

  /** Takes a token of that kind. */
  expect(kind: string): void {
    if (this.kind !== kind) throw new NotPlain();
    this.advance();
  }

  /** The token as a node of its own, taken. */
  leaf(name: string = this.kind): TreeNode {
    const node = new TreeNode(name, this.from, this.to);
    this.advance();
    return node;
  }

  /** A keyword or operator as a node, which must stand here. */
  keep(kind: string): TreeNode {
    if (this.kind !== kind) throw new NotPlain();
    return this.leaf();
  }

  private take(kind: string, to: number): void {
    this.kind = kind;
    this.to = to;
  }

  /** Over spaces, joined lines and comments; in brackets over line ends too. */
  private skip(start: number): number {
    const { text } = this;
    for (let at = start; ; at++) {
      const code = text.charCodeAt(at);
      if (code === SPACE || code === TAB || (isLineEnd(code) && this.brackets > 0)) continue;
      if (code === HASH) at = this.comment(at) - 1;
      else if (code === BACKSLASH && text.charCodeAt(at + 1) === NEWLINE) {
        joined.lastIndex = at;
        // A joined line that begins at the margin, or is empty, is told from a new one by its context only.
        if (!joined.test(text)) throw new NotPlain();
        at++;
      } else return at;
    }
  }

  private comment(from: number): number {
    const end = this.text.indexOf('\n', from);
    const line = end === -1 ? this.text.length : end;
    const to = this.text.charCodeAt(line - 1) === RETURN ? line - 1 : line;
    this.comments.push(new TreeNode('Comment', from, to));
    return to;
  }

  /** At the start of a line: over blank ones; true when the indentation is a token. */
  private indentation(): boolean {
    const { text } = this;
    for (let at = this.to; ; at++) {
      let depth = 0;
      const start = at;
      for (; text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB; at++) {
        depth += text.charCodeAt(at) === TAB ? 8 - (depth % 8) : 1;
      }
      if (text.charCodeAt(at) === HASH) at = this.comment(at);
      else if (!isLineEnd(text.charCodeAt(at))) return this.indented(depth, start, at);
      if (at >= text.length) {
        this.to = at;
        this.isLineStart = false;
        return false;
      }
    }
  }

  private indented(depth: number, start: number, at: number): boolean {
    const last = this.indents.at(-1) ?? 0;
    if (at >= this.text.length && at > start) throw new NotPlain();
    this.from = start;
    this.to = start;
    if (at < this.text.length && depth < last) {
      this.indents.pop();
      this.kind = 'dedent';
      return true;
    }
    this.isLineStart = false;
    if (depth <= last) return false;
    this.indents.push(depth);
    this.take('indent', at);
    return true;
  }

  private word(at: number): void {
    identifier.lastIndex = at;
    identifier.test(this.text);
    const to = identifier.lastIndex;
    const next = this.text.charCodeAt(to);
    const word = this.text.slice(at, to);
    if ((next === 39 || next === 34) && to - at <= 2 && isPrefix.test(word)) this.take('string', at);
    else this.take(keywords.get(word) ?? 'name', to);
  }

  private number(at: number): void {
    numeral.lastIndex = at;
    numeral.test(this.text);
    this.take('number', numeral.lastIndex);
  }

  private operator(at: number): void {
    for (let length = 3; length > 1; length--) {
      const long = longOperators.get(this.text.slice(at, at + length));
      if (long !== undefined) return this.take(long, at + length);
    }
    const sign = this.text.charAt(at);
    if (!SINGLE.includes(sign)) throw new NotPlain();
    this.take(sign, at + 1);
  }
}

/** Whether a token can be the name of a member: any word can. */
export function isWord(kind: string): boolean {
  return kind === 'name' || keywords.has(kind);
}

/** With the line ends of Windows, the newline is a blank line of its own to the grammar. */
function isLineEnd(code: number): boolean {
  return code === NEWLINE || code === RETURN;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

const joined = /\\\n[ \t]+[^\s#]/y;
const identifier = /[\w\u00a1-\uffff]+/y;
const isPrefix = /^(?:[uUbBrRfF]|[rR][bBfF]|[bBfF][rR])$/;
const numeral =
  /0[bB][_01]+|0[oO][_0-7]+|0[xX][_0-9a-fA-F]+|(?:\d[_\d]*(?:\.\d[_\d]*)?|\.\d[_\d]*)(?:[eE][+-]?\d[_\d]*)?[jJ]?/y;
