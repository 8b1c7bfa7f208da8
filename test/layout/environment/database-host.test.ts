import { expect, test } from 'vitest';
import { found } from './demanded.ts';

const environ = 'import environ, os\nenv = environ.Env()\n';
const host = (text: string) => found(text).databaseHost;
const settings = (at: string) =>
  `import os\nDATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "blog"${at}}}`;

test.each([
  [', "HOST": "localhost"', { host: 'localhost' }],
  [', "HOST": os.environ.get("DB_HOST", "db")', { host: 'db', variable: 'DB_HOST' }],
  [', "HOST": os.environ.get("DB_HOST")', { host: '', variable: 'DB_HOST' }],
  [', "HOST": os.environ["DB_HOST"]', { host: '', variable: 'DB_HOST' }],
  ['', { host: '' }],
  [', **others()', undefined],
  [', "HOST": secrets["host"]', undefined],
  [', "OPTIONS": {"service": "blog"}', undefined],
  [', "OPTIONS": {"sslmode": "require"}', { host: '' }],
])('a dictionary with %s', (text, expected) => {
  expect(host(settings(text))).toEqual(expected);
});

test.each([
  ['env.db("DATABASE_URL")', { host: '', variable: 'DATABASE_URL' }],
  ['env.db("SITE_DB", default="postgres://me:secret@db:5432/blog")', { host: 'db', variable: 'SITE_DB' }],
  ['env.db(default="postgres:///blog")', { host: '', variable: 'DATABASE_URL' }],
  ['{**env.db("SITE_DB"), "ATOMIC_REQUESTS": True}', { host: '', variable: 'SITE_DB' }],
  ['env.db_url("SITE_DB", default="")', undefined],
])('an address by django-environ: %s', (text, expected) => {
  expect(host(`${environ}DATABASES = {"default": ${text}}`)).toEqual(expected);
});

test.each([
  ['dj_database_url.config()', { host: '', variable: 'DATABASE_URL' }],
  ['dj_database_url.config("SITE_DB", conn_max_age=60)', { host: '', variable: 'SITE_DB' }],
  ['dj_database_url.config(default="postgres://pg.example.org/blog")', { host: 'pg.example.org' }],
  ['dj_database_url.parse(os.environ.get("SITE_DB", "mysql://db/x"))', { host: 'db', variable: 'SITE_DB' }],
  ['dj_database_url.parse(f"postgres://{os.environ["U"]}@{os.environ["H"]}/x")', { host: '' }],
  ['dj_database_url.parse(f"postgres://{os.environ["U"]}@db.example.org/x")', { host: 'db.example.org' }],
  ['dj_database_url.parse(read_secret())', undefined],
])('an address by dj-database-url: %s', (text, expected) => {
  expect(host(`import dj_database_url, os\nDATABASES = {"default": ${text}}`)).toEqual(expected);
});

test('where nothing can be read, a variable that is demanded says that nobody has said it', () => {
  const made = `${environ}DATABASES = configure({"default": env.db("DATABASE_URL")})`;
  expect(host(made)).toEqual({ host: '', variable: 'DATABASE_URL' });
  expect(host(made.replace('"DATABASE_URL"', '"KEY"'))).toBeUndefined();
});

test('a file has none', () => {
  expect(host('DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db"}}')).toBeUndefined();
});

test.each([
  ['{"HOST": "pg.example.org"}', { host: 'pg.example.org' }],
  ['dj_database_url.config(conn_max_age=60)', { host: 'db' }],
  ['dj_database_url.config(default="postgres://pg.example.org/x")', undefined],
  ['read_file()', undefined],
])('what it is updated with has the last word: %s', (more, expected) => {
  const text = settings(', "HOST": "db"');
  expect(host(`import dj_database_url\n${text}\nDATABASES["default"].update(${more})`)).toEqual(expected);
});
