import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inspect } from '../../src/commands/inspect.ts';
import { UserError } from '../../src/problems.ts';
import { managePy, temporaryFolder, write } from './project.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');

async function run(
  dir: string,
  json: boolean,
  shown: Parameters<typeof inspect>[2] = { json },
): Promise<{ out: string; code: string | undefined }> {
  let out = '';
  try {
    await inspect(dir, {}, shown, { out: (text) => void (out += text), redact: (text) => text });
    return { out, code: undefined };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { out, code: error.problem.code };
  }
}

test('the JSON is the documented one', async () => {
  const { out, code } = await run(join(fixtures, 'split-settings/backend/config'), true);
  expect(code).toBeUndefined();
  expect(JSON.parse(out)).toEqual({
    schemaVersion: 1,
    root: join(fixtures, 'split-settings'),
    managePy: { value: 'backend/manage.py', origin: { file: 'backend/manage.py' } },
    managePyMade: false,
    projectDir: { value: 'backend', origin: { file: 'backend/manage.py' } },
    nested: { value: true, origin: { file: 'backend/manage.py' } },
    settingsModule: { value: 'config.settings.local', origin: { file: 'backend/manage.py', line: 9 } },
    productionSettingsModule: {
      value: 'config.settings.production',
      origin: { file: 'backend/config/wsgi.py', line: 14 },
      why: 'manage.py names config.settings.local, the server config.settings.production',
    },
    configuration: null,
    importPaths: [],
    distributions: [],
    application: {
      value: { interface: 'wsgi', module: 'config.wsgi', callable: 'application' },
      origin: { file: 'backend/config/settings/base.py', line: 61 },
    },
    server: { value: 'gunicorn', origin: 'default', why: 'it serves WSGI' },
    serving: { arguments: [], file: null },
    dependencies: {
      value: {
        manager: 'pip',
        files: [
          'requirements.txt',
          'requirements/production.txt',
          'requirements/base.txt',
          'requirements/constraints.txt',
        ],
        lock: null,
        groups: [],
        extras: [],
        guessed: [],
        indexes: [],
      },
      origin: { file: 'requirements.txt' },
    },
    python: { value: { version: '3.11' }, origin: { file: '.python-version', line: 1 } },
    database: { value: 'sqlite', origin: { file: 'backend/config/settings/base.py', line: 67 } },
    databaseExtensions: [],
    staticFiles: { value: true, origin: { file: 'backend/config/settings/base.py', line: 30 } },
    frontends: [],
    environment: [
      {
        value: 'SECRET_KEY',
        origin: { file: 'backend/config/settings/production.py', line: 5 },
        why: 'os.environ["SECRET_KEY"]',
      },
    ],
    environmentOpen: [],
    supplied: {},
    databaseHost: null,
    readings: {},
    processes: [],
    migrate: { value: true, origin: 'default' },
    releaseCommands: [],
    services: [],
    systemPackages: [],
    leftOut: [],
    overlay: expect.arrayContaining([expect.objectContaining({ line: 'health', acts: 'always' })]),
    considered: [
      {
        fact: 'productionSettingsModule',
        value: 'config.settings.local',
        origin: { file: 'backend/manage.py', line: 9 },
        why: 'config.settings.local is for development',
      },
    ],
    problems: [],
  });
});

test('what stands in the way is in the JSON, with all else that was found, and is thrown', async () => {
  const { out, code } = await run(join(fixtures, 'several-manage-py'), true);
  expect(code).toBe('manage-py-several');
  const json = JSON.parse(out);
  expect(json).toMatchObject({
    managePy: null,
    settingsModule: null,
    application: null,
    python: { value: { version: '3.13' } },
  });
  expect(json.problems).toEqual([
    {
      code: 'manage-py-several',
      message: expect.stringContaining('--manage shop/manage.py   (settings: shop.settings)'),
      next: [expect.stringContaining('Add one of the options above')],
    },
  ]);
});

test('of a GeoDjango project: what its server has to have', async () => {
  const settings = 'DATABASES = {"default": {"ENGINE": "django.contrib.gis.db.backends.postgis"}}\n';
  const root = write(temporaryFolder(), { 'manage.py': managePy('site1.settings'), 'site1/settings.py': settings });
  const origin = { file: 'site1/settings.py', line: 1 };
  const fact = { value: 'postgis', origin, why: "the engine is GeoDjango's", setsEngine: true };
  expect(JSON.parse((await run(root, true)).out)).toMatchObject({ databaseExtensions: [fact] });
  expect((await run(root, false)).out).toMatch(/^database +postgres +.*\n {2}with +postgis +site1\/settings.py:1: /m);
});

test('for people: aligned, each fact with its origin, then what is worth knowing', async () => {
  const root = write(temporaryFolder(), {
    'requirements.txt': 'Django\n--extra-index-url https://me:secret@example.com/simple',
    'web/manage.py': managePy('site1.settings'),
    'web/site1/settings.py': "INSTALLED_APPS = ['django.contrib.staticfiles']\nDATABASES = {}\n",
  });
  const { out, code } = await run(root, false);
  expect(code).toBeUndefined();
  expect(out).toBe(
    `root                   ${root}
manage.py              web/manage.py                                 web/manage.py
settings               site1.settings                                web/manage.py:7
settings in the image  site1.settings                                web/manage.py:7
application            WSGI django.core.wsgi:get_wsgi_application()  default: the project has no wsgi.py and no asgi.py
server                 gunicorn                                      default: it serves WSGI
dependencies           pip requirements.txt                          requirements.txt
Python                 3.13                                          default: nothing asks for a version
database               none                                          web/site1/settings.py:2: the settings configure no database
static files           yes                                           web/site1/settings.py:1

note: requirements.txt:2 holds a password or a token in an address. The file is part of the image, and so is the password.
  Take it out of the file, and give it to the build alone: --build-secret id=netrc,src=$HOME/.netrc
  For an index of pip: --build-secret id=PIP_EXTRA_INDEX_URL,env=PIP_EXTRA_INDEX_URL
`.replaceAll(/ +\n/g, '\n'),
  );
});

test('what the configuration chooses holds, with its file as the origin; what was typed wins', async () => {
  const texts = { 'requirements.txt': 'Django', 'a/manage.py': managePy('s.a'), 'b/manage.py': managePy('s.b') };
  const root = write(temporaryFolder(), {
    ...texts,
    'a/s/a.py': '',
    'b/s/b.py': '',
    'simple-deploy.toml': 'manage = "b/manage.py"\npython = "3.12"\n',
  });
  let out = '';
  await inspect(
    root,
    { python: '3.11' },
    { json: true },
    { out: (text) => void (out += text), redact: (text) => text },
  );
  expect(JSON.parse(out)).toMatchObject({
    managePy: { value: 'b/manage.py', origin: { file: 'simple-deploy.toml' } },
    python: { value: { version: '3.11' }, origin: { option: '--python' } },
  });
});

test('a configuration that cannot be read stands in the way; the facts are printed', async () => {
  const root = write(temporaryFolder(), {
    'requirements.txt': 'Django',
    'manage.py': managePy('s.a'),
    's/a.py': '',
    'simple-deploy.toml': 'manage = ',
  });
  const { out, code } = await run(root, true);
  expect(code).toBe('config-syntax');
  expect(JSON.parse(out)).toMatchObject({ managePy: { value: 'manage.py' }, problems: [{ code: 'config-syntax' }] });
});

const crowded = {
  'requirements.txt': 'Django',
  'manage.py': managePy('tests.settings'),
  'tests/settings.py': '',
  'my_first_site/manage.py': managePy('my_first_site.settings'),
  'my_first_site/my_first_site/settings.py': "INSTALLED_APPS = ['django.contrib.staticfiles']\nDATABASES = {}\n",
};

test('--explain adds what was passed over, and why', async () => {
  const root = write(temporaryFolder(), crowded);
  const { out } = await run(root, false, { json: false, explain: true });
  expect(out).toContain('\nPassed over:\nmanage.py  manage.py  ');
  const json = JSON.parse((await run(root, true)).out);
  expect(json.considered).toEqual([
    { fact: 'managePy', value: 'manage.py', origin: { file: 'manage.py' }, why: expect.stringContaining('tests') },
  ]);
  expect((await run(root, false)).out).not.toContain('Passed over');
});

test('on a narrow terminal the third column stands below the value, and no line is broken within a word', async () => {
  const root = write(temporaryFolder(), crowded);
  const { out } = await run(root, false, { json: false, columns: 60 });
  const [, ...table] = out.slice(0, out.indexOf('\n\nnote')).split('\n');
  expect(table.filter((line) => line.length > 60 && line.trim().includes(' '))).toEqual([]);
  expect(out).toContain(
    `settings               my_first_site.settings
                         my_first_site/manage.py:7
`,
  );
});

test('what stays out of the image, by rule; with --explain each', async () => {
  const secrets = ['.env', 'a.pem', 'b.pem', 'c.pem', 'd.pem', 'node_modules/x/y.js', 'notes.txt'];
  const root = write(temporaryFolder(), {
    'manage.py': managePy('a.settings'),
    'a/settings.py': '',
    'requirements.txt': 'Django',
    '.dockerignore': 'notes.txt',
    ...Object.fromEntries(secrets.map((path) => [path, ''])),
  });
  const { out } = await run(root, false, { json: false });
  expect(out).toMatch(/^stays out +\.env +environment file\n +a\.pem, b\.pem, c\.pem and 1 more +private key\n/m);
  expect(out).toMatch(/^ +node_modules +packages of Node\n +notes\.txt +\.dockerignore$/m);
  expect(out).not.toContain('d.pem');
  expect((await run(root, false, { json: false, explain: true })).out).toMatch(/^ +d\.pem +private key$/m);
  expect(JSON.parse((await run(root, true)).out).leftOut).toContainEqual({ path: 'd.pem', rule: 'private key' });
});

test('a .dockerignore that is for another image is a note, one that is none stands in the way', async () => {
  const root = write(temporaryFolder(), {
    'manage.py': managePy('a.settings'),
    'a/settings.py': '',
    'requirements.txt': 'Django',
    '.dockerignore': '*',
  });
  const { out, code } = await run(root, false, { json: false });
  expect(code).toBeUndefined();
  expect(out).toMatch(/^note: \.dockerignore leaves out a\/settings\.py \(line 1: \*\)/m);
  write(root, { '.dockerignore': '[' });
  expect((await run(root, true)).code).toBe('dockerignore-pattern');
});
