import { expect, it } from 'vitest';
import { findStaticFiles } from '../../../src/layout/static-files.ts';
import { settingsSources } from '../../../src/layout/settings-code.ts';
import { code } from '../project.ts';
import { names } from './demanded.ts';

const top = 'from os import environ\nfrom split_settings.tools import include as take, optional\n';
const chosen = `${top}STAGE = environ.get("STAGE") or "local"\nparts = ("parts/*.py", "stages/{0}.py".format(STAGE), optional("mine.py"))\ntake(*parts)\n`;
const parts = {
  'site/parts/a.py': 'import os\nA = os.environ["A"]\nDEBUG = False\nAPPS = ["a"]\n',
  'site/parts/b.py': 'import os\nif not DEBUG:\n  B = os.environ["B"]\nAPPS += ["django.contrib.staticfiles"]\n',
  'site/stages/local.py': 'import os\nC = os.environ["C"]\n',
  'site/stages/live.py':
    'import os\nD = os.environ["D"]\nif __file__.endswith("settings.py"):\n  E = os.environ["E"]\n',
};

it('what django-split-settings includes is run where it stands, in the order of the names', () => {
  expect(names(chosen, { files: parts })).toBe('A B C');
});

it('the stage that wsgi.py sets is the one that is taken, and a file finds the __file__ of what includes it', () => {
  const wsgi = 'import os\nos.environ.setdefault("STAGE", "live")\n';
  expect(names(chosen, { files: { ...parts, 'site/wsgi.py': wsgi } })).toBe('A B D E');
});

it.each([
  ['an f-string', "take(f\"stages/{environ.get('STAGE', 'Live').lower()}.py\")", 'D E'],
  ['a path from __file__', 'import os\ntake(os.path.join(os.path.dirname(__file__), "stages", "live.py"))', 'D E'],
  ['each file once', 'take("stages/live.py")\ntake("stages/live.py", "settings.py")', 'D E'],
  ['one that is not there', 'take(optional("mine.py"), "stages/none.py")', ''],
  ['a name that is not known', 'take(unknown() + ".py")', ''],
  ['what may not run', 'if unknown():\n  take("stages/live.py")', ''],
])('%s', (_, text, demanded) => {
  expect(names(top + text, { files: parts })).toBe(demanded);
});

it('a file that includes others counts paths from itself', () => {
  const files = { ...parts, 'site/stages/two.py': 'from split_settings.tools import include\ninclude("live.py")\n' };
  expect(names(`${top}take("stages/two.py")`, { files })).toBe('D E');
});

it('the files make up the settings, what holds last first', () => {
  const project = code({ 'site/__init__.py': '', 'site/settings.py': chosen, ...parts });
  const sources = settingsSources(project, 'site.settings');
  expect(sources.map(({ path }) => path)).toEqual([
    'site/settings.py',
    'site/stages/local.py',
    'site/parts/b.py',
    'site/parts/a.py',
  ]);
  expect(findStaticFiles(sources)).toMatchObject({ value: true, origin: { file: 'site/parts/b.py', line: 4 } });
});

it('behind a server that sets the stage, those of that stage', () => {
  const wsgi = 'import os\nos.environ.setdefault("STAGE", "live")\nfrom site import settings\n';
  const project = code({ 'site/__init__.py': '', 'site/settings.py': chosen, 'site/wsgi.py': wsgi, ...parts });
  expect(settingsSources(project, 'site.settings').map(({ path }) => path)).toContain('site/stages/live.py');
});
