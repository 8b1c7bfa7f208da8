import { expect, test } from 'vitest';
import { setupCfgDeclared } from '../../../src/layout/dependencies/setup-cfg.ts';
import { setupPyDeclared } from '../../../src/layout/dependencies/setup-py.ts';
import { project } from '../project.ts';

const lines = (wanted: readonly { line?: string }[]) => wanted.map(({ line }) => line);

function setupPy(text: string) {
  const texts = { 'setup.py': text, 'requirements.txt': 'Django', 'reqs/base.txt': 'Django' };
  const { wanted, from } = setupPyDeclared(project(texts), 'setup.py');
  return from.length > 0 ? from : lines(wanted);
}

test.each([
  ['setup(install_requires=["Django>=5", "celery"])', ['Django>=5', 'celery']],
  ['setuptools.setup(install_requires=("Django",))', ['Django']],
  ['base = ["Django"]\nmore = base + ["celery"]\nsetup(name="x", install_requires=more)', ['Django', 'celery']],
  ['setup(install_requires=open("requirements.txt").read().splitlines())', ['requirements.txt']],
  ['setup(install_requires=[l for l in open("reqs/base.txt") if not l.startswith("#")])', ['reqs/base.txt']],
  [
    'import os\nhere = os.path.dirname(__file__)\nsetup(install_requires=read(os.path.join(here, "reqs", "base.txt")))',
    ['reqs/base.txt'],
  ],
  [
    'def needs():\n  with open("requirements.txt", "r", encoding="utf-8") as f:\n    return list(f)\nsetup(install_requires=needs())',
    ['requirements.txt'],
  ],
  ['setup(install_requires=load("gone.txt", "utf-8"))', []],
  ['setup(name="x")', []],
  ['a = b\nb = a\nsetup(install_requires=a)', []],
  [`setup(install_requires=${'['.repeat(3000)}`, []],
  ['setup(install_requires=["Django"', []],
])('%s', (text, found) => {
  expect(setupPy(text)).toEqual(found);
});

test('setup.cfg: values go on in indented lines, comments and other sections do not count', () => {
  const text = `[metadata]
name = x
install_requires = wrong
[options]
# install_requires = wrong
install-requires =
    Django>=5
    celery ; python_version > "3.8"

    # a comment
packages = find:
[options.extras_require]
prod = gunicorn
dev =
    pytest
`;
  const { wanted, groups, manager } = setupCfgDeclared(project({ 'setup.cfg': text }), 'setup.cfg');
  expect(manager).toBe('setuptools');
  expect(lines(wanted)).toEqual(['Django>=5', 'celery']);
  expect(groups.map(({ name, wanted: each }) => [name, ...lines(each)])).toEqual([
    ['prod', 'gunicorn'],
    ['dev', 'pytest'],
  ]);
});

test('setup.cfg that reads a file', () => {
  const files = project({ 'setup.cfg': '[options]\ninstall_requires = file: a.txt, gone.txt\n', 'a.txt': 'Django' });
  expect(setupCfgDeclared(files, 'setup.cfg')).toMatchObject({ from: ['a.txt'], wanted: [] });
});
