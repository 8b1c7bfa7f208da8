import { describe, expect, test } from 'vitest';
import { findDependencies } from '../../../src/layout/dependencies/find-dependencies.ts';
import { project } from '../project.ts';

const both = { 'requirements.txt': 'Django==2.2', 'site/requirements.txt': 'Django==1.8' };

function find(texts: Readonly<Record<string, string>>) {
  const { dependencies, considered } = findDependencies(project({ 'site/manage.py': '', ...texts }), 'site');
  return { file: dependencies.value.files[0], why: dependencies.why, considered };
}

describe('requirements beside manage.py and above it', () => {
  test("those above, where the project's Dockerfile installs them and none installs the nearer ones", () => {
    const texts = { ...both, Dockerfile: 'FROM python:3.8\nRUN pip install -r requirements.txt\n' };
    expect(find(texts)).toEqual({
      file: 'requirements.txt',
      why: 'Dockerfile:2 installs from it',
      considered: [
        {
          fact: 'dependencies',
          value: 'pip site/requirements.txt',
          origin: { file: 'site/requirements.txt' },
          why: 'Dockerfile:2 installs from it',
        },
      ],
    });
  });

  test.each([
    ['nothing installs any', {}],
    ['a Dockerfile installs both', { Dockerfile: 'RUN pip install -r requirements.txt -r site/requirements.txt' }],
    ["another service's Dockerfile installs those above", { 'worker/Dockerfile': 'COPY ../requirements.txt .' }],
    ['continuous integration alone installs those above', { Makefile: 'pip install -r requirements.txt' }],
    [
      'those above do not bring Django',
      { 'requirements.txt': 'black', Dockerfile: 'RUN pip install -r requirements.txt' },
    ],
  ])('the nearest, where %s', (_, more) => {
    expect(find({ ...both, ...more }).file).toBe('site/requirements.txt');
  });

  test('the nearest without another word, where the Dockerfile installs it', () => {
    const Dockerfile = 'RUN pip install -r site/requirements.txt';
    expect(find({ ...both, Dockerfile })).toEqual({
      file: 'site/requirements.txt',
      why: undefined,
      considered: [],
    });
  });

  test('a lock beside manage.py is never passed over', () => {
    const lock = '[[package]]\nname = "django"\nversion = "5.2"\n';
    const texts = { 'site/uv.lock': lock, 'site/pyproject.toml': '[project]\nname = "x"\ndependencies = ["Django"]' };
    const Dockerfile = 'RUN pip install -r requirements.txt';
    expect(find({ 'requirements.txt': 'Django', ...texts, Dockerfile }).file).toBe('site/pyproject.toml');
  });
});

test('what brings Django along without being called so', () => {
  expect(find({ 'site/requirements.txt': 'GeoNode==2.10.4' }).file).toBe('site/requirements.txt');
});
