import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findManagePy } from '../../src/layout/manage-py.ts';
import { listProjectFiles } from '../../src/layout/project-files.ts';
import { managePy, problemOf, project, temporaryFolder, write } from './project.ts';

const two = {
  'shop/manage.py': managePy('shop.settings'),
  'shop/shop/settings.py': '',
  'blog/manage.py': managePy('blog.settings'),
  'blog/blog/settings.py': '',
};

test.each(['manage.py', 'blog/manage.py', 'a/b/c/d/e/manage.py'])('finds %s', (path) => {
  expect(findManagePy(project({ [path]: managePy('x.settings') }), undefined)).toEqual({
    managePy: { value: path, origin: { file: path } },
    problems: [],
    considered: [],
  });
});

test('one that is a link inside the project', async () => {
  const root = write(temporaryFolder(), {
    'bin/run.py': managePy('x.settings'),
    'conf/live.py': '',
    'old/manage.py': managePy('gone'),
  });
  symlinkSync('bin/run.py', join(root, 'manage.py'));
  symlinkSync('../conf/live.py', join(write(root, { 'x/__init__.py': '' }), 'x/settings.py'));
  expect(findManagePy(await listProjectFiles(root), undefined).managePy.value).toBe('manage.py');
});

describe('of several', () => {
  test('lists the candidates with what to type', () => {
    expect(problemOf(() => findManagePy(project(two), undefined))).toEqual({
      code: 'manage-py-several',
      candidates: [
        { path: 'blog/manage.py', settings: 'blog.settings' },
        { path: 'shop/manage.py', settings: 'shop.settings' },
      ],
    });
  });

  test('passes over a stale one, those of tests, sandboxes and examples, and says so', () => {
    const files = project({
      'src/manage.py': managePy('site1.settings'),
      'src/site1/settings.py': '',
      'old/manage.py': managePy('gone.settings'),
      'tests/manage.py': managePy('t.settings'),
      'tests/t/settings.py': '',
      'manage.py': managePy('tests.project.settings'),
      'tests/project/settings.py': '',
      'docs/flask/manage.py': 'from flask_script import Manager',
    });
    const { managePy: chosen, problems } = findManagePy(files, undefined);
    expect(chosen.value).toBe('src/manage.py');
    expect(problems).toEqual([
      {
        code: 'manage-py-others',
        chosen: 'src/manage.py',
        others: [
          ['docs/flask/manage.py', "not Django's: Flask-Script's"],
          ['manage.py', 'for tests or examples'],
          ['old/manage.py', 'names gone.settings, which has no file'],
          ['tests/manage.py', 'for tests or examples'],
        ],
      },
    ]);
  });

  test('a git-ignored settings.local does not make one stale', () => {
    const files = project({
      ...two,
      'blog/manage.py': managePy('blog.settings.local'),
      'blog/blog/settings/__init__.py': '',
    });
    expect(problemOf(() => findManagePy(files, undefined)).code).toBe('manage-py-several');
  });

  test.each([
    ['blog', 'blog/manage.py'],
    ['shop/shop', 'shop/manage.py'],
  ])('started in %s, %s is meant', (from, path) => {
    expect(findManagePy(project(two), undefined, from).managePy.value).toBe(path);
  });

  test.each(['shop/manage.py', 'shop', './shop/manage.py'])('--manage %s', (option) => {
    expect(findManagePy(project(two), option).managePy).toEqual({
      value: 'shop/manage.py',
      origin: { option: '--manage' },
    });
  });
});

test.each(['nowhere/manage.py', '../manage.py', '/etc/passwd', ''])('--manage "%s" is refused', (option) => {
  expect(problemOf(() => findManagePy(project(two), option))).toMatchObject({ code: 'manage-py-option-wrong' });
});

test.each([
  ["Flask-Script's", 'from flask_script import Manager\nmanager = Manager(app)'],
  ["Flask's", 'from flask.cli import main\nmain()'],
  ['a script that neither imports Django nor names settings', 'print("hello")'],
])('refuses one that is %s', (framework, text) => {
  expect(problemOf(() => findManagePy(project({ 'manage.py': text }), undefined))).toEqual({
    code: 'manage-py-not-django',
    files: [{ path: 'manage.py', framework }],
  });
});

test.each([
  ['imports django', { 'manage.py': 'import django.core.management' }],
  [
    'leaves all to the code beside its settings',
    { 'manage.py': 'from shop.run import main\nmain()', 'shop/settings.py': '' },
  ],
  [
    'is of Python 2',
    {
      'manage.py':
        'print "x"\nfrom django.core.management import execute_manager\nimport settings\nexecute_manager(settings)',
    },
  ],
])('takes one that %s', (_, texts) => {
  expect(findManagePy(project(texts), undefined).managePy.value).toBe('manage.py');
});

test('none at all, or templates only', () => {
  expect(
    problemOf(() => findManagePy(project({ '{{ cookiecutter.slug }}/manage.py': managePy('x') }), undefined)),
  ).toEqual({
    code: 'manage-py-missing',
    root: '/home/someone/my project',
    leftAside: ['{{ cookiecutter.slug }}/manage.py'],
  });
});
