import { describe, expect, test } from 'vitest';
import { findManagePy } from '../../src/layout/manage-py.ts';
import { problemOf } from '../support/problem-of.ts';
import { managePy, project } from './project.ts';

describe('where nothing but sides is there', () => {
  const library = {
    'manage.py': managePy('lib.testapp.testsettings'),
    'lib/testapp/testsettings.py': '',
    'example_project/manage.py': managePy('settings'),
    'example_project/settings.py': '',
  };
  const reasons = (texts: Readonly<Record<string, string>>) =>
    findManagePy(project(texts)).considered.map(({ value, why }) => [value, why]);

  test('takes the example of a library, not the one of its tests, and not the variant of the example', () => {
    const texts = {
      ...library,
      'example_project_groups/manage.py': managePy('settings'),
      'example_project_groups/settings.py': '',
    };
    expect(findManagePy(project(texts)).managePy.value).toBe('example_project/manage.py');
    expect(reasons(texts)).toEqual([
      ['example_project_groups/manage.py', 'a variant of example_project/manage.py, by the name of its folder'],
      [
        'manage.py',
        'a test project (its settings are lib.testapp.testsettings), and example_project/manage.py is an example (example_project/)',
      ],
    ]);
  });

  test('lists all of them when that does not decide', () => {
    const texts = { ...library, 'demo/manage.py': managePy('settings'), 'demo/settings.py': '' };
    expect(problemOf(() => findManagePy(project(texts)))).toMatchObject({
      code: 'manage-py-several',
      candidates: [{ path: 'demo/manage.py' }, { path: 'example_project/manage.py' }, { path: 'manage.py' }],
    });
  });

  test.each([
    ['two examples of different names', 'examples/shop', 'examples/blog'],
    ['two steps of a lesson', 'lesson-1/step_1', 'lesson-1/step_2'],
    ['two steps, one of which begins like the other', 'lesson/step_1', 'lesson/step_1_2'],
  ])('asks among %s', (_, one, other) => {
    const texts = Object.fromEntries(
      [one, other].flatMap((folder) => [
        [`${folder}/manage.py`, managePy('settings')],
        [`${folder}/settings.py`, ''],
      ]),
    );
    expect(problemOf(() => findManagePy(project(texts))).code).toBe('manage-py-several');
  });

  test('a variant by its name is taken for none where both are projects of their own', () => {
    const texts = {
      'shop/manage.py': managePy('settings'),
      'shop/settings.py': '',
      'shop_admin/manage.py': managePy('settings'),
      'shop_admin/settings.py': '',
    };
    expect(problemOf(() => findManagePy(project(texts))).code).toBe('manage-py-several');
  });
});

describe('where the project starts a server in the folder of one alone', () => {
  const two = {
    'manage.py': managePy('demo.settings'),
    'demo/settings.py': '',
    'site/manage.py': managePy('config.settings'),
    'site/config/settings.py': '',
  };
  const serve = 'FROM python\nCMD ["gunicorn", "config.wsgi:application"]\n';
  const blueprint = (...folders: string[]): string =>
    `services:\n${folders.map((each) => `  - type: web\n    rootDir: ${each}\n    startCommand: gunicorn config.wsgi\n`).join('')}`;

  test.each([
    ['its Dockerfile', { 'site/Dockerfile': serve }, 'site/Dockerfile:2'],
    ['a script below it', { 'site/bin/start.sh': 'exec gunicorn config.wsgi\n' }, 'site/bin/start.sh:1'],
    ['its Procfile', { 'site/Procfile': 'web: gunicorn config.wsgi\n' }, 'site/Procfile:1'],
    ['a platform’s file above', { 'render.yaml': blueprint('site') }, 'render.yaml:4'],
  ])('takes that one, by %s', (_, texts, where) => {
    const { managePy: found, considered } = findManagePy(project({ ...two, ...texts }));
    expect(found.value).toBe('site/manage.py');
    expect(considered).toMatchObject([
      { value: 'manage.py', why: `${where} serves what lies in site, and nothing serves this` },
    ]);
  });

  test.each([
    ['none does', {}],
    ['one is for development', { 'site/Dockerfile.dev': serve }],
    ['one serves nothing', { 'site/Dockerfile': 'FROM python\nRUN python manage.py collectstatic\n' }],
    ['one lies above both', { Dockerfile: serve }],
    ['one lies above both and another in one', { Dockerfile: serve, 'site/Dockerfile': serve }],
    ['one lies elsewhere', { 'site/Dockerfile': serve, 'docker/api/Dockerfile': serve }],
    [
      'there is a whole collection',
      Object.fromEntries([
        ['site/Dockerfile', serve],
        ...[1, 2, 3, 4].flatMap((each) => [
          [`p${each}/manage.py`, managePy('a.b')],
          [`p${each}/a/b.py`, ''],
        ]),
      ]),
    ],
    [
      'a platform’s file serves each',
      { 'shop/manage.py': managePy('a.b'), 'shop/a/b.py': '', 'render.yaml': blueprint('site', 'shop') },
    ],
    [
      'each has one',
      { 'shop/manage.py': managePy('a.b'), 'shop/a/b.py': '', 'shop/Dockerfile': serve, 'site/Dockerfile': serve },
    ],
  ])('asks where %s', (_, texts: Readonly<Record<string, string>>) => {
    expect(problemOf(() => findManagePy(project({ ...two, ...texts }))).code).toBe('manage-py-several');
  });
});

test.each(['template/manage.py.jinja', 'manage.py-tpl', 'x/manage.py.j2'])('%s is a template of one', (path) => {
  const problem = problemOf(() => findManagePy(project({ [path]: managePy('x.settings'), 'copier.yml': '' })));
  expect(problem).toMatchObject({ code: 'manage-py-template', path, tool: 'copier' });
});
