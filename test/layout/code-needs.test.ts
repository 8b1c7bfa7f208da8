import { expect, test } from 'vitest';
import { findCodeNeeds } from '../../src/layout/code-needs.ts';
import { parsePython } from '../../src/layout/python-source.ts';
import { project } from './project.ts';

const needs = (settings: string, texts: Readonly<Record<string, string>> = {}, folders = ['.']) =>
  findCodeNeeds(project(texts), [parsePython('a/settings.py', settings)], folders);
const line = (number: number) => ({ file: 'a/settings.py', line: number });

test.each([
  ['an app', 'INSTALLED_APPS = [\n  "django.contrib.gis",\n]', [['gis', line(2)]]],
  ['an engine', 'D = {"ENGINE": "django.contrib.gis.db.backends.postgis"}', [['gis', line(1)]]],
  ['an address', 'D = env.db("DATABASE_URL", default="postgis://localhost/x")', [['gis', line(1)]]],
  [
    'SpatiaLite',
    'D = {"ENGINE": "django.contrib.gis.db.backends.spatialite"}',
    [
      ['gis', line(1)],
      ['spatialite', line(1)],
    ],
  ],
  ['none of it', 'INSTALLED_APPS = ["django.contrib.gisborne", "postgis"]', []],
  ['a comment', '# "django.contrib.gis",', []],
])('GeoDjango by %s', (_, settings, expected) => {
  expect(needs(settings).map(({ value, origin }) => [value, origin])).toEqual(expected);
});

test('translations that are not compiled, in a folder where Django looks', () => {
  const po = { 'a/locale/de/LC_MESSAGES/django.po': '' };
  expect(needs('', po)).toMatchObject([{ value: 'messages', origin: { file: 'a/locale/de/LC_MESSAGES/django.po' } }]);
  expect(needs('', po, ['a'])).toHaveLength(1);
  expect(needs('', po, ['b'])).toEqual([]);
  expect(needs('', { ...po, 'a/locale/de/LC_MESSAGES/django.mo': '' })).toEqual([]);
});

test.each(['CET', 'US/Eastern', 'Asia/Calcutta'])('a time zone that Debian has in a package of its own: %s', (zone) => {
  const found = [{ value: 'time-zones', origin: line(2) }];
  expect(needs(`X = 1\nTIME_ZONE = "${zone}"`)).toMatchObject(found);
  expect(needs(`X = 1\nTIME_ZONE = env("ZONE", default="${zone}")`)).toMatchObject(found);
  expect(needs(`COUNTRIES = ["${zone}"]`)).toEqual([]);
});

test.each(['Asia/Kolkata', 'UTC', 'Europe/Berlin'])('and none that every Debian has: %s', (zone) => {
  expect(needs(`TIME_ZONE = "${zone}"`)).toEqual([]);
});
