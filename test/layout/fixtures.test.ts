import { join } from 'node:path';
import { expect, test } from 'vitest';
import { examine } from '../../src/layout/examine.ts';
import { inspectJson } from '../../src/layout/inspect-json.ts';
import { listProjectFiles } from '../../src/layout/project-files.ts';
import { readLayout } from '../../src/layout/read-layout.ts';
import { wordsFor } from '../../src/messages.ts';
import { problemOf } from '../support/problem-of.ts';

const fixture = (name: string) => listProjectFiles(join(import.meta.dirname, '../../fixtures', name));

/** What a person reads in each fixture: [manage.py, settings, settings in the image, application, manager and its files, Python, database]. */
const facts = {
  'nested-same-name': [
    'blog/manage.py',
    'blog.settings',
    'blog.settings',
    'wsgi blog.wsgi',
    'pip requirements.txt',
    '3.13',
    'sqlite',
  ],
  flat: [
    'manage.py',
    'mysite.settings',
    'mysite.settings',
    'wsgi mysite.wsgi',
    'pip requirements.txt',
    '3.13',
    'sqlite',
  ],
  'two-levels': [
    'services/web/manage.py',
    'config.settings',
    'config.settings',
    'wsgi config.wsgi',
    'pip requirements.txt',
    '3.13',
    'sqlite',
  ],
  'parent-base-dir': [
    'site/manage.py',
    'shop.settings',
    'shop.settings',
    'wsgi shop.wsgi',
    'pip requirements.txt',
    '3.13',
    'sqlite',
  ],
  'uv-nested': [
    'website/manage.py',
    'website.settings',
    'website.settings',
    'wsgi website.wsgi',
    'uv pyproject.toml uv.lock',
    '3.14',
    'sqlite',
  ],
  asgi: [
    'server/manage.py',
    'live.settings',
    'live.settings',
    'asgi live.asgi',
    'pip requirements.txt',
    '3.13',
    'sqlite',
  ],
  'split-settings': [
    'backend/manage.py',
    'config.settings.local',
    'config.settings.production',
    'wsgi config.wsgi',
    'pip requirements.txt requirements/production.txt requirements/base.txt requirements/constraints.txt',
    '3.11',
    'sqlite',
  ],
  'startproject-plain': [
    'mysite/manage.py',
    'mysite.settings',
    'mysite.settings',
    'wsgi mysite.wsgi',
    'pip requirements.txt',
    '3.13',
    'sqlite',
  ],
  'dependency-does-not-install': [
    'blog/manage.py',
    'blog.settings',
    'blog.settings',
    'wsgi blog.wsgi',
    'pip requirements.txt',
    '3.13',
    'sqlite',
  ],
  'settings-fail-to-import': [
    'blog/manage.py',
    'blog.settings',
    'blog.settings',
    'wsgi blog.wsgi',
    'pip requirements.txt',
    '3.13',
    'sqlite',
  ],
};

test('bare-settings has no manage.py: one is made for the settings that wsgi.py names', async () => {
  expect(readLayout(await fixture('bare-settings'), {})).toMatchObject({
    managePy: { value: 'manage.py', origin: { file: 'blog/asgi.py', line: 14 } },
    managePyMade: true,
    settingsModule: { value: 'blog.settings', origin: { file: 'blog/asgi.py', line: 14 } },
    productionSettingsModule: { value: 'blog.settings' },
    application: { value: { module: 'blog.wsgi' } },
  });
});

test.each(Object.entries(facts))('%s', async (name, expected) => {
  const layout = readLayout(await fixture(name), {});
  const { application, dependencies } = layout;
  expect([
    layout.managePy.value,
    layout.settingsModule.value,
    layout.productionSettingsModule.value,
    `${application.value.interface} ${application.value.module}`,
    [dependencies.value.manager, ...dependencies.value.files].join(' '),
    layout.python.value.version,
    layout.database.value,
  ]).toEqual(expected);
  expect(layout.slug).toBe(name);
  expect(layout.staticFiles.value).toBe(true);
  expect(layout.nested.value).toBe(name !== 'flat');
  expect(layout.problems).toEqual([]);
});

test('exact versions come from the lock and from the constraints', async () => {
  const versions = async (name: string) => readLayout(await fixture(name), {}).dependencies.value.requirements;
  expect((await versions('uv-nested')).map(({ name }) => name)).toEqual(['django', 'asgiref', 'sqlparse', 'tzdata']);
  expect((await versions('uv-nested'))[0]).toEqual({ name: 'django', version: '5.2.19' });
  expect(await versions('split-settings')).toEqual([{ name: 'django', version: '5.2.19' }]);
});

test.each([
  ['no-manage-py', 'manage-py-missing'],
  ['several-manage-py', 'manage-py-several'],
  ['flask-script-manage-py', 'manage-py-not-django'],
  ['no-dependencies', 'dependencies-missing'],
])('%s stops with %s, and tells what it found', async (name, code) => {
  const files = await fixture(name);
  expect(problemOf(() => readLayout(files, {})).code).toBe(code);
  const json = inspectJson({ ...examine(files, {}), leftOut: [] }, wordsFor);
  expect(json.problems[0]?.code).toBe(code);
  expect(json.problems[0]?.next.length).toBeGreaterThan(0);
  expect(json.python).not.toBeNull();
  expect(json.managePy === null).toBe(name !== 'no-dependencies');
});

test('what was chosen wins, and says so', async () => {
  const files = await fixture('several-manage-py');
  const layout = readLayout(files, {
    manage: 'shop/manage.py',
    settings: 'shop.settings',
    python: '3.12',
    database: 'postgres',
  });
  expect(layout).toMatchObject({
    managePy: { value: 'shop/manage.py', origin: { option: '--manage' } },
    productionSettingsModule: { value: 'shop.settings', origin: { option: '--settings' } },
    python: { value: { version: '3.12' }, origin: { option: '--python' } },
    database: { value: 'postgres', origin: { option: '--database' } },
  });
  expect(readLayout(files, { from: 'blog/blog' }).managePy.value).toBe('blog/manage.py');
  expect(problemOf(() => readLayout(files, { from: 'blog', python: 'snake' })).code).toBe('python-version-unreadable');
});
