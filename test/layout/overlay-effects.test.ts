import { expect, test } from 'vitest';
import { dynaconfNote } from '../../src/layout/dynaconf.ts';
import { overlayEffects } from '../../src/layout/overlay-effects.ts';
import { overlayText } from '../../src/layout/overlay-text.ts';
import { parsePython } from '../../src/layout/python-source.ts';
import type { OverlayEffect } from '../../src/values/layout.ts';

const known = { database: 'sqlite', staticFiles: true, skip: [] } as const;
const effects = (settings: string, more: object = {}): readonly OverlayEffect[] =>
  overlayEffects([parsePython('a/settings.py', settings)], { ...known, ...more });
const effect = (line: string, settings: string, more: object = {}): OverlayEffect | undefined =>
  effects(settings, more).find((each) => each.line === line);
const at = (line: number) => ({ file: 'a/settings.py', line });

test.each([
  ['debug', 'DEBUG = True', { acts: 'always', found: [{ setting: 'DEBUG', origin: at(1), stays: false }] }],
  ['debug', 'DEBUG = False', { acts: 'never' }],
  ['debug', '', { acts: 'never' }],
  [
    'debug',
    'import os\nDEBUG = bool(os.environ.get("DEBUG"))',
    { acts: 'always', why: expect.stringContaining('expr') },
  ],
  [
    'debug',
    'DEBUG = read()\nDEBUG = False',
    { acts: 'always', why: expect.stringMatching(/^DEBUG is an expression first:/) },
  ],
  ['secret-key', 'SECRET_KEY = "django-insecure-x"', { acts: 'always' }],
  ['secret-key', 'SECRET_KEY = "own"', { acts: 'never' }],
  ['secret-key', 'SECRET_KEY = read()', { acts: 'always', why: 'where it comes out empty or django-insecure-' }],
  ['hosts', 'ALLOWED_HOSTS = ["*"]', { acts: 'never' }],
  ['hosts', 'ALLOWED_HOSTS = ["*", "x"]', { acts: 'always' }],
  ['logging', '\nLOGGING = {}', { acts: 'never', why: 'the settings have LOGGING', found: [{ origin: at(2) }] }],
  [
    'log-files',
    'LOGGING = {"handlers": {"f": {"filename": "x.log"}}}',
    { acts: 'always', found: [{ setting: 'LOGGING', origin: at(1), stays: false }] },
  ],
  ['log-files', 'LOGGING = {}', { acts: 'never', why: 'the settings have no LOGGING to a file' }],
  ['log-files', 'LOGGING = made()', { acts: 'always' }],
  ['log-files', '', { acts: 'never' }],
  ['email-url', 'EMAIL_HOST = "h"', { acts: 'never' }],
  ['email-url', 'EMAIL_BACKEND = "anymail.backends.mailgun.EmailBackend"', { acts: 'never' }],
  ['email-url', 'EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"', { found: [{ stays: false }] }],
  ['cache', 'X = 1', { acts: 'sometimes', when: 'with REDIS_URL', found: [] }],
  ['media', 'MEDIA_URL = "media/"', { acts: 'always' }],
  [
    'vite',
    'DJANGO_VITE = {"default": {"dev_mode": True}}',
    { acts: 'always', found: [{ origin: at(1), stays: false }] },
  ],
  ['vite', 'DJANGO_VITE_DEV_MODE = DEBUG', { acts: 'always' }],
  ['vite', '', { acts: 'never', why: 'the settings have nothing of django-vite' }],
  ['media', '', { acts: 'never', why: 'the settings have no MEDIA_URL' }],
  [
    'https',
    'SECURE_SSL_REDIRECT = False',
    { acts: 'sometimes', found: [{ setting: 'SECURE_SSL_REDIRECT', origin: at(1), stays: true }] },
  ],
  [
    'connections',
    '# CONN_MAX_AGE\nD = dj_database_url.config(conn_max_age=600)',
    { found: [{ setting: 'CONN_MAX_AGE', origin: at(2), stays: true }] },
  ],
])('%s meets %s', (line, settings, expected) => {
  expect(effect(line, settings)).toMatchObject(expected);
});

test('what the project lacks leaves a line without work', () => {
  expect(effect('sqlite', '', { database: 'postgres' })).toMatchObject({
    acts: 'never',
    why: 'the database is postgres',
  });
  expect(effect('whitenoise', '', { staticFiles: false })).toMatchObject({ acts: 'never' });
});

test('a line that was switched off says what it would do', () => {
  expect(effect('https', '', { skip: ['https'] })).toMatchObject({
    acts: 'skipped',
    does: expect.stringContaining('TLS'),
  });
  const shown = overlayText(effects('SECURE_SSL_REDIRECT = 1', { skip: ['debug'] }), undefined).join('\n');
  expect(shown).toMatch(/^debug +switched off +would do: DEBUG is False/m);
  expect(shown).toMatch(
    /^https +where the platform ends TLS +.*; stays as it is: SECURE_SSL_REDIRECT a\/settings.py:1$/m,
  );
  expect(overlayText([], undefined)).toEqual([]);
});

test('settings of dynaconf are told, with the variable that chooses their environment', () => {
  const note = (text: string) => dynaconfNote([parsePython('a/settings.py', text)]);
  expect(note('import dynaconf\nsettings = dynaconf.DjangoDynaconf(__name__)')).toEqual([
    { code: 'settings-by-dynaconf', ...at(2), switcher: 'DJANGO_ENV' },
  ]);
  expect(note('x = DjangoDynaconf(__name__, ENV_SWITCHER_FOR_DYNACONF="STAGE")')).toMatchObject([
    { switcher: 'STAGE' },
  ]);
  expect(note('# DjangoDynaconf(\nx = 1')).toEqual([]);
});

test('a DEBUG that is written as True, and then as False, is no expression', () => {
  expect(effect('debug', 'DEBUG = True\nif DEBUG:\n  X = 1\nDEBUG = False')).not.toHaveProperty('why');
});
