import { expect, test } from 'vitest';
import { pathsOf } from '../../src/layout/python-paths.ts';
import { findAll, parsePython } from '../../src/layout/python-source.ts';

/** The paths that the argument of `sys.path.append(…)` in web/site/manage.py can be. */
function paths(expression: string, before = ''): string[] {
  const source = parsePython('web/site/manage.py', `${before}\nsys.path.append(${expression})\n`);
  const argument = findAll(source.top, 'CallExpression').find((call) =>
    source.text.slice(call.from, call.to).startsWith('sys.path.append'),
  );
  const node = argument?.getChild('ArgList')?.firstChild?.nextSibling;
  return node === null || node === undefined ? [] : pathsOf(source, node, 'web/site');
}

test.each([
  ['"./src"', 'web/site/src'],
  ['"../"', 'web'],
  ['os.path.join(os.path.dirname(__file__), "apps")', 'web/site/apps'],
  ['os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))', 'web/lib'],
  ['str(Path(__file__).resolve().parent / "apps")', 'web/site/apps'],
  ['str(pathlib.Path(__file__).parent.parent)', 'web'],
  ['Path(__file__).resolve().parents[1] / "lib" / "x"', 'web/lib/x'],
  ['Path.cwd() / "src"', 'web/site/src'],
  ['os.getcwd()', 'web/site'],
  ['os.path.dirname(__file__) + "/apps"', 'web/site/apps'],
  ['Path(__file__).parent.joinpath("a", "b")', 'web/site/a/b'],
])('%s', (expression, path) => {
  expect(paths(expression)).toEqual([path]);
});

test('names stand for what is assigned to them', () => {
  expect(paths('os.path.join(ROOT, APPS)', 'ROOT = os.path.dirname(__file__)\nAPPS = "apps"')).toEqual([
    'web/site/apps',
  ]);
});

test.each([
  '"/opt/lib"',
  '"../../../x"',
  'Path(__file__).parents[9]',
  'os.environ["LIB"]',
  'unknown / "x"',
  'Path(__file__).parents[-1]',
])('%s is no known folder of the project', (expression) => {
  expect(paths(expression)).toEqual([]);
});

test('names that stand for each other end', () => {
  expect(paths('A', 'A = B / "x"\nB = A / "y"\nA = B\nB = A')).toEqual([]);
});
