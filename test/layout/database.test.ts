import { expect, test } from 'vitest';
import { findDatabase } from '../../src/layout/database.ts';
import { settingsSources } from '../../src/layout/settings-code.ts';
import { projectNames } from '../../src/layout/project-names.ts';
import { settingsWithPieces } from '../../src/layout/settings-code.ts';
import { code } from './project.ts';

function databaseOf(settings: string, packages: readonly string[] = [], others: Readonly<Record<string, string>> = {}) {
  const project = code({ 'a/settings.py': settings, ...others });
  return findDatabase(
    settingsSources(project, 'a.settings'),
    packages.map((name) => ({ name })),
  );
}

const engine = (name: string) => `DATABASES = {"default": {"ENGINE": "${name}", "NAME": "x"}}`;
const lite = engine('django.db.backends.sqlite3');
const pg = engine('django.db.backends.postgresql');

test.each([
  ['postgres', pg],
  ['postgres', engine('django.contrib.gis.db.backends.postgis')],
  ['postgres', engine('django_prometheus.db.backends.postgresql')],
  ['mysql', engine('django.db.backends.mysql')],
  ['sqlite', engine('django.contrib.gis.db.backends.spatialite')],
  ['sqlite', 'DATABASES = {"default": dict(ENGINE="django.db.backends.sqlite3")}'],
  ['mysql', 'DATABASES = {"replica": {"ENGINE": "x.sqlite3"}, "default": {"ENGINE": "x.mysql"}}'],
  ['postgres', 'E = "django.db.backends.postgresql"\nDATABASES = {"default": {"ENGINE": E}}'],
  ['sqlite', 'DATABASES = {"default": {"ENGINE": os.environ.get("SQL_ENGINE", "django.db.backends.sqlite3")}}'],
  ['postgres', 'DATABASES = {}\nif os.environ.get("DB"):\n  DATABASES["default"] = Config(os.environ["DB"]).to_dict()'],
  ['mysql', 'class Live(Base):\n  @property\n  def DATABASES(self):\n    return {"default": {"ENGINE": "x.mysql"}}'],
  ['postgres', 'DATABASES: dict = {}\nDATABASES["default"] = {"ENGINE": "django.db.backends.postgresql"}'],
  ['sqlite', 'DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{BASE_DIR}/db")}'],
  ['postgres', 'DATABASES = {"default": env.db("DATABASE_URL", default="postgres:///x")}'],
  ['mysql', 'DATABASES = {"default": env.db_url("DATABASE_URL", "mysql://x")}'],
  ['postgres', 'DATABASES = {"default": dj_database_url.config(conn_max_age=600)}'],
  ['postgres', `if DEBUG:\n  ${lite}\nelse:\n  ${pg}`],
  ['postgres', `if not DEBUG:\n  ${pg}\nelse:\n  ${lite}`],
  ['sqlite', `if "RDS_HOST" in os.environ:\n  ${pg}\nelse:\n  ${lite}`],
  ['sqlite', `${lite}\nif os.getenv("DATABASE_URL"):\n  DATABASES["default"] = dj_database_url.config()`],
  ['sqlite', `try:\n  import x\nexcept ImportError:\n  pass\n${lite}`],
  ['sqlite', `class Base(Configuration):\n  ${lite}`],
  [
    'sqlite',
    'if KIND == "postgres":\n  one = {"ENGINE": "x.postgresql"}\nelse:\n  one = {"ENGINE": "x.sqlite3"}\nDATABASES = {"default": one}',
  ],
  ['mysql', 'all = {"default": {"ENGINE": "x.mysql"}}\nDATABASES = all'],
  ['postgres', 'a = {"default": b}\nb = {"default": a}\nDATABASES = a'],
  ['none', 'DATABASES = {}'],
  ['none', 'DEBUG = True'],
])('%s: %s', (database, settings) => {
  expect(databaseOf(settings).value).toBe(database);
});

test('an ENGINE that a variable says and branches spell out is not one of the branches', () => {
  const told = 'if "sqlite" in E:\n  E = "x.sqlite3"\nelif "postgres" in E:\n  E = "x.postgresql"\n';
  const settings = `E = env("E").lower()\n${told}DATABASES = {"default": {"ENGINE": E}}`;
  expect(databaseOf(settings, ['mysqlclient']).value).toBe('mysql');
  const given = `E = env("E", default="x.mysql")\n${told}DATABASES = {"default": {"ENGINE": E}}`;
  expect(databaseOf(given).value).toBe('mysql');
  const branches = 'if A:\n  E = "x.mysql"\nelse:\n  E = "x.sqlite3"\nDATABASES = {"default": {"ENGINE": E}}';
  expect(databaseOf(branches).value).toBe('sqlite');
  const live = 'E = "x.sqlite3"\nif not DEBUG:\n  E = "x.mysql"\nDATABASES = {"default": {"ENGINE": E}}';
  expect(databaseOf(live).value).toBe('mysql');
  expect(databaseOf('if A:\n  E = "x.mysql"\nDATABASES = {"default": {"ENGINE": E}}').value).toBe('mysql');
});

test('without a default, the driver among the requirements tells', () => {
  const settings = 'DATABASES = {"default": env.db()}';
  expect(databaseOf(settings, ['mysqlclient'])).toMatchObject({
    value: 'mysql',
    origin: { file: 'a/settings.py', line: 1 },
  });
  expect(databaseOf(settings, ['psycopg2-binary']).value).toBe('postgres');
});

test('an address that is always read wins over the engine that it writes over, when a driver is required', () => {
  const read = 'DATABASES["default"] = dj_database_url.config(conn_max_age=600)';
  expect(databaseOf(`${lite}\n${read}`, ['psycopg2-binary'])).toMatchObject({
    value: 'postgres',
    origin: { file: 'a/settings.py', line: 2 },
  });
  expect(databaseOf(`${lite}\n${read}`).value).toBe('sqlite');
  expect(databaseOf(`${lite}\nif LIVE:\n  ${read}`, ['psycopg2-binary']).value).toBe('sqlite');
  const told = 'DATABASES["default"] = dj_database_url.config(default=ADDRESS)';
  expect(databaseOf(`${lite}\n${told}`, ['psycopg2-binary']).value).toBe('sqlite');
  const none = `ADDRESS = os.environ.get("DATABASE_URL")\n${lite}\n${told}`;
  expect(databaseOf(none, ['psycopg2-binary']).value).toBe('postgres');
  const local = `ADDRESS = os.environ.get("DATABASE_URL", "mysql://x")\n${lite}\n${told}`;
  expect(databaseOf(local, ['psycopg2-binary']).value).toBe('mysql');
  const perhaps = 'from .base import *\nif LIVE:\n  DATABASES = {"default": env.db()}';
  expect(databaseOf(perhaps, ['psycopg2-binary'], { 'a/base.py': lite }).value).toBe('sqlite');
  expect(databaseOf(`${lite}\nDATABASES["default"] = load()`, ['psycopg2-binary']).value).toBe('sqlite');
  const module = databaseOf('from .base import *\nDATABASES = {"default": env.db()}', ['mysqlclient'], {
    'a/base.py': lite,
  });
  expect(module.value).toBe('mysql');
});

test('what the production module sets wins over what it takes over', () => {
  expect(databaseOf(`from .base import *\n${pg}`, [], { 'a/base.py': lite })).toMatchObject({
    value: 'postgres',
    origin: { file: 'a/settings.py', line: 2 },
  });
  expect(databaseOf('from .base import *', [], { 'a/base.py': lite }).origin).toEqual({ file: 'a/base.py', line: 1 });
});

test('of two modules that are taken over, the later one holds', () => {
  const others = { 'a/one.py': lite, 'a/two.py': pg };
  expect(databaseOf('from .one import *\nfrom .two import *', [], others).value).toBe('postgres');
  expect(databaseOf('from .two import *\nfrom .one import *', [], others).value).toBe('sqlite');
});

test('settings put together by django-split-settings, and a loop of imports', () => {
  expect(
    databaseOf('include("parts/*.py")', [], { 'a/parts/db.py': pg, 'a/parts/apps.py': 'from ..settings import *' })
      .value,
  ).toBe('postgres');
});

test('settings that are put together by other means: the driver that is required tells', () => {
  expect(databaseOf('load(__name__)', ['mysqlclient'])).toMatchObject({ value: 'mysql', origin: 'default' });
  const partly = 'INSTALLED_APPS = []\ntry:\n  from .settings_live import *\nexcept ImportError:\n  pass\n';
  expect(databaseOf(partly, ['psycopg2-binary']).value).toBe('postgres');
  expect(databaseOf(partly, []).value).toBe('none');
  expect(databaseOf('DATABASES = {}', ['mysqlclient']).value).toBe('none');
});

test('settings that are a class take over those that it derives from', () => {
  const settings = 'from .base import Base\nclass Live(Base):\n  DEBUG = False';
  const base = 'class Base:\n  DATABASES = {"default": {"ENGINE": "x.mysql"}}';
  expect(databaseOf(settings, [], { 'a/base.py': base })).toMatchObject({
    value: 'mysql',
    origin: { file: 'a/base.py', line: 2 },
  });
});

/** As inspect does it: with what is named in other modules. */
function databaseAcross(others: Readonly<Record<string, string>>, packages: readonly string[] = []) {
  const project = code(others);
  const requirements = packages.map((name) => ({ name }));
  return findDatabase(settingsWithPieces(project, 'a.settings'), requirements, projectNames(project, []));
}

const live = '{"default": {"ENGINE": "django.db.backends.mysql", "NAME": "x"}}';

test.each([
  ['from .databases import DATABASES', `DATABASES = ${live}`],
  ['from a.databases import DATABASES as DATABASES', `DATABASES = ${live}`],
  ['from .databases import LIVE\nDATABASES = LIVE', `LIVE = ${live}`],
  ['from .databases import LIVE as DATABASES', `LIVE = ${live}\nDATABASES = ${lite}`],
  ['from .databases import LIVE as DATABASES', `DATABASES = ${lite}\nif X:\n  LIVE = 1\nelse:\n  LIVE = ${live}`],
  ['from .databases import LIVE as found\nDATABASES = found', `LIVE = ${live}`],
  ['from .databases import LIVE as found\nDATABASES = found', `found = ${lite}\nLIVE = ${live}`],
  ['from . import databases as held\nDATABASES = held.LIVE', `LIVE = ${live}`],
  ['import a.databases as held\nDATABASES = held.LIVE', `LIVE = ${live}`],
  ['from .databases import (DATABASES as OLD, LIVE as DATABASES)', `LIVE = ${live}\nDATABASES = ${lite}`],
  ['from .databases import *\nfrom .databases import LIVE as DATABASES', `LIVE = ${live}\nDATABASES = ${lite}`],
  ['from .databases import LIVE as DATABASES\nfrom .databases import *', `LIVE = ${live}`],
  ['from .databases import OLD as DATABASES\nfrom .databases import *', `OLD = ${lite}\nDATABASES = ${live}`],
  ['from .databases import one\nDATABASES = {"default": one}', 'one = {"ENGINE": "django.db.backends.mysql"}'],
  ['from . import databases\nDATABASES = databases.LIVE', `LIVE = ${live}`],
  ['from a import databases\nDATABASES = {"default": databases.all["live"]}', `all = {"x": 1, "live": ${live}}`],
  ['import a.databases\nDATABASES = a.databases.LIVE', `LIVE = ${live}`],
  ['if DEBUG:\n  from .light import DATABASES\nelse:\n  from .databases import DATABASES', `DATABASES = ${live}`],
])('in a module of its own: %s', (settings, databases) => {
  const others = { 'a/__init__.py': '', 'a/settings.py': settings, 'a/databases.py': databases, 'a/light.py': lite };
  expect(databaseAcross(others)).toMatchObject({ value: 'mysql' });
});

test.each([
  ['through the module that hands it on', 'from .live import MAIN as LIVE'],
  ['through one that hands all on', 'from .live import *\nLIVE = MAIN'],
  ['through one that takes it over', 'from .named import *'],
])('under another name, %s', (_, databases) => {
  const others = { 'a/live.py': `MAIN = ${live}\nDATABASES = ${lite}`, 'a/named.py': `LIVE = ${live}\nDATABASES = 1` };
  const settings = 'from .databases import LIVE as DATABASES';
  const project = { 'a/__init__.py': '', 'a/settings.py': settings, 'a/databases.py': databases, ...others };
  expect(databaseAcross(project)).toMatchObject({ value: 'mysql' });
});

test('of a dictionary for several the one that is asked for', () => {
  const two = 'all = {"old": {"ENGINE": "x.sqlite3"}, "live": {"ENGINE": "x.mysql"}}';
  const settings = 'from . import secret\nDATABASES = {"default": secret.all["live"]}';
  expect(databaseAcross({ 'a/__init__.py': '', 'a/settings.py': settings, 'a/secret.py': two }).value).toBe('mysql');
});

test('an ENGINE that cannot be read, and no driver among the requirements: SQLite, which needs none', () => {
  const settings = 'DATABASES = {"default": parse_db_settings(DATA_DIR)}';
  expect(databaseAcross({ 'a/settings.py': settings }, ['django'])).toEqual({
    value: 'sqlite',
    origin: { file: 'a/settings.py', line: 1 },
    why: 'its ENGINE could not be read, and no driver of another database is required: --database says another',
  });
  expect(databaseAcross({ 'a/settings.py': settings }, ['django', 'psycopg']).value).toBe('postgres');
  const other = 'DATABASES = {"default": {"ENGINE": "django_mongodb_engine"}}';
  expect(databaseAcross({ 'a/settings.py': other }, ['django']).why).toContain('Postgres is assumed');
  const address = 'DATABASES = {"default": env.db()}';
  expect(databaseAcross({ 'a/settings.py': address }, ['django']).value).toBe('postgres');
});

test('a module that is not there tells nothing, and is not called the environment', () => {
  const settings = 'from . import secret\nDATABASES = {"default": secret.all["live"]}';
  const others = { 'a/__init__.py': '', 'a/settings.py': settings };
  expect(databaseAcross(others)).toMatchObject({
    value: 'postgres',
    why: 'its ENGINE could not be read, so Postgres is assumed: --database says another',
  });
  expect(databaseAcross(others, ['mysqlclient'])).toMatchObject({
    value: 'mysql',
    why: 'its ENGINE could not be read; its driver is required',
  });
});

test.each([
  ['DATABASES = {"default": env.db()}'],
  ['one = env.db()\nDATABASES = {"default": one}'],
  ['DATABASES = {"default": {"ENGINE": os.environ["ENGINE"]}}'],
])('what a call or the environment gives is: %s', (settings) => {
  expect(databaseAcross({ 'a/settings.py': settings })).toMatchObject({
    value: 'postgres',
    why: 'read from the environment, without a default',
  });
});
