import { expect, test } from 'vitest';
import { memcachedNote } from '../../src/layout/memcached-note.ts';
import { settingsSources } from '../../src/layout/settings-code.ts';
import { code } from './project.ts';

const notes = (text: string) => memcachedNote(settingsSources(code({ 'a/settings.py': text }), 'a.settings'));
const BACKEND = '"BACKEND": "django.core.cache.backends.memcached.PyMemcacheCache"';
const cache = (location: string) => `import os\nCACHES = {"default": {${BACKEND}, "LOCATION": ${location}}}\n`;

test.each([
  ['"127.0.0.1:11211"', '127.0.0.1:11211', []],
  ['["localhost:11211"]', 'localhost:11211', []],
  ['"cache:11211"', 'cache:11211', []],
  ['os.environ.get("CACHE_AT", "memcached:11211")', 'memcached:11211', ['CACHE_AT']],
])('a cache where only a developer has one: %s', (location, host, variables) => {
  expect(notes(cache(location))).toEqual([{ code: 'cache-memcached-here', where: 'a/settings.py:2', host, variables }]);
});

test('one of several', () => {
  const text = `CACHES = {\n  "default": {"BACKEND": "x.LocMemCache", "LOCATION": "local"},\n  "mc": {${BACKEND}, "LOCATION": "mc"},\n}\n`;
  expect(notes(text)).toMatchObject([{ where: 'a/settings.py:3', host: 'mc' }]);
});

test.each([
  ['it is a host of the world', cache('"cache.example.com:11211"')],
  ['it is an address', cache('"10.0.0.7:11211"')],
  ['a variable has to say it', cache('os.environ["CACHE_AT"]')],
  ['it is of another kind', cache('"localhost:11211"').replace('memcached.PyMemcacheCache', 'locmem.LocMemCache')],
  ['only developers have it', `if DEBUG:\n  ${cache('"localhost:11211"').split('\n')[1]}\n`],
  ['there is none', 'DEBUG = False\n'],
])('nothing is said where %s', (_, text) => {
  expect(notes(text)).toEqual([]);
});
