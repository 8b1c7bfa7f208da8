import { expect, test } from 'vitest';
import { findSettingsModule } from '../../src/layout/settings-module.ts';
import { code, problemOf } from './project.ts';

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
  ['before a syntax error', `os.environ.setdefault("${variable}", "a.settings")\nprint "old"\n)(`, 1],
  ['CRLF', `import os\r\nos.environ.setdefault("${variable}", "a.settings")\r\n`, 2],
])('%s', (_, text, line) => {
  const project = code({ 'manage.py': text, 'a/settings.py': '', 'a/test.py': '' });
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
