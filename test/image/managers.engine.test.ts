import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { BuildOptions } from '../../src/values/build-options.ts';
import type { BuiltImage } from '../../src/values/image.ts';
import { fixtureImage, imageOf, removeFixtureImages } from '../support/images.ts';
import { runOnce } from '../support/run-once.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const site: Readonly<Record<string, string>> = {
  'manage.py': `import os, sys
os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings')
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
`,
  'config/__init__.py': '',
  'config/settings.py': "SECRET_KEY = 'x' * 50\nDEBUG = False\nROOT_URLCONF = 'config.urls'\nMIDDLEWARE = []\n",
  'config/urls.py': 'urlpatterns = []\n',
  'config/wsgi.py': 'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
};

/** A small site with these files besides. */
function siteWith(purpose: string, more: Readonly<Record<string, string>>): string {
  const root = temporaryFolder(purpose);
  for (const [path, text] of Object.entries({ ...site, ...more })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const versions = ({ facts }: BuiltImage): Record<string, string> =>
  Object.fromEntries(Object.entries(facts.packages).map(([name, version]) => [name.toLowerCase(), version]));

afterAll(removeFixtureImages);

/** Each lock or manifest names a sqlparse that is not the newest, and a development group. */
describe('the versions that are locked or pinned, with the server, and nothing for development', () => {
  it.each(['poetry-1', 'poetry-2', 'pdm', 'pipenv', 'pip-tools', 'uv-workspace', 'pep621', 'setuptools', 'conda'])(
    '%s',
    async (name) => {
      const found = versions(await fixtureImage(name));
      expect(found).toMatchObject({ django: '5.2.19', sqlparse: '0.5.3' });
      expect(Object.keys(found)).toEqual(expect.arrayContaining(['gunicorn', 'whitenoise']));
      for (const absent of ['django-debug-toolbar', 'shop', name]) expect(found).not.toHaveProperty(absent);
    },
  );

  it.each<[string, Partial<BuildOptions>]>([
    ['uv-workspace', { groups: ['dev'] }],
    ['poetry-2', { groups: ['dev'] }],
    ['pep621', { extras: ['dev'] }],
  ])('and a group or an extra when it is asked for: %s', async (name, options) => {
    const found = versions(await fixtureImage(name, options));
    expect(found).toMatchObject({ django: '5.2.19', sqlparse: '0.5.3', gunicorn: expect.any(String) as string });
    const lock = ['uv.lock', 'poetry.lock']
      .map((file) => join('fixtures', name, file))
      .find((file) => existsSync(file));
    const locked = /name = "django-debug-toolbar"\nversion = "(.+)"/.exec(
      lock === undefined ? '' : readFileSync(lock, 'utf8'),
    );
    expect(found['django-debug-toolbar']).toMatch(locked?.[1] ?? /^6\./);
  });

  it('of a pyproject.toml of Poetry without a lock', async () => {
    const lines = [
      '[tool.poetry]',
      'name = "x"',
      '[tool.poetry.dependencies]',
      'python = "^3.11"',
      'django = "5.2.19"',
    ];
    const more = ['sqlparse = "~0.5.2"', '[tool.poetry.group.dev.dependencies]', 'django-debug-toolbar = "*"', ''];
    const root = siteWith('poetry-unlocked', { 'pyproject.toml': [...lines, ...more].join('\n') });
    const found = versions(await imageOf(root, 'poetry-unlocked'));
    expect(found).toMatchObject({ django: '5.2.19', sqlparse: expect.stringMatching(/^0\.5\./) as string });
    expect(found).not.toHaveProperty('django-debug-toolbar');
  });
});

it('leaves nothing of a manager, nor of what it wrote, in the image', async () => {
  const { reference } = await fixtureImage('poetry-2');
  const names = "-name 'poetry*' -o -name 'locked-*' -o -name 'extras-*' -o -name 'home-*'";
  const find = `find / -xdev \\( ${names} \\) -not -path '/proc/*' -not -path '/project/*'`;
  const { stdout } = await runOnce(reference, { command: ['sh', '-c', find], user: 'root' });
  expect(stdout).toBe('');
});

it('knows the project itself by name and version, and by what it offers, as after an installation', async () => {
  const { reference } = await fixtureImage('setuptools');
  const python = [
    'import importlib.metadata as metadata',
    "own = metadata.distribution('Shop')",
    "print(own.version, own.read_text('INSTALLER').strip(), sorted(f.name for f in own.files if not f.locate().exists()))",
  ].join('\n');
  const command = ['sh', '-c', `cd /tmp && shop-release && python -c "$0"`, python];
  const { code, stdout, stderr } = await runOnce(reference, { command });
  expect(stderr).toBe('');
  expect(stdout).toBe('release 4.2.0\n4.2.0 simple-deploy []\n');
  expect(code).toBe(0);
});

it('knows a project that its requirements file does not install by name and version, and by nothing else', async () => {
  const root = siteWith('named-alone', {
    'requirements.txt': 'django==5.2.19\n',
    'pyproject.toml':
      '[project]\nname = "Shop-Site"\nversion = "4.2.0"\n[project.scripts]\nshop-site = "config.cli:main"\n',
    'config/settings.py': `from importlib.metadata import version\nVERSION = version('shop-site')\n${site['config/settings.py'] ?? ''}`,
  });
  const { reference } = await imageOf(root, 'named-alone');
  const python = 'from django.conf import settings; print(settings.VERSION)';
  const command = ['sh', '-c', `python manage.py shell -v 0 -c "$0"; command -v shop-site || echo no command`, python];
  const { stdout, stderr } = await runOnce(reference, { command });
  expect(stderr).toBe('');
  expect(stdout).toBe('4.2.0\nno command\n');
});

describe('a project that lacks something', () => {
  it('gets what its imports suggest, when it has no manifest and that is asked for', async () => {
    const root = siteWith('guessed', { 'config/urls.py': 'import rest_framework\nurlpatterns = []\n' });
    const found = versions(await imageOf(root, 'guessed', { installGuessed: true }));
    expect(Object.keys(found)).toEqual(expect.arrayContaining(['django', 'djangorestframework', 'gunicorn']));
  });

  it('gets a manage.py in the image alone', async () => {
    const { reference } = await fixtureImage('bare-settings');
    const command = ['sh', '-c', 'ls -l /app/manage.py && python /app/manage.py check --database default'];
    const { code, stdout, stderr } = await runOnce(reference, { command, env: { SECRET_KEY: 'x'.repeat(50) } });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('no issues');
  });
});
