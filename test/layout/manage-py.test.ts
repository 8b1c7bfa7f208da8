import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findManagePy } from '../../src/layout/manage-py.ts';
import { listProjectFiles } from '../../src/layout/project-files.ts';
import { managePy, project, temporaryFolder, write } from './project.ts';
import { problemOf } from '../support/problem-of.ts';

const two = {
  'shop/manage.py': managePy('shop.settings'),
  'shop/shop/settings.py': '',
  'blog/manage.py': managePy('blog.settings'),
  'blog/blog/settings.py': '',
};

test.each(['manage.py', 'blog/manage.py', 'a/b/c/d/e/manage.py'])('finds %s', (path) => {
  expect(findManagePy(project({ [path]: managePy('x.settings') }))).toEqual({
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
  expect(findManagePy(await listProjectFiles(root)).managePy.value).toBe('manage.py');
});

describe('of several', () => {
  test('lists the candidates with what to type', () => {
    expect(problemOf(() => findManagePy(project(two)))).toEqual({
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
    const { managePy: chosen, problems } = findManagePy(files);
    expect(chosen.value).toBe('src/manage.py');
    expect(problems).toEqual([
      {
        code: 'manage-py-others',
        chosen: 'src/manage.py',
        others: [
          ['docs/flask/manage.py', "not Django's: Flask-Script's"],
          ['manage.py', 'a test project (its settings are tests.project.settings)'],
          ['old/manage.py', 'names gone.settings, which has no file'],
          ['tests/manage.py', 'a test project (tests/)'],
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
    expect(problemOf(() => findManagePy(files)).code).toBe('manage-py-several');
  });

  test.each([
    ['blog', 'blog/manage.py'],
    ['shop/shop', 'shop/manage.py'],
  ])('started in %s, %s is meant', (from, path) => {
    expect(findManagePy(project(two), { from }).managePy.value).toBe(path);
  });

  test.each(['shop/manage.py', 'shop', './shop/manage.py'])('--manage %s', (option) => {
    expect(findManagePy(project(two), { manage: option }).managePy).toEqual({
      value: 'shop/manage.py',
      origin: { option: '--manage' },
    });
  });
});

test.each([
  ['runs Django', { 'manage.py': 'import django.core.management as m\nm.execute_from_command_line()' }],
  [
    'leaves all to the code beside its settings',
    { 'manage.py': 'from shop.run import main\nmain()', 'shop/settings.py': 'INSTALLED_APPS = []' },
  ],
  [
    'is of Python 2',
    {
      'manage.py':
        'print "x"\nfrom django.core.management import execute_manager\nimport settings\nexecute_manager(settings)',
    },
  ],
])('takes one that %s', (_, texts) => {
  expect(findManagePy(project(texts)).managePy.value).toBe('manage.py');
});

test('none at all', () => {
  expect(problemOf(() => findManagePy(project({ 'readme.md': '' })))).toEqual({
    code: 'manage-py-missing',
    root: '/home/someone/my project',
    candidates: [],
    leftAside: [],
  });
});

test.each([
  ['cookiecutter', { '{{ cookiecutter.slug }}/manage.py': managePy('x') }],
  ['copier', { 'copier.yml': '', 'manage.py': managePy('{{ project_slug }}.settings') }],
  ['startproject', { 'web/manage.py': managePy('{{ project_name }}.settings') }],
])('a template of a project is refused: %s', (tool, texts) => {
  expect(problemOf(() => findManagePy(project(texts)))).toMatchObject({ code: 'manage-py-template', tool });
});

test('a template beside a project is passed over', () => {
  const files = project({
    'manage.py': managePy('a.settings'),
    'a/settings.py': '',
    'a/skeleton/manage.py': managePy('{{ project_name }}.settings'),
  });
  const { managePy: chosen, considered } = findManagePy(files);
  expect(chosen.value).toBe('manage.py');
  expect(considered).toEqual([
    {
      fact: 'managePy',
      value: 'a/skeleton/manage.py',
      origin: { file: 'a/skeleton/manage.py' },
      why: 'a template of one',
    },
  ]);
});

describe('is not meant', () => {
  const main = { 'site/manage.py': managePy('site1.settings'), 'site/site1/settings.py': '' };
  test.each([
    ['a sandbox (sandbox/)', 'sandbox/manage.py'],
    ['an example (examples/)', 'examples/blog/manage.py'],
    ['an example (example_project_custom_group/)', 'example_project_custom_group/manage.py'],
    ['a lesson (lesson-03/)', 'lesson-03/manage.py'],
    ["the documentation's (docs/)", 'docs/manage.py'],
    ['a test project (tests_functional/)', 'tests_functional/one/manage.py'],
    ['vendored code (vendor/)', 'vendor/other/manage.py'],
    ['an old copy (backup/)', 'backup/manage.py'],
  ])('%s', (why, path) => {
    const files = project({
      ...main,
      [path]: managePy('other.settings'),
      [path.replace('manage.py', 'other/settings.py')]: '',
    });
    const { managePy: chosen, considered } = findManagePy(files);
    expect(chosen).toEqual({ value: 'site/manage.py', origin: { file: 'site/manage.py' } });
    expect(considered.map((each) => [each.value, each.why])).toEqual([[path, why]]);
  });

  test('a module of views that is called so', () => {
    const files = project({
      ...main,
      'site/shop/views/manage.py': 'from django.views import View\nclass A(View): pass',
    });
    expect(findManagePy(files).considered[0]?.why).toBe(
      "not Django's: a module that imports Django, but runs none of its commands",
    );
  });

  test('one that cannot import the settings that it shares with another', () => {
    const files = project({
      'manage.py': managePy('core.app.settings'),
      'core/app/manage.py': managePy('core.app.settings'),
      'core/app/settings.py': '',
    });
    expect(findManagePy(files).managePy.value).toBe('manage.py');
  });
});

test('a link to another one is not a second project, and Python takes the folder that it leads to', async () => {
  const root = write(temporaryFolder(), {
    'web/manage.py': managePy('web1.settings'),
    'web/web1/settings.py': '',
  });
  symlinkSync('web/manage.py', join(root, 'manage.py'));
  const { managePy: chosen, considered } = findManagePy(await listProjectFiles(root));
  expect(chosen.value).toBe('web/manage.py');
  expect(considered.map(({ value }) => value)).toEqual(['manage.py']);
});

test('nor is one that leaves its settings to the environment', async () => {
  const root = write(temporaryFolder(), {
    'web/manage.py': 'import django.core.management as m\nm.execute_from_command_line()',
  });
  symlinkSync('web/manage.py', join(root, 'manage.py'));
  expect(findManagePy(await listProjectFiles(root)).considered).toMatchObject([
    { value: 'manage.py', why: 'a link to web/manage.py' },
  ]);
});

test('the only one is taken from a folder of tests, and that is said', () => {
  const files = project({ 'tests/manage.py': managePy('t.settings'), 'tests/t/settings.py': '' });
  expect(findManagePy(files).managePy).toMatchObject({
    value: 'tests/manage.py',
    why: 'a test project (tests/), but there is no other',
  });
  expect(findManagePy(files, { from: 'tests' }).managePy.why).toBeUndefined();
});

test('a manage.py of the code that it calls: not Django, when that is not either', () => {
  const files = project({
    'manage.py': 'from shop.cli import manager\nmanager()',
    'shop/cli.py': 'import click',
    'shop/settings/__init__.py': 'REDIS = 1',
  });
  expect(problemOf(() => findManagePy(files)).code).toBe('manage-py-not-django');
  const django = project({
    'manage.py': 'from shop.cli import main\nmain()',
    'shop/cli.py': 'from django.core.management import execute_from_command_line as run\nimport django\ndjango.setup()',
  });
  expect(findManagePy(django).managePy.value).toBe('manage.py');
});

test.each([
  ["Flask-Script's", 'from flask_script import Manager\nmanager = Manager(app)'],
  ["Flask's", 'from flask.cli import main\nmain()'],
  ['a script that neither imports Django nor names settings', 'print("hello")'],
])('refuses one that is %s', (framework, text) => {
  expect(problemOf(() => findManagePy(project({ 'manage.py': text })))).toEqual({
    code: 'manage-py-not-django',
    files: [{ path: 'manage.py', framework }],
  });
});
