import { describe, expect, test } from 'vitest';
import { findDependencies } from '../../../src/layout/dependencies/find-dependencies.ts';
import { guessRequirements } from '../../../src/layout/guessed/guess-requirements.ts';
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

describe('requirements beside manage.py and above it, where nothing installs either', () => {
  const near = 'asgiref==3.8\nDjango==5.0\nsqlparse==0.5\n';
  const texts = {
    'site/manage.py': 'import os, django\nfrom dotenv import load_dotenv\n',
    'site/requirements.txt': near,
    'requirements.txt': `${near}python-dotenv==1.0\nrequests==2.32\n`,
  };

  function guessed(more: Readonly<Record<string, string>> = {}) {
    const files = project({ ...texts, ...more });
    const found = findDependencies(files, 'site', {}, () => guessRequirements(files, 'site'));
    const { dependencies, considered, problems } = found;
    return { file: dependencies.value.files[0], why: dependencies.why, considered, problems };
  }

  test('those above, when they are a later state of the nearer ones', () => {
    expect(guessed()).toEqual({
      file: 'requirements.txt',
      why: 'it has all of site/requirements.txt, and python-dotenv, which the code imports',
      considered: [
        {
          fact: 'dependencies',
          value: 'pip site/requirements.txt',
          origin: { file: 'site/requirements.txt' },
          why: 'requirements.txt has all of it, and python-dotenv, which the code imports',
        },
      ],
      problems: [{ code: 'dependencies-others', chosen: 'requirements.txt', others: ['site/requirements.txt'] }],
    });
  });

  test.each([
    ['what they have more is not imported', { 'site/manage.py': 'import os, django' }],
    ['they lack one of the nearer', { 'site/requirements.txt': `${near}gunicorn==22.0\n` }],
    ['they have another Django', { 'requirements.txt': `${near}python-dotenv==1.0\n`.replace('5.0', '4.2') }],
    ['continuous integration installs them', { Makefile: 'pip install -r requirements.txt' }],
  ])('the nearest, with a word of the others, when %s', (_, more) => {
    expect(guessed(more)).toMatchObject({
      file: 'site/requirements.txt',
      considered: [{ value: 'pip requirements.txt', why: 'site/requirements.txt is nearer to manage.py' }],
      problems: [{ code: 'dependencies-others', chosen: 'site/requirements.txt', others: ['requirements.txt'] }],
    });
  });

  test.each([
    ['a Makefile installs the nearest', { Makefile: 'pip install -r site/requirements.txt' }],
    ['those above include the nearest', { 'requirements.txt': '-r site/requirements.txt\npython-dotenv\n' }],
    ['the nearest includes those above', { 'site/requirements.txt': '-r ../requirements.txt\n' }],
    ['those above are of tools', { 'requirements.txt': 'black\nruff\n' }],
  ])('the nearest without another word, when %s', (_, more) => {
    expect(guessed(more)).toMatchObject({ file: 'site/requirements.txt', considered: [], problems: [] });
  });

  test('where the nearest are asked for, nothing is said of those above', () => {
    const two = { 'site/requirements/one.txt': near, 'site/requirements/two.txt': near };
    const files = project({ 'site/manage.py': '', 'requirements.txt': near, ...two });
    const { fatal, problems } = findDependencies(files, 'site');
    expect(fatal).toMatchObject({ code: 'dependencies-several' });
    expect(problems).toEqual([]);
  });
});
