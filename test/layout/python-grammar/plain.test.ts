import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plainTree } from '../../../src/layout/python-grammar/plain.ts';
import { wholeTree } from '../../../src/layout/python-grammar/whole.ts';
import { shownTree } from './shown-tree.ts';

const root = join(import.meta.dirname, '../../..');

function plain(text: string): string[] | undefined {
  const tree = plainTree(text);
  return tree === undefined ? undefined : shownTree(tree);
}

describe('the same tree as the whole grammar makes', () => {
  test.each([
    ['nothing', ''],
    ['blank lines and comments', '\n  \n# one\n    # two\n'],
    ['no newline at the end', 'if a:\n  b # c'],
    ['line ends of Windows', 'if a:\r\n  b = 1 # c\r\n\r\n\r\n@d\r\ndef e(): pass\r\nf = """\r\n"""\r\n'],
    ['tabs', 'if a:\n\tif b:\n\t    c\n\td\n'],
    ['tabs among spaces', 'if a:\n\tb\n        c\n    \td\n'],
    ['comments between branches', 'if a:\n  b\n  # 1\n# 2\nelse:  # 3\n  # 4\n  c\n# 5\nd\n'],
    ['comments in brackets', 'a = [  # 1\n  # 2\n  b,  # 3\n  # 4\n]\n'],
    ['joined lines', 'a = b + \\\n  c\n'],
    ['assignments', 'a = b, *c = d\nx: int\ny: "z" = 1\na.b[0] = c\n'],
    ['updates', 'a += 1, 2\na **= 2\na //= 3\na >>= 1\na @= b\n'],
    ['several on a line', 'a; b = 1;\nif c: d; e\n'],
    ['powers', 'a ** b ** c, -a ** -b ** c\n'],
    ['arithmetic', 'a + b * c ** -d ** e % f // g @ h - ~i << 1 | 2 ^ 3 & -4 >> 5\n'],
    ['comparisons', 'a < b <= c != d == e > f >= g <> h in i not in j is k is not l\n'],
    ['what not takes', 'not a and b or not c == d or e\n'],
    ['conditions', 'a if b else c if d or e else lambda: f\n'],
    ['lambda', 'f(lambda : 1, lambda a, b=2, *c, **d: (a, b), lambda *, a: 1)\n'],
    ['calls', 'a.b(c)(d, *e, f=1, **g, h := 2,)[i].import_\n'],
    ['items', 'a[1], a[1:], a[:2], a[::3], a[b, c:d, ...], a[b := 1]\n'],
    ['collections', '(), (a,), (a), (*a, b), (a := 1), [], [a, *b,], {}, {a: b, **c,}, {a, *b}\n'],
    ['comprehensions', '[a for b, c in d if e if f for g in h], {a for b in c}, {a: b for c in d}, (a for b in c)\n'],
    ['an argument that is a comprehension', 'dict(a for b in c if d)\n'],
    ['numbers', '0, 1_000, 0xFF, 0b1, 0o7, .5, 1.5e-3j, 1e10\n'],
    ['constants', 'None, True, False, ...\n'],
    ['strings', `'a', "b", '''c\n'd''', """e\n"f""", r'\\d', b"g", Rb'h', u"i", '{j}'\n`],
    ['escapes', String.raw`'\n\x41\'\N{DASH}\u00e4\U0001F600\o17\07', r"\"a", "\\", """\""""` + '\n'],
    ['a string that goes on', "a = 'b\\\nc'\n"],
    ['strings in a row', `a = "b" 'c' f"{d}"\n`],
    ['format strings', `f"a{b}{{c}}{d!r:>{e}.{f}}{g=}{h:%Y-%m}{i['j']}", rf'{k}\\d', f"""{\nl\n}""", f"{m,}"\n`],
    ['imports', 'import a, b.c as d\nfrom . import e\nfrom ...f.g import (h, i as j,)\nfrom k import *\n'],
    ['keywords', 'def f():\n  global a, b\n  del c, d[0]\n  assert e, "f"\n  return\n  return g, *h\n'],
    ['raise', 'raise\nraise A\nraise A from b\n'],
    ['loops', 'for a, *b in c, d:\n  continue\nelse:\n  pass\nwhile (e := f):\n  break\n'],
    ['try', 'try:\n  a\nexcept B:\n  c\nexcept (D, E) as f:\n  g\nexcept:\n  h\nelse:\n  i\nfinally:\n  j\n'],
    ['with', 'with a as b, c(): d\n'],
    ['functions', '@a.b(c)\n@d\ndef f(g, /, h: int = 1, *i: j, k=2, **l) -> "m":\n  """n"""\n'],
    ['classes', 'class A: pass\nclass B(A, metaclass=C):\n  d = 1\n\n  def e(self): return 1\n'],
    [
      'words that are reserved elsewhere',
      'match = 1\nmatch.a\ntype(a)\nprint(b)\nprint (c)\ntype: d = 1\na.print, a.if_\n',
    ],
    ['letters beyond ASCII', 'größe = "ä"  # ö\nπ = größe\n'],
  ])('%s', (_what, text) => {
    expect(plain(text)).toEqual(shownTree(wholeTree(text)));
  });

  test('every Python file that comes with us', () => {
    const files = ['fixtures', 'templates', 'test/overlay'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.py'))
        .map((path) => readFileSync(join(root, folder, path), 'utf8')),
    );
    const read = files.map((text) => [text, plain(text)] as const).filter(([, tree]) => tree !== undefined);
    for (const [text, tree] of read) expect(tree).toEqual(shownTree(wholeTree(text)));
    expect(read.length).toBeGreaterThan(files.length / 2);
  });
});

describe('left to the whole grammar', () => {
  test.each([
    ['an error', 'a = = 1\n'],
    ['an unclosed bracket', 'a = (1\n'],
    ['a bracket closed by another', 'a = (1]\n'],
    ['an unclosed string', 'a = "b\n'],
    ['a string that is closed on the next line', 'a = "b\nc"\n'],
    ['an unclosed long string', 'a = """b\n'],
    ['an unclosed replacement', 'a = f"{b"\n'],
    ['an indentation without a reason', 'a\n  b\n'],
    ['one that fits none above', 'if a:\n    b\n  c\n'],
    ['a colon with nothing behind it', 'if a:\nb\n'],
    ['Python 2', 'print "a"\n'],
    ['Python 2, that could be a subtraction', 'print -1\n'],
    ['match, that could be a call', 'match (a):\n  case b: pass\n'],
    ['an old exception', 'try:\n  a\nexcept B, c:\n  d\n'],
    ['match', 'match a:\n  case b: pass\n'],
    ['async', 'async def a(): await b\n'],
    ['yield', 'def a():\n  yield 1\n'],
    ['type parameters', 'def a[T](b: T): pass\n'],
    ['a type statement', 'type A = int\n'],
    ['a sign of no meaning', 'a = $b\n'],
    ['a form feed', 'a = 1\n\f\nb = 2\n'],
    ['line ends of the first Macs', 'a = 1\rb = 2\r'],
    ['a line joined to the margin', 'a = \\\n1\n'],
    ['a dictionary that is a set too', '{a: b, c}\n'],
    ['deeper than the stack', `a = ${'('.repeat(5000)}1${')'.repeat(5000)}\n`],
    ['as deep to the right', `a = ${'b if c else '.repeat(5000)}d\n`],
    ['as deep in signs', `a = ${'-'.repeat(5000)}1\n`],
    ['as deep in not', `a = ${'not '.repeat(5000)}b\n`],
  ])('%s', (_what, text) => {
    expect(plain(text)).toBeUndefined();
  });
});

test('a chain is long, not deep', () => {
  const tree = plainTree(`a = ${'b + '.repeat(20_000)}b  # c\n`);
  expect(tree?.firstChild?.lastChild?.name).toBe('BinaryExpression');
  expect(tree?.lastChild?.name).toBe('Comment');
});
