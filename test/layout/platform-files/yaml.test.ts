import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Said } from '../../../src/layout/platform-files/said.ts';
import { readYaml } from '../../../src/layout/platform-files/yaml.ts';

/** As a library for YAML gives it, with all scalars as texts. */
function plain(said: Said): unknown {
  if (said.text !== undefined) return said.text;
  if (said.items.length > 0) return said.items.map(plain);
  return Object.fromEntries([...said.keys].map(([key, each]) => [key, plain(each)]));
}

const library = (text: string): unknown =>
  JSON.parse(JSON.stringify(parse(text, { schema: 'failsafe', merge: true, logLevel: 'silent' })), (_, each: unknown) =>
    typeof each === 'string' ? each.trimEnd() : each,
  );

const texts = {
  'tables and lists, indented or not': `a:
  b: one two
  c:
  - x
  - y: 1
    z: 2
  -
    w: 3
d: [1, "two, three", { e: f, 'g': [h] }]
i:
  - - 1
    - 2
  - j
`,
  'comments and blank lines': `# first
a: b # behind

# between
c:   # nothing yet
  # nor here
  d: "#no" # yes
e: f#g
`,
  'texts over several lines': `a: |
  one
    two

  three
b: >-
  one
  two
c: plain
  goes on
d: "in
  quotes"
e: 'it''s'
f: "a \\"b\\" \\n c: d"
g: |-
  last
h: gunicorn --bind 0.0.0.0:8000 a:b
`,
  'anchors, aliases and merges': `x: &base
  image: one
  list: &list [a, b]
y:
  &more
  extra: 1
services:
  web:
    <<: [*base, *more]
    image: two
  worker:
    <<: *base
    again:
      *list
`,
  'brackets over lines': `a: [
  one,
  "two: ]",
  { b: c }
]
d: {
  "e": "f",
  g: h
}
`,
  'a document of one list': '---\n- a\n- b: c\n  d: e\n',
  'keys in quotes and with signs': '"a b": 1\n\'c\': 2\n3: 4\nd/e.f-g: 5\n-h: 6\n',
  tags: 'a: !include b\nc: !!str 1\n',
};

test.each(Object.entries(texts))('%s', (_, text) => {
  expect(plain(readYaml(text))).toEqual(library(text));
});

test('each place has its line', () => {
  const said = readYaml('\n# one\na:\n  - b: c\n    d: |\n      e\n  - f\ng:\n  - h\n');
  const first = said.keys.get('a')?.items[0];
  expect([
    said.keys.get('a')?.line,
    first?.keys.get('b')?.line,
    first?.keys.get('d')?.line,
    said.keys.get('a')?.items[1]?.line,
    said.keys.get('g')?.items[0]?.line,
  ]).toEqual([3, 4, 5, 7, 9]);
});

test.each([
  '',
  '\n\n',
  '- \n',
  'a: [b',
  '"a',
  'a: "b',
  '{{ a }}: b\n%\n@',
  'a: &x\n  *x',
  ']',
  '- '.repeat(9999),
  '['.repeat(9999),
  `${'a:\n'.repeat(99)}"`,
  'a:\n\t- b',
])('what is no YAML ends all the same: %#', (text) => {
  expect(readYaml(text)).toBeDefined();
});
