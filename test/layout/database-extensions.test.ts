import { expect, test } from 'vitest';
import { findDatabaseExtensions } from '../../src/layout/database-extensions.ts';
import { parsePython } from '../../src/layout/python-source.ts';
import type { Database } from '../../src/values/database.ts';

const needs = (settings: string, value: Database = 'postgres') =>
  findDatabaseExtensions([parsePython('a/settings.py', settings)], { value, origin: 'default' });
const geo = 'INSTALLED_APPS = ["django.contrib.gis"]\n';
const engine = (name: string) => `DATABASES = {"default": {"ENGINE": "${name}"}}\n`;
const byAddress = 'DATABASES = {"default": env.db("DATABASE_URL")}\n';
const plain = engine('django.db.backends.postgresql');

test.each([
  ['GeoDjango’s engine', engine('django.contrib.gis.db.backends.postgis'), 1],
  ['a wrapper of it', engine('django_prometheus.db.backends.postgis'), 1],
  [
    'an engine set after the address',
    `${byAddress}DATABASES["default"]["ENGINE"] = "django.contrib.gis.db.backends.postgis"`,
    2,
  ],
  ['a default address', 'DATABASES = {"default": dj_database_url.config(default="postgis://localhost/x")}', 1],
  ['GeoDjango, and an address without a default', geo + byAddress, 1],
  ['GeoDjango, and a plain default address', `${geo}D = env.db("DATABASE_URL", default="postgres:///x")`, 1],
])('PostGIS by %s', (_, settings, line) => {
  expect(needs(settings)).toMatchObject([
    { value: 'postgis', origin: { file: 'a/settings.py', line }, setsEngine: true },
  ]);
});

test.each([
  ['a plain engine', plain],
  ['an address without GeoDjango', byAddress],
  ['GeoDjango with a plain engine that is written', geo + plain],
  ['GeoDjango with a plain engine of a wrapper', geo + engine('django_prometheus.db.backends.postgresql_psycopg2')],
  ['another app of that name', 'INSTALLED_APPS = ["postgis", "django.contrib.gisborne"]\n' + byAddress],
  ['a comment', `# "django.contrib.gis.db.backends.postgis"\n${byAddress}`],
])('none by %s', (_, settings) => {
  expect(needs(settings)).toEqual([]);
});

test('none of it concerns another database', () => {
  const settings = geo + engine('django.contrib.gis.db.backends.postgis');
  for (const met of ['mysql', 'sqlite', 'none'] as const) expect(needs(settings, met)).toEqual([]);
});

test('Postgres in place of SpatiaLite, or of a SQLite that GeoDjango cannot use', () => {
  const [spatial] = needs(engine('django.contrib.gis.db.backends.spatialite'));
  expect(spatial).toMatchObject({ value: 'postgis', why: 'in place of SpatiaLite', setsEngine: true });
  expect(needs(geo + engine('django.db.backends.sqlite3'))).toMatchObject([{ value: 'postgis', setsEngine: true }]);
  expect(needs(engine('django.db.backends.sqlite3'))).toEqual([]);
});

test('where a plain engine is written too, an engine stays what it is', () => {
  const settings = `if GEO:\n  ${engine('django.contrib.gis.db.backends.postgis')}else:\n  ${plain}`;
  expect(needs(settings)).toMatchObject([{ value: 'postgis', setsEngine: false }]);
});
