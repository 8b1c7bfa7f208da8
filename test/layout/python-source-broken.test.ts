import { expect, test } from 'vitest';
import { findAll, parsePython } from '../../src/layout/python-source.ts';

const names = ['CallExpression', 'String', 'ImportStatement', 'YieldStatement'];
const kinds = (text: string) => names.map((name) => findAll(parsePython('setup.py', text).top, name).length);

test('a text that the parser makes no sound tree of tells nothing, and breaks nothing', () => {
  const text = `import a\nsetup(${'os.environ["X"]'.repeat(2_000)}install_requires=["django"])\n`;
  expect(kinds(text)).toEqual([0, 0, 0, 0]);
});

test('one with an error here and there tells what it can', () => {
  expect(kinds('import a\nf(os.environ["X"]os.environ["Y"])\ndef broken(:\nf("z")\n')).toEqual([2, 3, 1, 0]);
});
