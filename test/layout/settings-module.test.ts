import { describe, expect, test } from 'vitest';
import { findSettingsModule } from '../../src/layout/settings-module.ts';
import { code } from './project.ts';
import { problemOf } from '../support/problem-of.ts';

const variable = 'DJANGO_SETTINGS_MODULE';

test.each([
  ['setdefault', `import os\nos.environ.setdefault("${variable}", "a.settings")`, 2],
  ['environ by its own name', `environ.setdefault('${variable}',\n 'a.settings')`, 1],
  ['assignment', `os.environ["${variable}"] = "a.settings"`, 1],
  ['assignment of a read', `os.environ['${variable}'] = os.environ.get('${variable}', 'a.settings')`, 1],
  ['a constant', `NAME = "a"\nos.environ.setdefault("${variable}", NAME + ".settings")`, 2],
  ['the variable as a constant', `V = "${variable}"\nos.environ.setdefault(V, "a.settings")`, 2],
  ['an f-string', `p = "a"\nos.environ.setdefault("${variable}", f"{p}.settings")`, 2],
  ['a default of the host', `os.environ.setdefault("${variable}", os.getenv("STAGE", "a.settings"))`, 1],
  ['decouple', `os.environ.setdefault("${variable}", config("${variable}", default="a.settings"))`, 1],
  ['a function', `def main():\n    os.environ.setdefault("${variable}", "a.settings")`, 2],
  [
    'tests by argv',
    `if "test" in sys.argv:\n  os.environ["${variable}"] = "a.test"\nelse:\n  os.environ["${variable}"] = "a.settings"`,
    4,
  ],
  ['a condition', `os.environ["${variable}"] = "a.test" if testing else "a.settings"`, 1],
  ['update', `os.environ.update({"A": 1, "${variable}": "a.settings"})`, 1],
  ['update by name', `os.environ.update(${variable}="a.settings")`, 1],
  ["Django's own constant", `os.environ.setdefault(django.conf.ENVIRONMENT_VARIABLE, "a.settings")`, 1],
  ['a format', `os.environ.setdefault("${variable}", "a.{}".format(os.getenv("X", "settings")))`, 1],
  ['the old format', `os.environ.setdefault("${variable}", "a.%s" % os.getenv("X", "settings"))`, 1],
  ['a variable of another name', `os.environ["${variable}"] = os.getenv("APP_SETTINGS", "a.settings")`, 1],
  ['a missing value', `M = os.getenv("X")\nif not M:\n  M = "a.settings"\nos.environ["${variable}"] = M`, 4],
  ['a dictionary by argv', `os.environ["${variable}"] = {"t": "a.test", "s": "a.settings"}[sys.argv[1]]`, 1],
  ['a function', `def pick():\n  return "a.settings"\nos.environ.setdefault("${variable}", pick())`, 3],
  ['what holds under no condition', `m = "settings"\nif X:\n  m = "test2"\nos.environ["${variable}"] = f"a.{m}"`, 4],
  [
    'an assignment under no condition',
    `os.environ["${variable}"] = "a.settings"\nif X:\n  os.environ["${variable}"] = "a.x"`,
    1,
  ],
  ['a parameter', `def run(name="a.settings"):\n  os.environ.setdefault("${variable}", name)\nrun()`, 2],
  ['an argument', `def run(name):\n  os.environ.setdefault("${variable}", name)\nrun("a.settings")`, 2],
  ['before a syntax error', `os.environ.setdefault("${variable}", "a.settings")\nprint "old"\n)(`, 1],
  ['CRLF', `import os\r\nos.environ.setdefault("${variable}", "a.settings")\r\n`, 2],
])('%s', (_, text, line) => {
  const project = code({ 'manage.py': text, 'a/settings.py': '', 'a/test.py': '', 'a/x.py': '' });
  expect(findSettingsModule(project, 'manage.py').settings).toEqual({
    value: 'a.settings',
    origin: { file: 'manage.py', line },
  });
});

test('the settings module handed to execute_manager', () => {
  const text = 'import settings\nfrom django.core.management import execute_manager\nexecute_manager(settings)';
  expect(findSettingsModule(code({ 'manage.py': text, 'settings.py': '' }), 'manage.py').settings).toEqual({
    value: 'settings',
    origin: { file: 'manage.py', line: 3 },
  });
});

test('one named in the code that manage.py calls', () => {
  const project = code(
    {
      'src/manage.py': 'from forms.setup import setup_env\nsetup_env()',
      'src/forms/setup.py': `\nos.environ.setdefault("${variable}", "forms.conf.dev")`,
      'src/forms/conf/dev.py': '',
    },
    ['src'],
  );
  expect(findSettingsModule(project, 'src/manage.py').settings).toMatchObject({
    value: 'forms.conf.dev',
    origin: { file: 'src/forms/setup.py', line: 2 },
  });
});

test('one named in wsgi.py only', () => {
  const project = code({
    'manage.py': 'import django',
    'a/wsgi.py': `os.environ.setdefault("${variable}", "a.settings")`,
  });
  expect(findSettingsModule(project, 'manage.py').settings).toMatchObject({
    value: 'a.settings',
    origin: { file: 'a/wsgi.py', line: 1 },
  });
});

test('the only settings there are; an app with a settings.py of its own has none', () => {
  const project = code({
    'manage.py': 'import django',
    'site1/settings.py': 'INSTALLED_APPS = []\nROOT_URLCONF = "x"',
    'blog/settings.py': 'PAGE_SIZE = 10 # INSTALLED_APPS',
  });
  expect(findSettingsModule(project, 'manage.py').settings).toMatchObject({
    value: 'site1.settings',
    origin: { file: 'site1/settings.py' },
  });
});

test('several, none named: an error that lists them', () => {
  const project = code({
    'manage.py': 'import django',
    'a/settings.py': 'INSTALLED_APPS = []',
    'b/settings.py': 'INSTALLED_APPS = []',
  });
  expect(problemOf(() => findSettingsModule(project, 'manage.py'))).toEqual({
    code: 'settings-unknown',
    managePy: 'manage.py',
    candidates: ['a.settings', 'b.settings'],
  });
});

test('settings without a file do not make those for tests the ones that are meant', () => {
  const project = code({
    'manage.py': `import os, sys
if "test" in sys.argv:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site1.test_settings")
else:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site1.settings")
`,
    'site1/test_settings.py': 'DEBUG = True',
  });
  expect(findSettingsModule(project, 'manage.py').settings).toMatchObject({ value: 'site1.settings' });
});

describe('of several branches the one that holds when no variable is set', () => {
  test.each([
    ['a host variable', `"a.production" if "HOST" in os.environ else "a.settings"`],
    ['a dictionary with a default', `{"live": "a.production", "dev": "a.settings"}.get(os.getenv("X"), "a.settings")`],
    ['a switch that is on by default', `"a.settings" if DEBUG else "a.production"`],
  ])('%s', (_, value) => {
    const project = code({
      'manage.py': `DEBUG = env.bool("DEBUG", True)\nos.environ.setdefault("${variable}", ${value})`,
      'a/settings.py': '',
      'a/production.py': '',
    });
    const why = 'a.settings is taken unless a condition says otherwise';
    const considered = [{ fact: 'settingsModule', value: 'a.production', why }];
    expect(findSettingsModule(project, 'manage.py')).toMatchObject({ settings: { value: 'a.settings' }, considered });
  });
});

describe('named elsewhere', () => {
  const setting = (value: string) => `os.environ.setdefault("${variable}", ${value})`;

  test.each([
    [
      'a constant of another module',
      { 'manage.py': `from a.names import LIVE\n${setting('LIVE')}`, 'a/names.py': 'LIVE = "a.settings"' },
    ],
    [
      'an attribute of one',
      { 'manage.py': `import names\n${setting('names.LIVE')}`, 'names.py': 'LIVE = "a.settings"' },
    ],
    [
      'an attribute of one in a package',
      { 'manage.py': `from a import names\n${setting('names.LIVE')}`, 'a/names.py': 'LIVE = "a.settings"' },
    ],
    [
      'a function of another module',
      {
        'manage.py': `from a.names import pick\n${setting('pick()')}`,
        'a/names.py': 'def pick():\n  return {"x": "a.live"}.get(os.getenv("X"), "a.settings")',
      },
    ],
  ])('%s', (_, texts) => {
    const project = code({ ...texts, 'a/settings.py': '' });
    expect(findSettingsModule(project, 'manage.py').settings.value).toBe('a.settings');
  });

  test('in what the helper of manage.py imports, relatively', () => {
    const project = code({
      'manage.py': 'from a.cli import main\nmain()',
      'a/cli.py': 'from .boot import boot',
      'a/boot.py': `def boot():\n  ${setting('"a.settings"')}`,
      'a/settings.py': '',
    });
    expect(findSettingsModule(project, 'manage.py').settings).toEqual({
      value: 'a.settings',
      origin: { file: 'a/boot.py', line: 2 },
      why: 'manage.py names none itself',
    });
  });

  test('by an argument that manage.py hands to a helper', () => {
    const project = code({
      'manage.py': 'from a.boot import boot\nboot("a.settings")',
      'a/boot.py': `def boot(module):\n  ${setting('module')}`,
      'a/settings.py': '',
    });
    expect(findSettingsModule(project, 'manage.py').settings.value).toBe('a.settings');
  });

  const silent = {
    'manage.py': `from decouple import config\nos.environ["${variable}"] = config("${variable}")`,
    'a/dev.py': '',
    'a/live.py': '',
    'a/base.py': '',
  };
  const files = {
    '.env': `${variable}=a.dev`,
    'a/wsgi.py': `os.environ.setdefault("${variable}", "a.live")`,
    '.env.example': `${variable}=a.base`,
    Dockerfile: `ENV ${variable}=a.live`,
  };
  test.each([
    ['.env', 'a.dev', ['.env', 'a/wsgi.py', '.env.example', 'Dockerfile']],
    ['a/wsgi.py', 'a.live', ['a/wsgi.py', '.env.example', 'Dockerfile']],
    ['.env.example', 'a.base', ['.env.example', 'Dockerfile']],
    ['Dockerfile', 'a.live', ['Dockerfile']],
  ] as const)('%s, when manage.py reads it without a default', (file, module, there) => {
    const project = code({ ...silent, ...Object.fromEntries(there.map((name) => [name, files[name]])) });
    expect(findSettingsModule(project, 'manage.py').settings).toEqual({
      value: module,
      origin: { file, line: 1 },
      why: 'manage.py names none itself',
    });
  });

  test('a file of variables that names what is not there is of another project', () => {
    const project = code({ ...silent, '.env': `${variable}=other.settings`, Dockerfile: `ENV ${variable}=a.live` });
    expect(findSettingsModule(project, 'manage.py').settings.value).toBe('a.live');
  });
});

test('a module that takes over the only settings is one more to ask for', () => {
  const project = code({
    'manage.py': 'import django',
    'a/settings/base.py': 'INSTALLED_APPS = []',
    'a/settings/dev.py': 'from .base import *',
    'a/settings/site.py': 'from a.settings.base import *',
    'tests/settings.py': 'INSTALLED_APPS = []',
  });
  expect(problemOf(() => findSettingsModule(project, 'manage.py'))).toMatchObject({
    candidates: ['a.settings.site', 'a.settings.base', 'a.settings.dev'],
  });
});

test.each([
  ['src.settings', { 'src/settings.py': '' }, ['.']],
  ['settings', { 'src/settings.py': '' }, ['src']],
  ['settings.live', { 'settings/live.py': '' }, ['.']],
  ['conf', { 'conf.py': '' }, ['.']],
  ['my-site.settings', { 'my-site/settings.py': '' }, ['.']],
  ['2020site.settings', { '2020site/settings.py': '' }, ['.']],
  ['config.django.base', { 'config/django/base.py': '' }, ['.']],
])('a package called %s', (module, texts, roots) => {
  const file = roots[0] === '.' ? 'manage.py' : `${roots[0]}/manage.py`;
  const project = code({ ...texts, [file]: `os.environ.setdefault("${variable}", "${module}")` }, roots);
  expect(findSettingsModule(project, file).settings.value).toBe(module);
  expect(project.fileOf(module)).toBe(Object.keys(texts)[0]);
});
