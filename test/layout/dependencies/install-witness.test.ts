import { expect, test } from 'vitest';
import { findDependencies } from '../../../src/layout/dependencies/find-dependencies.ts';
import { project } from '../project.ts';

const find = (texts: Readonly<Record<string, string>>) =>
  findDependencies(project({ 'a/b/manage.py': '', ...texts }), 'a/b');

test.each([
  ['Dockerfile', 'COPY d/requirements.txt /app/'],
  ['docker/Dockerfile.prod', 'RUN pip install -r d/requirements.txt'],
  ['Makefile', '\tpip install -r d/requirements.txt'],
  ['.github/workflows/ci.yml', '      - run: pip install -r d/requirements.txt'],
])('of several elsewhere the one that %s installs', (path, text) => {
  const texts = { 'c/requirements.txt': 'Django', 'd/requirements.txt': 'Django', [path]: `FROM x\n${text}\n` };
  const { dependencies, fatal } = find(texts);
  expect(fatal).toBeUndefined();
  expect(dependencies).toMatchObject({ value: { files: ['d/requirements.txt'] }, why: `${path}:2 installs from it` });
});

test('a Dockerfile that names both, or a file of the same name only, decides nothing', () => {
  const texts = { 'c/requirements.txt': 'Django', 'd/requirements.txt': 'Django' };
  const both = 'COPY c/requirements.txt .\nCOPY d/requirements.txt .';
  expect(find({ ...texts, Dockerfile: both }).fatal?.code).toBe('dependencies-missing');
  expect(find({ ...texts, Dockerfile: 'COPY requirements.txt .' }).fatal?.code).toBe('dependencies-missing');
});

test('of equally likely files the one that the Dockerfile installs', () => {
  const texts = { 'requirements-a.txt': 'Django', 'requirements-b.txt': 'Django' };
  const found = find({ ...texts, Dockerfile: 'RUN pip install --no-cache-dir -r ./requirements-b.txt' });
  expect(found.fatal).toBeUndefined();
  expect(found.dependencies.value.files).toEqual(['requirements-b.txt']);
});
