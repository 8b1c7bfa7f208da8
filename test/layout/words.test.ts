import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inspectJson } from '../../src/layout/inspect-json.ts';
import { layoutWords } from '../../src/messages/layout.ts';
import { listed } from '../../src/messages/listed.ts';
import { wordsFor } from '../../src/messages.ts';
import type { LayoutProblem } from '../../src/problems/layout.ts';

/** One of each code; the type makes it complete. */
const one: { readonly [C in LayoutProblem['code']]: Extract<LayoutProblem, { code: C }> } = {
  'server-interface': { code: 'server-interface', server: 'uwsgi', interface: 'asgi', application: 'x/y:z' },
  'project-folder-missing': { code: 'project-folder-missing', path: '/x/y' },
  'project-folder-unreadable': { code: 'project-folder-unreadable', path: '/x/y' },
  'manage-py-missing': { code: 'manage-py-missing', root: '/x/y', candidates: [], leftAside: [] },
  'manage-py-template': { code: 'manage-py-template', path: 'x/y', tool: 'copier', root: '/z' },
  'manage-py-several': {
    code: 'manage-py-several',
    candidates: [{ path: 'x/y', settings: 's' }, { path: 'b/manage.py' }],
  },
  'manage-py-not-django': { code: 'manage-py-not-django', files: [{ path: 'x/y', framework: "Flask's" }] },
  'manage-py-option-wrong': { code: 'manage-py-option-wrong', path: 'x/y', known: ['manage.py'] },
  'manage-py-others': { code: 'manage-py-others', chosen: 'x/y', others: [['a', 'why']] },
  'settings-several': { code: 'settings-several', module: 'x.dev', namedAt: 'x/y:3', candidates: ['x.prod'] },
  'settings-named-otherwise': {
    code: 'settings-named-otherwise',
    chosen: 'x.prod',
    others: [{ module: 'a', where: 'x/y:2', exists: false }],
  },
  'settings-stage-open': {
    code: 'settings-stage-open',
    file: 'x/y',
    beside: 'x/z',
    variable: 'V',
    stage: 'z',
  },
  'settings-stage-default': {
    code: 'settings-stage-default',
    variable: 'V',
    stage: 'dev',
    production: 'live',
    where: 'x/y:3',
  },
  'settings-of-library': {
    code: 'settings-of-library',
    parts: [{ library: 'house', modules: ['house.settings', 'house.logs'], where: 'x/y:1' }],
  },
  'settings-around-more': {
    code: 'settings-around-more',
    module: 'x.settings.prod',
    around: 'x.settings',
    file: 'x/y',
    names: ['A'],
  },
  'settings-by-dynaconf': { code: 'settings-by-dynaconf', file: 'x/y', line: 7, switcher: 'V' },
  'configuration-unknown': { code: 'configuration-unknown', classes: ['x/y'], variable: 'V' },
  'debug-apps': {
    code: 'debug-apps',
    apps: [{ app: 'debug_toolbar', where: 'x/y:4' }],
    variable: 'DEBUG',
    value: 'False',
  },
  'secret-key-random': { code: 'secret-key-random', text: 'token_hex(50)', where: 'x/y:4' },
  'submodules-empty': { code: 'submodules-empty', paths: ['x/y'] },
  'settings-read-absent': {
    code: 'settings-read-absent',
    files: [
      { path: 'x/conf.json', where: 'x/y:4', by: "open('conf.json')" },
      { path: 'x/key.yaml', where: 'x/y:5', by: "open('key.yaml')", example: 'x/key.example.yaml' },
    ],
  },
  'settings-failing': {
    code: 'settings-failing',
    lines: [
      { text: 'os.env', where: 'x/y:4', kind: 'no-such-name' },
      { text: 'os.environ.get["A"]', where: 'x/y:5', kind: 'function-indexed' },
      { text: 'BASE_DIR / "x"', where: 'x/y:6', kind: 'text-divided' },
    ],
  },
  'settings-import-missing': {
    code: 'settings-import-missing',
    modules: [{ module: 'shop.secrets', where: 'x/y:4' }],
  },
  'dependencies-in-dockerfile': {
    code: 'dependencies-in-dockerfile',
    file: 'x/y',
    packages: [{ text: 'requests', where: 'Dockerfile:3' }],
  },
  'import-not-required': {
    code: 'import-not-required',
    file: 'x/y',
    missing: [{ module: 'dotenv', distribution: 'python-dotenv', where: 'manage.py:3' }],
  },
  'django-removed': {
    code: 'django-removed',
    django: '4.2',
    isOpen: true,
    below: '2.0',
    names: [{ removed: { name: 'django.core.urlresolvers', since: '2.0', instead: 'django.urls' }, where: 'x/y:1' }],
  },
  'packages-for-other-systems': {
    code: 'packages-for-other-systems',
    packages: [{ name: 'pywin32', why: 'for Windows', where: 'x/y:3' }],
  },
  'settings-read-left-out': {
    code: 'settings-read-left-out',
    files: [{ path: 'x/y', rule: 'environment file', where: 'shop/settings.py:4', by: 'load_dotenv("shop.env")' }],
  },
  'settings-unknown': { code: 'settings-unknown', managePy: 'x/y', candidates: ['a', 'b'] },
  'settings-file-missing': { code: 'settings-file-missing', module: 'x/y', namedAt: 'manage.py:9', candidates: [] },
  'dependencies-missing': {
    code: 'dependencies-missing',
    folders: ['x/y'],
    withoutDjango: ['a.txt'],
    elsewhere: ['b/c.txt'],
    guessed: ['Django'],
    unknown: ['foo'],
  },
  'dependencies-not-guessed': { code: 'dependencies-not-guessed', modules: ['x/y'] },
  'dependencies-several': { code: 'dependencies-several', candidates: ['x/y', 'z'] },
  'dependencies-option-wrong': { code: 'dependencies-option-wrong', path: 'x/y', known: ['a'] },
  'dependencies-group-unknown': {
    code: 'dependencies-group-unknown',
    option: '--extra',
    name: 'tests',
    file: 'x/y',
    offered: [{ kind: 'group', name: 'test' }],
    meant: [{ kind: 'group', name: 'test' }],
    elsewhere: [{ kind: 'extra', name: 'tests', file: 'b/pyproject.toml' }],
  },
  'lock-unreadable': { code: 'lock-unreadable', file: 'x/y', command: 'pipenv lock' },
  'conda-packages-left': { code: 'conda-packages-left', file: 'x/y', packages: ['gdal', 'proj'] },
  'requirements-hold-secret': { code: 'requirements-hold-secret', file: 'x/y', line: 3 },
  'dependencies-others': { code: 'dependencies-others', chosen: 'x/y', others: ['a'] },
  'requirements-include-missing': { code: 'requirements-include-missing', file: 'x/y', line: 3, include: 'z' },
  'toml-unreadable': { code: 'toml-unreadable', file: 'x/y', line: 3, reason: 'why' },
  'python-two': { code: 'python-two', text: 'python-2.7.18', where: 'x/y' },
  'python-none-fits': { code: 'python-none-fits', text: '>=3.20', where: 'x/y', oldest: '3.6', newest: '3.15' },
  'python-version-unreadable': { code: 'python-version-unreadable', where: 'x/y', text: 'z' },
  'python-versions-differ': {
    code: 'python-versions-differ',
    version: '3.12',
    where: 'x/y',
    others: [['3.9 (a)', 'why']],
  },
  'system-need-unmet': {
    code: 'system-need-unmet',
    requirement: 'x/y',
    what: 'browser',
    source: 'https://example.com',
  },
  'python-end-of-life': { code: 'python-end-of-life', version: '3.8', where: 'x/y', ended: 'October 2024' },
  'cache-memcached-here': {
    code: 'cache-memcached-here',
    where: 'x/y:3',
    host: 'localhost:11211',
    variables: ['CACHE'],
  },
  'start-runs-more': { code: 'start-runs-more', commands: [{ command: 'loaddata roles', where: 'x/y:3' }] },
  'celery-broker-here': {
    code: 'celery-broker-here',
    origin: { file: 'x/y', line: 3 },
    host: 'localhost',
    runs: ['worker'],
  },
  'celery-broker-by-variables': {
    code: 'celery-broker-by-variables',
    origin: { file: 'x/y', line: 3 },
    variables: ['MQ_HOST'],
    runs: ['worker'],
  },
  'celery-without-broker': { code: 'celery-without-broker', origin: { file: 'x/y', line: 3 }, runs: ['worker'] },
  'file-name-not-utf8': { code: 'file-name-not-utf8', path: 'x/y' },
  'file-unreadable': { code: 'file-unreadable', path: 'x/y', kind: 'file' },
};

test.each(Object.values(one))('$code says what was found and what to do, in whole sentences', (problem) => {
  const { what, found = [], next } = wordsFor(problem);
  expect([what, ...found].join('\n')).toContain('x/y');
  expect(what).toMatch(/^[^ ].*\.$/);
  expect(next.length).toBeGreaterThan(0);
  expect(JSON.stringify([what, next])).not.toMatch(/undefined|\[object/);
});

test('no code is left out, and long lists end', () => {
  expect(Object.keys(layoutWords).toSorted()).toEqual(Object.keys(one).toSorted());
  expect(listed(Array.from({ length: 77 }, String)).at(-1)).toBe('… and 57 more');
});

test('the documentation of the JSON names every code and every field', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/inspect-json.md'), 'utf8');
  const facts = { root: '/x', slug: 'x', problems: [] };
  const names = [
    ...Object.keys(one),
    ...Object.keys(inspectJson({ facts, fatal: [], considered: [], leftOut: [] }, wordsFor)),
  ];
  const undocumented = names.filter((name) => !name.startsWith('project-folder-') && !page.includes(`\`${name}\``));
  expect(undocumented).toEqual([]);
});

test.each([
  [{ code: 'manage-py-others', chosen: 'manage.py', others: [['old/manage.py', 'x']] }, '--manage old/manage.py'],
  [
    {
      code: 'settings-named-otherwise',
      chosen: 'a.prod',
      others: [
        { module: 'a.gone', where: 'Procfile:1', exists: false },
        { module: 'a.live', where: 'Procfile:2', exists: true },
      ],
    },
    '--settings a.live',
  ],
  [{ code: 'dependencies-others', chosen: 'requirements.txt', others: ['setup.py'] }, '--dependencies setup.py'],
  [
    {
      code: 'python-versions-differ',
      version: '3.11',
      where: 'x',
      others: [
        ['>=3 (setup.cfg)', 'x'],
        ['3.8 (Dockerfile:2)', 'x'],
      ],
    },
    '--python 3.8',
  ],
] satisfies [LayoutProblem, string][])('%o ends with what to type', (problem, typed) => {
  expect(wordsFor(problem).next.join(' ')).toContain(typed);
});

test('settings that have no file are not proposed', () => {
  const others = [{ module: 'a.gone', where: 'Procfile:1', exists: false }];
  const { next } = wordsFor({ code: 'settings-named-otherwise', chosen: 'a.prod', others });
  expect(next).toEqual([
    'Correct the name where it is an old one; where it is meant, put its file there before you build.',
  ]);
});

test.each([
  { code: 'manage-py-several', candidates: [{ path: 'my shop/manage.py', settings: 's' }, { path: 'b/manage.py' }] },
  { code: 'manage-py-option-wrong', path: 'x', known: ['my shop/manage.py'] },
  { code: 'dependencies-several', candidates: ['my shop/manage.py'] },
] satisfies LayoutProblem[])('%o: a path with a space is typed as one word', (problem) => {
  const { found = [], next } = wordsFor(problem);
  expect([...found, ...next].join('\n')).toMatch(/--\w+ 'my shop\/manage\.py'/);
});
