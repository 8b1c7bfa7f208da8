import { expect, test } from 'vitest';
import { findDependencies } from '../../src/layout/dependencies/find-dependencies.ts';
import { findPythonVersion } from '../../src/layout/python-version.ts';
import { wordsFor } from '../../src/messages.ts';
import { project } from './project.ts';

const requires = (range: string) => ({ 'pyproject.toml': `[project]\nname = "x"\nrequires-python = "${range}"` });

/** With what requirements.txt says. */
function find(texts: Readonly<Record<string, string>>, option?: string) {
  const files = project({ 'a/b/manage.py': '', ...texts });
  return findPythonVersion(files, 'a/b', option, findDependencies(files, 'a/b').dependencies.value);
}

test('a manage.py that only Python 2 runs says so where nothing else does', () => {
  const old = { 'a/b/manage.py': '#!/usr/bin/env python\nfrom django.core.management import execute_manager\n' };
  expect(find(old).fatal).toEqual({
    code: 'python-two',
    text: 'from django.core.management import execute_manager',
    where: 'a/b/manage.py:2',
  });
  expect(find({ 'a/b/manage.py': '#!/usr/bin/env python2\n' }).fatal).toMatchObject({ where: 'a/b/manage.py:1' });
  expect(find({ ...old, '.python-version': '3.8' }).fatal).toBeUndefined();
  expect(
    find({ 'a/b/manage.py': 'from django.core.management import execute_from_command_line\n' }).fatal,
  ).toBeUndefined();
});

const beyond = 'and no image is made with these: the oldest has Python 3.8.';

test.each([
  ['Django==1.3', '1.3', 'Python 2 alone'],
  ['Django<1.5', '<1.5', 'Python 2 alone'],
  ['Django==1.6.1', '1.6.1', 'Python 2 and on Python 3 up to 3.3'],
  ['Django <= 1.5', '<=1.5', 'Python 2 and on Python 3 up to 3.3'],
  ['django>=1.4,<1.8', '>=1.4,<1.8', 'Python 2 and on Python 3 up to 3.4'],
  ['Django~=1.7.1', '~=1.7.1', 'Python 2 and on Python 3 up to 3.4'],
  ['Django==1.9.8', '1.9.8', 'Python 2 and on Python 3 up to 3.5'],
  ['Django==1.10', '1.10', 'Python 2 and on Python 3 up to 3.5'],
  ['Django>=1.9,<1.11', '>=1.9,<1.11', 'Python 2 and on Python 3 up to 3.5'],
])('a Django that no Python of today runs says so where nothing else does: %s', (line, text, pythons) => {
  const texts = { 'requirements.txt': `# all of it\ndjango-nose==1.2\n${line}\n` };
  const { fatal } = find(texts);
  expect(fatal).toMatchObject({ code: 'python-two', text: `Django ${text}`, where: 'requirements.txt:3' });
  const what = `Django ${text} (requirements.txt:3) runs on ${pythons}, ${beyond}`;
  expect(fatal && wordsFor(fatal)).toMatchObject({ what, next: [expect.stringContaining('2.2'), expect.anything()] });
  expect(find({ ...texts, 'runtime.txt': 'python-3.4.3' }).fatal).toEqual(fatal);
  expect(find({ ...texts, 'runtime.txt': 'python-3.8.1' }).fatal).toBeUndefined();
  expect(find(texts, '3.8').fatal).toBeUndefined();
});

test.each([
  'Django==1.8.1',
  'Django==1.11.29',
  'Django<1.10',
  'Django<2',
  'Django',
  'Django>=1.6',
  'Django>=1.8,<1.9',
  'django-nose==1.2',
  'Django!=1.7',
])('one that they may run does not: %s', (line) => {
  expect(find({ 'requirements.txt': line }).fatal).toBeUndefined();
});

test('a project that names Python 2, and no Python 3, is written for it', () => {
  const { fatal } = find({ 'runtime.txt': 'python-2.7.15', 'requirements.txt': 'Django==1.7' });
  expect(fatal).toEqual({ code: 'python-two', text: 'python-2.7.15', where: 'runtime.txt:1' });
  expect(find({ Dockerfile: 'FROM python:2.7.16-stretch' }).fatal).toEqual({
    code: 'python-two',
    text: '2.7',
    where: 'Dockerfile:1',
  });
  const both = find({ Dockerfile: 'FROM python:2.7', 'runtime.txt': 'python-3.8.1' });
  expect([both.python.value.version, both.fatal]).toEqual(['3.8', undefined]);
  expect(find({ 'runtime.txt': 'python-2.7.15' }, '3.8').fatal).toBeUndefined();
  expect(find({ 'runtime.txt': 'python-2.7.15', ...requires('>=3.8') }).fatal).toBeUndefined();
});

const classifiers = (...of: string[]) =>
  `setup(\n  classifiers=[\n${of.map((each) => `    "Programming Language :: Python :: ${each}",\n`).join('')}  ],\n)\n`;

test.each([
  ['.travis.yml', 'language: python\npython:\n  - "2.7"\n', '- "2.7"', 3],
  ['.travis.yml', 'python: 2.7\n', 'python: 2.7', 1],
  ['a/tox.ini', '[tox]\nenvlist = py27, lint\n', 'envlist = py27, lint', 2],
  ['setup.py', classifiers('2.7'), '"Programming Language :: Python :: 2.7"', 3],
])('so is one with a Django of both that says in %s for what it is', (name, text, said, line) => {
  const old = { 'requirements.txt': 'Django==1.8.18', [name]: text };
  expect(find(old).fatal).toEqual({ code: 'python-two', text: said, where: `${name}:${line}` });
  expect(find({ ...old, 'requirements.txt': 'Django==2.2' }).fatal).toBeUndefined();
  expect(find({ ...old, 'runtime.txt': 'python-3.8.1' }).fatal).toBeUndefined();
});

test.each([
  ['.travis.yml', 'python:\n  - "2.7"\n  - "3.5"\n'],
  ['.travis.yml', 'cache:\n  directories:\n    - $HOME/virtualenv/python2.7/bin\n'],
  ['tox.ini', '[tox]\nenvlist = py27,py36\n'],
  ['setup.py', classifiers('2.7', '3')],
])('and not one that names a Python 3 beside it, or only a folder: %s', (name, text) => {
  expect(find({ 'requirements.txt': 'Django==1.8.18', [name]: text }).fatal).toBeUndefined();
});
