import { expect, it } from 'vitest';
import { settingsSources } from '../../src/layout/settings-code.ts';
import { stageDefaultNote } from '../../src/layout/stage-default-note.ts';
import { code } from './project.ts';

function noted(settings: string, more: Readonly<Record<string, string>> = {}) {
  const project = code({ 'site/__init__.py': '', 'site/settings.py': settings, ...more });
  return stageDefaultNote(project, settingsSources(project, 'site.settings'));
}

const read = 'import os\n\nSTAGE = os.getenv("APP_STAGE", "Development")\n';
const compared =
  'DEBUG = STAGE == "Development"\nif STAGE in ["Production", "Staging"]:\n    SECURE_SSL_REDIRECT = True\n';

it('names the variable, what it counts as, and the word for production', () => {
  expect(noted(read + compared)).toEqual([
    {
      code: 'settings-stage-default',
      variable: 'APP_STAGE',
      stage: 'Development',
      production: 'Production',
      where: 'site/settings.py:3',
    },
  ]);
});

it.each([
  ['environ.get', 'STAGE = os.environ.get("APP_STAGE", "dev")\n'],
  ['decouple', 'STAGE: str = config("APP_STAGE", default="local")\n'],
  ['django-environ', "STAGE = env('APP_STAGE', default='development')\n"],
])('reads what %s gives', (_, text) => {
  expect(noted(`${text}if STAGE.lower() == 'prod':\n    X = 1\n`)).toMatchObject([{ production: 'prod' }]);
});

it('names one that counts as nothing where it is not set', () => {
  const open = 'STAGE = os.getenv("APP_STAGE")\n';
  const noStage = [
    { code: 'settings-stage-default', variable: 'APP_STAGE', production: 'LIVE', where: 'site/settings.py:1' },
  ];
  expect(noted(`${open}if STAGE == 'LOCAL':\n    X = 1\nelif STAGE in ('TEST', 'LIVE'):\n    X = 2\n`)).toEqual(
    noStage,
  );
  expect(noted(`${open}if STAGE != 'LIVE':\n    X = 1\n`)).toEqual([]);
  expect(noted(`${open}if STAGE == 'LOCAL':\n    X = 1\n`)).toEqual([]);
});

it('finds what a module reads that the settings ask', () => {
  const asked = 'import os\nSTAGE = os.getenv("APP_STAGE", "local")\ndef is_live():\n    return STAGE == "live"\n';
  const settings = 'from site.stage import is_live\nDEBUG = not is_live()\n';
  expect(noted(settings, { 'site/stage.py': asked })).toMatchObject([
    { variable: 'APP_STAGE', stage: 'local', production: 'live', where: 'site/stage.py:2' },
  ]);
});

it('finds the word among others of a line that names the variable twice', () => {
  const text = `${read}if STAGE == "production" or (STAGE == "staging" and not TESTS):\n    X = 1\n`;
  expect(noted(text)).toMatchObject([{ production: 'production' }]);
});

it('finds the comparison in another module of the settings', () => {
  const files = { 'site/base.py': read };
  expect(noted('from .base import *\nif STAGE != "live":\n    X = 1\n', files)).toMatchObject([{ production: 'live' }]);
});

it.each([
  ['the settings know no production', `${read}DEBUG = STAGE == "Development"\n`],
  ['it is for production', read.replace('"Development"', '"Production"') + compared],
  ['it is a host', read.replace('"Development"', '"localhost"') + compared],
  ['the comparison is a comment', `${read}# if STAGE == "Production":\n`],
  ['the comparison is of another', `${read}if MY_STAGE == "Production":\n    X = 1\n`],
  ['it has another name in a function', `def stage():\n    STAGE = os.getenv("APP_STAGE", "dev")\n${compared}`],
  ['it chooses the settings', read.replace('APP_STAGE', 'DJANGO_CONFIGURATION') + compared],
])('says nothing where %s', (_, text) => {
  expect(noted(text)).toEqual([]);
});

it('says nothing where wsgi.py sets it', () => {
  const sets = (text: string) => noted(read + compared, { 'site/wsgi.py': `import os\n${text}\n` });
  expect(sets('os.environ.setdefault("APP_STAGE", "Production")')).toEqual([]);
  expect(sets('os.environ["APP_STAGE"] = "Production"')).toEqual([]);
  expect(sets('os.environ["OTHER"] = "Production"')).toHaveLength(1);
});
