import { describe, expect, test } from 'vitest';
import { findManagePy } from '../../src/layout/manage-py.ts';
import { readLayout } from '../../src/layout/read-layout.ts';
import { project } from './project.ts';
import { problemOf } from '../support/problem-of.ts';

const django = { 'requirements.txt': 'Django' };
const names = (module: string) =>
  `import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "${module}")\nfrom django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()`;
const settings = 'INSTALLED_APPS = []\nROOT_URLCONF = "x"';

describe('a command of the project that runs Django', () => {
  const cli = `import os
from django.core.management import execute_from_command_line

def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pkg.settings")
    execute_from_command_line()
`;
  const packaged = { ...django, 'src/pkg/cli.py': cli, 'src/pkg/settings.py': settings, 'src/pkg/other.py': '' };
  const found = {
    managePy: {
      value: 'src/manage.py',
      why: 'the project has none; its command pkg-server (pkg.cli:main) runs Django',
    },
    managePyMade: true,
    projectDir: { value: 'src' },
    settingsModule: { value: 'pkg.settings', origin: { file: 'src/pkg/cli.py', line: 5 } },
  };

  test.each([
    ['pyproject.toml', '[project.scripts]\nother = "pkg.other:main"\npkg-server = "pkg.cli:main"', 3],
    ['pyproject.toml', '[tool.poetry.scripts]\npkg-server = "pkg.cli:main"', 2],
    ['setup.cfg', '[options.entry_points]\nconsole_scripts =\n    pkg-server = pkg.cli:main', 3],
    ['setup.py', 'setup(entry_points={"console_scripts": ["pkg-server = pkg.cli:main"]})', 1],
  ])('in %s: %s', (file, text, line) => {
    expect(readLayout(project({ ...packaged, [file]: text }), {})).toMatchObject({
      ...found,
      managePy: { ...found.managePy, origin: { file, line } },
    });
  });

  test('that of a package for the index is only offered', () => {
    const manifest = '[project]\nclassifiers = ["Framework :: Django"]\n[project.scripts]\npkg-server = "pkg.cli:main"';
    const files = project({ ...packaged, 'src/pkg/__init__.py': '', 'pyproject.toml': manifest });
    expect(problemOf(() => readLayout(files, {}))).toMatchObject({ candidates: ['pkg.settings'] });
  });

  const several = `import os
from django.core.management import execute_from_command_line

def main(module="pkg.settings"):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", module)
    execute_from_command_line()

def dev():
    main("pkg.settings.dev")

def prod():
    main("pkg.settings.prod")
`;
  const scripts = '[project.scripts]\npkg = "pkg.cli:prod"\ndev-pkg = "pkg.cli:dev"\n';
  const stages = {
    ...django,
    'src/pkg/__init__.py': '',
    'src/pkg/cli.py': several,
    'src/pkg/settings/__init__.py': settings,
    'src/pkg/settings/dev.py': 'from pkg.settings import *\n',
    'src/pkg/settings/prod.py': 'from pkg.settings import *\n',
  };

  test('of several functions of one file each has its own settings', () => {
    const read = readLayout(project({ ...stages, 'pyproject.toml': scripts }), {});
    expect(read.settingsModule).toMatchObject({
      value: 'pkg.settings.prod',
      origin: { file: 'src/pkg/cli.py', line: 12 },
    });
  });

  test('those of a package for the index are offered, in its order', () => {
    const manifest = `[project]\nclassifiers = ["Framework :: Django"]\n${scripts}`;
    const files = project({ ...stages, 'pyproject.toml': manifest });
    expect(problemOf(() => readLayout(files, {}))).toMatchObject({
      candidates: ['pkg.settings.prod', 'pkg.settings.dev', 'pkg.settings'],
    });
  });

  test('one whose settings have no file says so, with those that are there', () => {
    const files = project({
      ...packaged,
      'src/pkg/cli.py': cli.replace('pkg.settings', 'pkg_config'),
      'setup.cfg': '[options.entry_points]\nconsole_scripts =\n    pkg-server = pkg.cli:main',
    });
    expect(problemOf(() => readLayout(files, {}))).toMatchObject({
      code: 'settings-file-missing',
      module: 'pkg_config',
      candidates: ['pkg.settings'],
    });
    expect(readLayout(files, { settings: 'pkg.settings' })).toMatchObject({
      managePy: { value: 'src/manage.py' },
      productionSettingsModule: { value: 'pkg.settings' },
    });
  });
});

describe('bare settings', () => {
  test('the only ones that a wsgi.py names', () => {
    const layout = readLayout(
      project({ ...django, 'web/a/settings.py': settings, 'web/a/wsgi.py': names('a.settings') }),
      {},
    );
    expect(layout).toMatchObject({
      managePy: { value: 'web/manage.py', origin: { file: 'web/a/wsgi.py', line: 2 } },
      managePyMade: true,
      settingsModule: { value: 'a.settings' },
      application: { value: { module: 'a.wsgi', callable: 'application' } },
    });
  });

  test('of several, and of those without a wsgi.py, they are asked for', () => {
    const two = { 'a/settings.py': settings, 'a/wsgi.py': names('a.settings'), 'b/settings.py': settings };
    const both = project({ ...django, ...two, 'b/wsgi.py': names('b.settings') });
    expect(problemOf(() => readLayout(both, {}))).toMatchObject({
      code: 'manage-py-missing',
      candidates: ['a.settings', 'b.settings'],
    });
    const bare = project({ ...django, 'x/a/__init__.py': '', 'x/a/settings.py': settings });
    expect(problemOf(() => readLayout(bare, {}))).toMatchObject({ candidates: ['a.settings'] });
  });

  test('--settings names them: the folder that they are imported from is found', () => {
    const files = project({
      ...django,
      'tests/a/settings.py': settings,
      'web/a/settings.py': settings,
      'web/b/settings/live.py': settings,
    });
    expect(readLayout(files, { settings: 'a.settings' })).toMatchObject({
      managePy: { value: 'web/manage.py', origin: { option: '--settings' } },
      managePyMade: true,
      settingsModule: { value: 'a.settings', origin: { option: '--settings' } },
      productionSettingsModule: { value: 'a.settings' },
    });
    expect(readLayout(files, { settings: 'b.settings.live' }).projectDir.value).toBe('web');
    expect(readLayout(files, { settings: 'a.settings', from: 'tests' }).projectDir.value).toBe('tests');
    expect(problemOf(() => readLayout(files, { settings: 'b.settings.gone' })).code).toBe('settings-file-missing');
    expect(readLayout(files, { settings: 'installed.settings' }).managePy.value).toBe('manage.py');
  });

  test('those of a package for the index are not taken unasked', () => {
    const files = project({
      'pyproject.toml': '[project]\nclassifiers = ["Framework :: Django"]',
      'a/settings.py': settings,
      'a/asgi.py': names('a.settings'),
    });
    expect(problemOf(() => findManagePy(files))).toMatchObject({
      code: 'manage-py-missing',
      candidates: ['a.settings'],
    });
  });

  test('those of tests are none', () => {
    const files = project({ 'tests/settings.py': settings, 'tests/wsgi.py': names('tests.settings') });
    expect(problemOf(() => findManagePy(files))).toMatchObject({ code: 'manage-py-missing', candidates: [] });
  });
});

test('a project in one file is named as what it is', () => {
  const files = project({ 'app.py': 'from django.conf import settings\nsettings.configure(DEBUG=True)' });
  expect(problemOf(() => findManagePy(files))).toMatchObject({
    code: 'manage-py-missing',
    leftAside: ['app.py: it configures Django itself and has no settings module'],
  });
});

test('none is made where another one lies', () => {
  const files = project({
    'manage.py': 'from flask_script import Manager',
    'a/settings.py': settings,
    'a/wsgi.py': names('a.settings'),
  });
  expect(problemOf(() => findManagePy(files)).code).toBe('manage-py-not-django');
});

test("beside a Flask-Script's manage.py, the settings that a wsgi.py names", () => {
  const files = project({
    'api/manage.py': 'from flask_script import Manager',
    'a/settings.py': settings,
    'a/wsgi.py': names('a.settings'),
  });
  const { managePy, instead, considered } = findManagePy(files);
  expect([managePy.value, instead]).toMatchObject(['manage.py', { settings: { value: 'a.settings' } }]);
  expect(considered).toMatchObject([{ value: 'api/manage.py', why: "not Django's: Flask-Script's" }]);
});
