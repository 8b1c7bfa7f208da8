import { expect, test } from 'vitest';
import { names } from './demanded.ts';

const stages = {
  'config/__init__.py': '',
  'config/dev.py': 'import os\nA = os.environ["OF_DEV"]',
  'config/prod.py': 'import os\nA = os.environ["OF_PROD"]',
};
const named = (stage: string): string => `import os\nfrom importlib import import_module\nSTAGE = ${stage}\n`;

test.each([
  ['import_module', 'import_module(f"config.{STAGE}")'],
  ['importlib', 'import importlib\nimportlib.import_module("config." + STAGE)'],
  ['__import__', '__import__("config." + STAGE, globals(), locals(), ["*"])'],
  ['a text that is filled in by name', 'import_module("config.{stage}".format(stage=STAGE))'],
  ['a function', 'def load(path, fails=True):\n    return __import__(path)\nload(path="config." + STAGE)'],
])('a module that is loaded by its name demands: %s', (_, text) => {
  expect(names(named('os.getenv("STAGE", "dev")') + text, { files: stages })).toBe('OF_DEV');
});

test('of a name that is not known, or of no module here, nothing is', () => {
  const load = 'import_module(f"config.{STAGE}")';
  expect(names(named('read_stage()') + load, { files: stages })).toBe('');
  expect(names(named('"test"') + load, { files: stages })).toBe('');
  expect(names(`${named('"dev"')}os.environ["{a}_{b}".format(a=STAGE, b=read_b())]`)).toBe('');
});

test('setdefault takes its arguments by name too', () => {
  const text =
    'import os\nos.environ.setdefault(key="SHOP_KEY", value="x")\nos.environ["SHOP_KEY"]\nos.environ["OTHER"]';
  expect(names(text)).toBe('OTHER');
});

test.each([
  ['a class', 'class Missing:\n    ...\n', 'Missing'],
  ['an object of nothing', 'MISSING = object()\n', 'MISSING'],
])('a default that is a mark tells that a variable is not set: %s', (_, definition, mark) => {
  const raised = `    raise RuntimeError(key)\n`;
  const helper = `import os\n${definition}def need(key):\n    value = os.getenv(key, ${mark})\n`;
  const met = `    if value and value is not ${mark}:\n        return value\n${raised}`;
  const told = `    if value is ${mark}:\n    ${raised}    return value\n`;
  const other = `    if value != "x":\n    ${raised}    return value\n`;
  for (const body of [met, told, other]) {
    expect(names('from core import need\nA = need("ALPHA")', { files: { 'core.py': helper + body } })).toBe('ALPHA');
  }
  const never = `    if value is None or value == "x":\n    ${raised}    return value\n`;
  expect(names('from core import need\nA = need("ALPHA")', { files: { 'core.py': helper + never } })).toBe('');
});

test('a name that has to be that of a file is demanded', () => {
  const text = (not: string) =>
    `import os\nSERVICE = os.getenv("SERVICE")\nif SERVICE ${not} os.listdir("services"):\n    raise SystemError()`;
  expect(names(text('not in'))).toBe('SERVICE');
  expect(names(text('in'))).toBe('');
});

test('what a module makes when Django asks it for a setting is demanded', () => {
  const classes =
    'from pydantic_settings import BaseSettings\nclass Plain(BaseSettings):\n    DEBUG: bool = True\n    KEY: str\n    model_config = {"env_prefix": "SHOP_"}\n';
  const asked = 'from config.plain import Plain\ndef __getattr__(name):\n    return Plain().model_dump()[name]\n';
  expect(names(asked, { files: { 'config/__init__.py': '', 'config/plain.py': classes } })).toBe('SHOP_KEY');
  expect(names('import os\ndef get(name):\n    return os.environ["NEVER"]\n')).toBe('');
});
