import { expect, test } from 'vitest';
import { findDependencies } from '../../../src/layout/dependencies/find-dependencies.ts';
import { project } from '../project.ts';

const texts = {
  'manage.py': '',
  'requirements.txt': '# all of it\n-r requirements/base.txt\n',
  'requirements/base.txt': 'Django==5.2\n',
  'requirements/prod.txt': '-r base.txt\nhiredis\n',
};

function found(more: Readonly<Record<string, string>> = {}) {
  const { dependencies, considered } = findDependencies(project({ ...texts, ...more }), '.');
  return { file: dependencies.value.files[0], why: dependencies.why, passed: considered.map(({ value }) => value) };
}

test('what is for production, where requirements.txt only names a list that it begins with', () => {
  expect(found()).toEqual({
    file: 'requirements/prod.txt',
    why: 'it takes in all that requirements.txt names, and is for production',
    passed: ['pip requirements.txt'],
  });
});

test('of two for production the one that the other adds to', () => {
  expect(found({ 'requirements/prod_ldap.txt': '-r prod.txt\ndjango-auth-ldap\n' }).file).toBe('requirements/prod.txt');
});

test.each([
  ['requirements.txt has a requirement of its own', { 'requirements.txt': '-r requirements/base.txt\nredis\n' }],
  ['it names the one for production itself', { 'requirements.txt': '-r requirements/prod.txt\n' }],
  ['that one does not take it in', { 'requirements/prod.txt': 'Django==5.2\nhiredis\n' }],
  ['there are two', { 'requirements/production.txt': '-r base.txt\n' }],
  ['its Dockerfile installs requirements.txt', { Dockerfile: 'FROM x\nRUN pip install -r requirements.txt\n' }],
])('requirements.txt where %s', (_, more) => {
  expect(found(more).file).toBe('requirements.txt');
});
