import { expect, test } from 'vitest';
import { findPythonVersion } from '../../../src/layout/python-version.ts';
import { project } from '../project.ts';

const texts = {
  'environment.yml': 'dependencies:\n  - python=3.10',
  'a/env.yaml': 'dependencies:\n- "conda-forge::python==3.11.4=h1_0"\n- python-dotenv=1.0',
  Dockerfile: 'FROM python:3.13',
};

function find(files: Readonly<Record<string, string>>, from: string) {
  const installed = { requirements: [], files: [from] };
  return findPythonVersion(project({ 'manage.py': '', ...files }), '.', undefined, installed).python;
}

test("conda's Python where its file is the one installed from", () => {
  expect(find(texts, 'a/env.yaml')).toEqual({ value: { version: '3.11' }, origin: { file: 'a/env.yaml', line: 2 } });
  expect(find(texts, 'environment.yml')).toMatchObject({ value: { version: '3.10' } });
  expect(find(texts, 'requirements.txt')).toMatchObject({ value: { version: '3.13' } });
});

test('a range of it', () => {
  const range = { 'env.yml': 'dependencies:\n- python >=3.9,<3.12 # any' };
  expect(find(range, 'env.yml')).toMatchObject({ value: { version: '3.11' }, origin: { file: 'env.yml', line: 2 } });
});
