import { expect, it } from 'vitest';
import { names } from './demanded.ts';

const text = `
import os
STAGE = os.environ.get("STAGE") or "development"
if "production" in STAGE or "staging" in STAGE:
    from site.live import keys
else:
    from site.local import keys
`;

it('a name that an empty package does not have is an ImportError, on account of what led there', () => {
  expect(names(text, { files: { 'site/local/__init__.py': '# yours\n', 'site/live.py': 'keys = 1' } })).toBe('STAGE');
});

it.each([
  ['the package has a module of that name', { 'site/local/__init__.py': '', 'site/local/keys.py': '' }],
  ['the package is not empty: it may make the name', { 'site/local/__init__.py': 'globals()["keys"] = 1' }],
])('not when %s', (_, files) => {
  expect(names(text, { files })).toBe('');
});

it('ast.literal_eval refuses None with a ValueError', () => {
  const read = 'import ast, os\ntry:\n    X = ast.literal_eval(os.getenv("X"))\nexcept ValueError:\n    X = []\n';
  expect(names(read)).toBe('');
  expect(names(read.replace('ValueError', 'TypeError'))).toBe('X');
});

it('what the application sets before it serves holds when the settings load', () => {
  const settings = 'import os\nPATHS = [os.environ["SOURCES"]]\nKEY = os.environ["KEY"]\n';
  const wsgi = 'import os\nos.environ.setdefault("SOURCES", "/x")\nfrom site import settings\n';
  expect(names(settings)).toBe('KEY SOURCES');
  expect(names(settings, { files: { 'site/wsgi.py': wsgi } })).toBe('KEY');
});

it.each([
  ['if value is not None and value.strip():\n        return value\n    raise RuntimeError(key)', 'KEY'],
  ['if value:\n        return value\n    raise RuntimeError(key)', 'KEY'],
  ['if value:\n        print(value)\n    raise RuntimeError(key)', ''],
  ['if value:\n        return value\n    return None', ''],
])('what follows a branch that would have left is reached for want of what it asks: %s', (body, demanded) => {
  const text = `import os\ndef required(key):\n    value = os.environ.get(key)\n    ${body}\nX = required("KEY")\n`;
  expect(names(text)).toBe(demanded);
});
