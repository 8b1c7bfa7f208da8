import { expect, test } from 'vitest';
import { findConfiguration, sourcesOf } from '../../src/layout/configuration.ts';
import { parsePython } from '../../src/layout/python-source.ts';
import { settingsSources } from '../../src/layout/settings-code.ts';
import { code } from './project.ts';

const manage = (name: string) => parsePython('manage.py', `os.environ.setdefault("DJANGO_CONFIGURATION", "${name}")`);
const settings = (...names: readonly string[]) => [
  parsePython(
    'a/settings.py',
    `from configurations import Configuration\n${names.map((name) => `class ${name}(Configuration):\n  pass\n`).join('')}`,
  ),
];

test('the class for production, when manage.py names one for development', () => {
  expect(findConfiguration(code({}), manage('Local'), settings('Common', 'Local', 'Production')).configuration).toEqual(
    {
      value: 'Production',
      origin: { file: 'a/settings.py', line: 6 },
      why: 'manage.py names Local; this class is for production',
    },
  );
});

test('else the one that manage.py names', () => {
  const named = { origin: { file: 'manage.py', line: 1 } };
  expect(findConfiguration(code({}), manage('Live'), settings('Live', 'Prod')).configuration).toEqual({
    ...named,
    value: 'Live',
  });
  expect(findConfiguration(code({}), manage('Dev'), settings('Dev')).configuration).toEqual({ ...named, value: 'Dev' });
});

test('none for a project without django-configurations', () => {
  expect(
    findConfiguration(code({}), parsePython('manage.py', 'import django'), [
      parsePython('a/settings.py', 'class Production(X): pass'),
    ]),
  ).toEqual({ considered: [] });
});

test('what the server, .env or a Dockerfile names, when manage.py names none', () => {
  const silent = parsePython('manage.py', 'import django');
  const texts = { 'a/wsgi.py': 'os.environ.setdefault("DJANGO_CONFIGURATION", "Live")' };
  const find = (files: Readonly<Record<string, string>>) =>
    findConfiguration(code(files), silent, settings('Dev', 'Special')).configuration;
  expect(find(texts)).toEqual({ value: 'Live', origin: { file: 'a/wsgi.py', line: 1 } });
  expect(find({ '.env': 'DJANGO_CONFIGURATION=Special' })).toEqual({
    value: 'Special',
    origin: { file: '.env', line: 1 },
  });
});

test('nothing names one: the only one for production, the only one at all, else it is asked', () => {
  const find = (...names: readonly string[]) => findConfiguration(code({}), undefined, settings(...names));
  expect(find('Dev', 'Prod').configuration?.value).toBe('Prod');
  expect(find('Site').configuration).toMatchObject({ value: 'Site', why: 'the only class there is' });
  expect(find('One', 'Two').fatal).toMatchObject({ code: 'configuration-unknown', classes: ['One', 'Two'] });
});

test('several for production are asked for, not given up for the one for development', () => {
  const { configuration, fatal } = findConfiguration(code({}), manage('Dev'), settings('Dev', 'Prod', 'ProductionEU'));
  expect(configuration).toBeUndefined();
  expect(fatal).toMatchObject({ classes: ['Prod', 'ProductionEU'] });
  const derived = settings('Dev', 'Production', 'PreProduction', 'Staging');
  expect(findConfiguration(code({}), manage('Dev'), derived).configuration?.value).toBe('Production');
});

test('classes of another kind are none', () => {
  const source = parsePython(
    'a/settings.py',
    'from configurations import Configuration\nclass Base(Configuration): pass\nclass Prod(Base): pass\nclass ProductionFilter(logging.Filter): pass',
  );
  expect(findConfiguration(code({}), manage('Dev'), [source]).configuration?.value).toBe('Prod');
});

const split = {
  'a/config/__init__.py':
    'import os\nif os.getenv("DJANGO_CONFIGURATION") == "Local":\n  from .local import Local\nelse:\n  from a.config.live import Live, helper\n',
  'a/config/local.py': 'from .shared import Shared\nclass Local(Shared):\n  DEBUG = True\n',
  'a/config/live.py': 'from .shared import Shared\nclass Live(Shared):\n  pass\n',
  'a/config/shared.py': 'from configurations import Configuration\nclass Shared(Configuration):\n  DEBUG = False\n',
};
const paths = (files: Readonly<Record<string, string>>) =>
  settingsSources(code(files), 'a.config').map(({ path }) => path.slice('a/config/'.length));

test('classes that the settings hand on, under a condition or not, are settings', () => {
  const all = ['__init__.py', 'live.py', 'shared.py', 'local.py'];
  expect(paths(split)).toEqual(all);
  expect(paths({ ...split, 'a/config/__init__.py': 'from .local import Local\nfrom .live import Live\n' })).toEqual(
    all,
  );
});

test('a class that does not come from django-configurations is none', () => {
  expect(
    paths({ ...split, 'a/config/shared.py': 'import configurations_of_ours\nclass Shared(object):\n  pass\n' }),
  ).toEqual(['__init__.py']);
  expect(paths({ ...split, 'a/config/live.py': 'Live = make()\n', 'a/config/local.py': 'Local = make()\n' })).toEqual([
    '__init__.py',
  ]);
});

test('the files of the class that is taken, and of those that it derives from, hold', () => {
  const sources = settingsSources(code(split), 'a.config');
  expect(findConfiguration(code(split), manage('Local'), sources).configuration?.value).toBe('Live');
  const held = (name?: string) => sourcesOf(sources, name).map(({ path }) => path.slice('a/config/'.length));
  expect(held('Live')).toEqual(['__init__.py', 'live.py', 'shared.py']);
  expect(held('Local')).toEqual(['__init__.py', 'shared.py', 'local.py']);
  expect(held()).toHaveLength(4);
});
