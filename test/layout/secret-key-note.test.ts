import { expect, test } from 'vitest';
import { secretKeyNote } from '../../src/layout/secret-key-note.ts';
import { settingsSources } from '../../src/layout/settings-code.ts';
import { code } from './project.ts';

const notes = (text: string, base = '') =>
  secretKeyNote(settingsSources(code({ 'a/settings.py': text, 'a/base.py': base }), 'a.settings'));

test.each([
  ['token_hex(50)', undefined],
  ['get_random_secret_key()', undefined],
  ['"".join(random.choices(string.ascii_letters, k=50))', undefined],
  ['os.environ.get("DJANGO_SECRET_KEY", get_random_secret_key())', 'DJANGO_SECRET_KEY'],
  ['config("KEY", default=secrets.token_urlsafe(50))', 'KEY'],
])('a key that is another in each process: %s', (text, variable) => {
  expect(notes(`from .base import *\nSECRET_KEY = ${text}\n`)).toEqual([
    { code: 'secret-key-random', text, where: 'a/settings.py:2', ...(variable !== undefined && { variable }) },
  ]);
});

test.each([
  ['the variable of that name has it', 'SECRET_KEY = os.environ.get("SECRET_KEY", get_random_secret_key())', ''],
  ['it is written', 'SECRET_KEY = "token_hex"[1:]\nOTHER = token_hex(50)', ''],
  ['the settings write over it', 'from .base import *\nSECRET_KEY = "x"', 'SECRET_KEY = token_hex(50)'],
  ['a file may have it', 'try:\n  SECRET_KEY = open("x").read()\nexcept OSError:\n  SECRET_KEY = token_hex(50)', ''],
  ['something else may have it', 'SECRET_KEY = CONFIG.KEY or token_hex(50)', ''],
  ['that is for development', 'if DEBUG:\n  SECRET_KEY = token_hex(50)', ''],
  ['there is none', 'DEBUG = False', ''],
])('nothing is said where %s', (_, text, base) => {
  expect(notes(text, base)).toEqual([]);
});

test('the variable that another line takes it from', () => {
  const text =
    'SECRET_KEY = os.environ.get("KEY")\nif not SECRET_KEY:\n  pass\nSECRET_KEY = SECRET_KEY or token_hex(50)\n';
  expect(notes(text)).toMatchObject([{ variable: 'KEY' }]);
});
