import { expect, test } from 'vitest';
import { findPythonVersion } from '../../src/layout/python-version.ts';
import { project } from './project.ts';

interface Given {
  readonly option?: string;
  readonly requirements?: readonly { readonly name: string; readonly version?: string; readonly specifier?: string }[];
  readonly files?: readonly string[];
}

function find(texts: Readonly<Record<string, string>>, { option, requirements = [], files = [] }: Given = {}) {
  return findPythonVersion(project({ 'a/b/manage.py': '', ...texts }), 'a/b', option, { requirements, files });
}

const django = (version: string): Given => ({ requirements: [{ name: 'django', version }] });
const requires = (range: string) => ({ 'pyproject.toml': `[project]\nname = "x"\nrequires-python = "${range}"` });
const poetry = (range: string) => ({ 'pyproject.toml': `[tool.poetry.dependencies]\npython = "${range}"` });
const at = (file: string, line: number) => ({ file, line });

test.each([
  ['3.12', { '.python-version': '# pyenv\n\n3.12.4\n' }, at('.python-version', 3)],
  ['3.12', { '.python-version': '3.12.4\n3.11.9\n' }, at('.python-version', 1)],
  ['3.12', { '.python-version': '3.12.4/envs/blog' }, at('.python-version', 1)],
  ['3.13', { '.python-version': '3.13t' }, at('.python-version', 1)],
  ['3.12', { '.python-version': 'cpython-3.12.1-linux-x86_64-gnu' }, at('.python-version', 1)],
  ['3.12', { 'a/b/.python-version': '3.12-dev', '.python-version': '3.12' }, at('a/b/.python-version', 1)],
  ['3.11', { 'runtime.txt': 'python-3.11.9\r\n' }, at('runtime.txt', 1)],
  ['3.10', { '.tool-versions': 'nodejs 20.1.0\npython 3.10.4 3.9.1 # both' }, at('.tool-versions', 2)],
  ['3.12', { 'mise.toml': '[tools]\nnode = "22"\npython = "3.12"' }, at('mise.toml', 3)],
  ['3.12', { '.mise.toml': '[tools]\npython = ["3.12", "3.11"]' }, at('.mise.toml', 2)],
  ['3.12', { '.config/mise/config.toml': '[tools]\npython = { version = "3.12" }' }, at('.config/mise/config.toml', 2)],
  ['3.10', { Pipfile: '[requires]\npython_version = "3.10"' }, at('Pipfile', 2)],
  ['3.10', { Pipfile: '[requires]\npython_full_version = "3.10.4"' }, at('Pipfile', 2)],
  ['3.9', { 'Pipfile.lock': '{"_meta": {\n"requires": {\n"python_version": "3.9"\n}}}' }, at('Pipfile.lock', 3)],
  ['3.11', poetry('3.11'), at('pyproject.toml', 2)],
  ['3.11', { 'pyproject.toml': '[tool.hatch.envs.default]\npython = "3.11"' }, at('pyproject.toml', 2)],
  ['3.10', { '.platform/app.yaml': "name: x\ntype: 'python:3.10'" }, at('.platform/app.yaml', 2)],
  ['3.12', { 'app.yaml': 'runtime: python312' }, at('app.yaml', 1)],
])('%s, as %j pins', (version, texts, origin) => {
  expect(find(texts)).toMatchObject({ python: { value: { version }, origin }, considered: [] });
});

test.each([
  ['3.13', requires('>=3.10'), 'pyproject.toml', 3],
  ['3.14', requires('>=3.14'), 'pyproject.toml', 3],
  ['3.11', requires('>=3.10,<3.12'), 'pyproject.toml', 3],
  ['3.12', requires('==3.12.*'), 'pyproject.toml', 3],
  ['3.13', requires('>=3.13.5'), 'pyproject.toml', 3],
  ['3.13', requires('==3.13.11'), 'pyproject.toml', 3],
  ['3.12', requires('>=3.12.3,<3.12.9'), 'pyproject.toml', 3],
  ['3.12', requires('~=3.12.3'), 'pyproject.toml', 3],
  ['3.13', requires('>=2.7,!=3.0.*'), 'pyproject.toml', 3],
  ['3.13', poetry('^3.10'), 'pyproject.toml', 2],
  ['3.12', poetry('~3.12'), 'pyproject.toml', 2],
  ['3.11', poetry('>=3.9 <3.12'), 'pyproject.toml', 2],
  ['3.12', poetry('3.12.*'), 'pyproject.toml', 2],
  ['3.10', poetry('~3.9 || ~3.10'), 'pyproject.toml', 2],
  ['3.13', poetry('*'), 'pyproject.toml', 2],
  ['3.13', { Pipfile: '[requires]\npython_version = "3"' }, 'Pipfile', 2],
  ['3.11', { 'uv.lock': 'version = 1\nrequires-python = "==3.11.*"\n' }, 'uv.lock', 2],
  ['3.11', { 'poetry.lock': '[metadata]\npython-versions = "~3.11"\n' }, 'poetry.lock', 2],
  ['3.11', { 'pdm.lock': '[metadata]\nrequires_python = "==3.11.*"\n' }, 'pdm.lock', 2],
  ['3.9', { 'setup.cfg': '[options]\npython_requires = >=3.8, <3.10\n' }, 'setup.cfg', 2],
  ['3.9', { 'setup.py': "setup(\n    python_requires='>=3.8,<3.10')" }, 'setup.py', 2],
  ['3.14', { '.python-version': '>=3.14' }, '.python-version', 1],
])('%s, chosen from the range in %j', (version, texts, file, line) => {
  const { python, problems } = find(texts);
  expect(python).toMatchObject({ value: { version }, origin: { file, line } });
  expect(python.why).toContain('chosen from');
  expect(problems.filter(({ code }) => code === 'python-version-unreadable')).toEqual([]);
});

test.each([
  ['6.1.3', '3.13', 'Django 6.1.3 supports it; no lock file tells which packages have wheels for 3.14'],
  ['5.2.19', '3.13', 'no lock file'],
  ['5.2.7', '3.13', 'the newest'],
  ['5.0', '3.12', 'the newest'],
  ['4.2.30', '3.12', 'the newest'],
  ['4.2.7', '3.11', 'the newest'],
  ['4.1.4', '3.11', 'the newest'],
  ['3.2.25', '3.10', 'the newest'],
  ['2.2.28', '3.9', 'the newest'],
  ['1.7.1', '3.8', 'newer than any that Django 1.7.1 was made for'],
])('without a word about it, Django %s gets Python %s', (version, expected, why) => {
  const { python } = find({}, django(version));
  expect(python).toMatchObject({ value: { version: expected }, origin: 'default' });
  expect(python.why).toContain(why);
});

test.each([
  ['>=4.2,<5', '3.12'],
  ['~=4.1.0', '3.11'],
  ['>=5.0', '3.13'],
  ['', '3.13'],
])('Django %j gets Python %s', (specifier, expected) => {
  expect(find({}, { requirements: [{ name: 'django', specifier }] }).python.value.version).toBe(expected);
});

test('a range is chosen from with Django in mind', () => {
  const { python } = find(requires('>=3.8'), django('4.2.11'));
  expect(python).toMatchObject({ value: { version: '3.12' }, why: expect.stringMatching(/>=3\.8.*Django 4\.2\.11/) });
});

test('a range is chosen from with the wheels in mind that the lock lists', () => {
  const wheel = (name: string, tags: string) => `{ url = "x/${name}-1.0-${tags}.whl" },\n`;
  const lock = [
    wheel('native', 'cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64'),
    wheel('native', 'cp313-cp313-win_amd64'),
    wheel('stable_abi', 'cp39-abi3-manylinux_2_28_x86_64'),
    wheel('pure', 'py3-none-any'),
    wheel('elsewhere', 'cp313-cp313-macosx_11_0_arm64'),
  ].join('');
  const given = { ...django('5.2.8'), files: ['uv.lock'] };
  const { python } = find({ ...requires('>=3.10'), 'uv.lock': lock }, given);
  expect(python).toMatchObject({ value: { version: '3.12' } });
  expect(python.why).toContain('native has no wheel for 3.13');
  const pure = { ...requires('>=3.10'), 'uv.lock': wheel('pure', 'py3-none-any') };
  expect(find(pure, given).python).toMatchObject({
    value: { version: '3.14' },
    why: expect.stringContaining('newest'),
  });
});

test('what is pinned to a release before its wheels for a Python keeps that Python away', () => {
  const pinned = (version: string) => ({ requirements: [{ name: 'psycopg2-binary', version }] });
  expect(find({}, pinned('2.9.9')).python.value.version).toBe('3.12');
  expect(find({}, pinned('2.9.3')).python.value.version).toBe('3.10');
  expect(find({}, pinned('2.9.10')).python.value.version).toBe('3.13');
  expect(find(requires('>=3.13'), pinned('2.9.3')).python.value.version).toBe('3.13');
});

test('a pin within the ranges beats a choice from them, whichever file is asked first', () => {
  const texts = { ...poetry('^3.10'), Pipfile: '[requires]\npython_version = "3.10"' };
  expect(find(texts).python).toMatchObject({ value: { version: '3.10' }, origin: { file: 'Pipfile' } });
  expect(find({ ...requires('>=3.9'), Dockerfile: 'FROM python:3.11-slim' }).python.value.version).toBe('3.11');
  expect(find({ ...requires('>=3.9'), '.platform.app.yaml': 'type: python:3.10' }).python.value.version).toBe('3.10');
});

test('a pin that contradicts a range, and one of a Python that the Django does not run on, is passed over and told', () => {
  const { python, considered, problems } = find({ ...requires('>=3.12'), Dockerfile: 'FROM python:3.10' });
  expect(python.value.version).toBe('3.13');
  expect(considered).toMatchObject([
    { fact: 'python', value: '3.10', origin: at('Dockerfile', 1), why: 'not in >=3.12 (pyproject.toml:3)' },
  ]);
  expect(problems).toMatchObject([
    { code: 'python-versions-differ', others: [['3.10 (Dockerfile:1)', expect.any(String)]] },
  ]);
  expect(find({ Dockerfile: 'FROM python:3.8' }, django('5.0.1')).python).toMatchObject({ origin: 'default' });
});

test('of two pins the first holds, the nearest file before those above it, and the other is told', () => {
  const nearer = find({ 'a/b/runtime.txt': 'python-3.12.1', '.python-version': '3.11' });
  expect(nearer.python.origin).toEqual(at('a/b/runtime.txt', 1));
  const { python, considered } = find({ 'runtime.txt': 'python-3.12.1', Dockerfile: 'FROM python:3.11' });
  expect(python.value.version).toBe('3.12');
  expect(considered).toMatchObject([{ value: '3.11', why: 'runtime.txt:1 comes first' }]);
});

test('the nearest folder is asked first, for a Dockerfile too unless it is for development', () => {
  const tooling = { 'mise.toml': '[tools]\npython = "3.13"' };
  const dockerfile = 'FROM python:3.12';
  expect(find({ ...tooling, 'a/b/Dockerfile': dockerfile }).python.origin).toEqual(at('a/b/Dockerfile', 1));
  expect(find({ ...tooling, 'a/b/Dockerfile.dev': dockerfile }).python.origin).toEqual(at('mise.toml', 2));
  expect(find({ ...tooling, 'docker/Dockerfile': dockerfile }).python.origin).toEqual(at('mise.toml', 2));
});

test('of ranges that exclude each other the nearest holds', () => {
  const { python, considered } = find({
    'a/b/setup.py': 'setup(python_requires=">=3.11,<3.13")',
    ...requires('>=3.13'),
  });
  expect(python.value.version).toBe('3.12');
  expect(considered).toMatchObject([{ value: '>=3.13', why: expect.stringContaining('contradicts') }]);
});

test.each([
  ['.github/workflows/ci.yml', 'x:\n  python-version: ["3.10"]\n  python-version: "3.12"', '3.12', 3],
  ['requirements.txt', '#\n# This file is autogenerated by pip-compile with Python 3.11\n', '3.11', 2],
  ['pyproject.toml', '[tool.ruff]\ntarget-version = "py310"', '3.10', 2],
  ['tox.ini', '[tox]\nenvlist = py312', '3.12', 2],
])('when nothing else speaks, %s does', (file, text, version, line) => {
  const { python } = find({ [file]: text }, { files: ['requirements.txt'] });
  expect(python).toMatchObject({ value: { version }, origin: at(file, line), why: expect.stringContaining('tools') });
  expect(find({ [file]: text, 'runtime.txt': 'python-3.9' }).python.value.version).toBe('3.9');
});

test('what a tool is set to counts only when the Django supports it', () => {
  expect(find({ 'tox.ini': 'envlist = py37' }, django('5.2.1')).python.origin).toBe('default');
});

test('--python wins, and nothing is said against it', () => {
  const { python, considered } = find({ '.python-version': '3.9' }, { ...django('5.2'), option: '3.12.1' });
  expect(python).toEqual({ value: { version: '3.12' }, origin: { option: '--python' } });
  expect(considered).toEqual([]);
});

test.each([{ '.python-version': 'my-virtualenv' }, { '.python-version': 'pypy3.10-7.3.12' }, requires('banana')])(
  '%j says nothing that can be read: a problem, and the default',
  (texts) => {
    const { python, problems } = find(texts);
    expect(python.origin).toBe('default');
    expect(problems).toMatchObject([{ code: 'python-version-unreadable' }]);
  },
);

test('a range that no Python lies in stands in the way, unless something else can be followed', () => {
  const { fatal, problems } = find(requires('>=4'));
  expect(problems).toEqual([]);
  expect(fatal).toMatchObject({ code: 'python-none-fits', text: '>=4', where: 'pyproject.toml:3', oldest: '3.6' });
  expect(find({ ...requires('>=4'), '.python-version': '3.12' })).toMatchObject({
    python: { value: { version: '3.12' } },
  });
  expect(find({ ...requires('>=4'), '.python-version': '3.12' }).fatal).toBeUndefined();
});
