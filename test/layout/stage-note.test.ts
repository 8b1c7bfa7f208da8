import { expect, it } from 'vitest';
import { settingsSources } from '../../src/layout/settings-code.ts';
import { stageNote } from '../../src/layout/stage-note.ts';
import { code } from './project.ts';

const top = 'from os import environ\nfrom split_settings.tools import include\n';
const local = `${top}STAGE = environ.get("STAGE") or "local"\ninclude("base.py", f"stages/{STAGE}.py")\n`;
const files = { 'site/base.py': '', 'site/stages/local.py': '', 'site/stages/live.py': '', 'site/stages/test.py': '' };

function noted(settings: string, more: Readonly<Record<string, string>> = files) {
  const project = code({ 'site/__init__.py': '', 'site/settings.py': settings, ...more });
  return stageNote(project, 'site.settings', settingsSources(project, 'site.settings'));
}

it('names the variable, the file that is taken and the one for production beside it', () => {
  const note = { code: 'settings-stage-open', file: 'site/stages/local.py', beside: 'site/stages/live.py' };
  expect(noted(local)).toEqual([{ ...note, variable: 'STAGE', stage: 'live' }]);
  expect(noted(local.replace('environ.get("STAGE") or "local"', 'environ.setdefault("STAGE", "local")'))).toHaveLength(
    1,
  );
});

it('what everybody may have for himself is none that a variable chooses', () => {
  const own = local.replace(
    'include(',
    'from split_settings.tools import optional\ninclude(optional("stages/dev.py"), ',
  );
  expect(noted(own, { ...files, 'site/stages/dev.py': '' })).toMatchObject([{ file: 'site/stages/local.py' }]);
});

it.each([
  ['the one for production is taken', local.replace('"local"', '"live"'), files],
  ['there is none for production', local, { ...files, 'site/stages/live.py': undefined as unknown as string }],
  ['no variable chooses', `${top}include("base.py", "stages/local.py")`, files],
  ['wsgi.py says it', local, { ...files, 'site/wsgi.py': 'import os\nos.environ.setdefault("STAGE", "live")' }],
])('says nothing when %s', (_, settings, more) => {
  const present = Object.fromEntries(Object.entries(more).filter(([, text]) => text !== undefined));
  expect(noted(settings, present)).toEqual([]);
});

const chosen = `from os import environ
from .util import STAGE
if STAGE == "local":
    from .stages.local import *
elif STAGE == "live":
    from .stages.live import *
`;
const util = { 'site/util.py': 'from os import environ\nSTAGE = environ.get("STAGE", "local")\n' };

it('a variable that another module reads chooses between imports', () => {
  const note = { code: 'settings-stage-open', file: 'site/stages/local.py', beside: 'site/stages/live.py' };
  expect(noted(chosen, { ...files, ...util })).toEqual([{ ...note, variable: 'STAGE', stage: 'live' }]);
  const absolute = chosen.replaceAll('from .', 'from site.');
  expect(noted(absolute, { ...files, ...util })).toHaveLength(1);
});

it.each([
  ['another stage is the one by default', chosen, { 'site/util.py': util['site/util.py'].replace('local', 'live') }],
  ['wsgi.py says it', chosen, { ...util, 'site/wsgi.py': 'import os\nos.environ.setdefault("STAGE", "live")' }],
  ['no condition asks for the stage', chosen.replace('STAGE == "local"', 'DEBUG'), util],
  ['it is always taken', `${chosen}from .stages.local import *\n`.replace(/^if[^]*?live import \*\n/m, ''), util],
])('says nothing of imports when %s', (_, settings, more) => {
  expect(noted(settings, { ...files, ...more })).toEqual([]);
});
