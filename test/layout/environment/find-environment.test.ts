import { expect, test } from 'vitest';
import { environment, names } from './demanded.ts';

test('each with the place of its name and what asks for it, in order of name', () => {
  expect(environment('import os\nB = os.environ["B"]\nA = os.environ[\n    "A"\n]')).toEqual([
    { value: 'A', origin: { file: 'site/settings.py', line: 4 }, why: 'os.environ["A"]' },
    { value: 'B', origin: { file: 'site/settings.py', line: 2 }, why: 'os.environ["B"]' },
  ]);
});

test.each([
  ['import os\nos.environ["X"]', 'X'],
  ['from os import environ\nenviron["X"]', 'X'],
  ['from os import environ as e\ne["X"]', 'X'],
  ['import os\nenv = os.environ\nenv["X"]', 'X'],
  ['import os\nget = os.environ.get\nint(get("X"))', 'X'],
  ['import os\nenv = os.environ.copy()\nenv["X"]', 'X'],
  ['import os\nKEY = "X"\nos.environ[KEY]', 'X'],
  ['import os\nos.environ["DJANGO_" + "X"]', 'DJANGO_X'],
  ['import os\nos.environ["DJANGO_{}".format("X")]', 'DJANGO_X'],
  ['import os\nos.environ.get("X")', ''],
  ['import os\nos.getenv("X")', ''],
  ['import os\nos.environ.get("X", "1")', ''],
  ['import os\nos.environ["PATH"], os.environ["DJANGO_SETTINGS_MODULE"]', ''],
  ['import os\nos.environ.setdefault("X", "1")\nos.environ["X"]', ''],
  ['import os\nos.environ["X"] = "1"\nos.environ["X"]', ''],
  ['import os\nos.environ.update({"X": "1"}, Y="2")\nos.environ["X"], os.environ["Y"], os.environ["Z"]', 'Z'],
  ['SETTINGS = {"X": 1}\nSETTINGS["Y"]', ''],
])('os.environ: %j', (text, expected) => {
  expect(names(text)).toBe(expected);
});

test.each([
  ['int(os.environ.get("X"))', 'X'],
  ['int(os.getenv("X", ""))', 'X'],
  ['int(os.getenv("X", "8"))', ''],
  ['int(os.getenv("X") or 8)', ''],
  ['os.environ.get("X").split(",")', 'X'],
  ['os.environ.get("X", "").split(",")', ''],
  ['"prefix" + os.environ.get("X")', 'X'],
  ['BASE / os.environ.get("X")', 'X'],
  ['os.environ.get("X")[0]', 'X'],
  ['"a" in os.environ.get("X")', 'X'],
  ['json.loads(os.getenv("X"))', 'X'],
  ['datetime.datetime.strptime(os.getenv("X"), "%d")', 'X'],
  ['urllib.parse.quote_plus(os.environ.get("X"))', 'X'],
  ['os.path.join(BASE, os.getenv("X"))', 'X'],
  ['dj_database_url.parse(os.getenv("X"))', 'X'],
  ['f"{os.getenv(\'X\')}" + "%s" % os.getenv("X")', ''],
  ['[*map(str, x)], [int(os.getenv(n)) for n in ("X", "Y")]', 'X Y'],
  ['[(a, b) for a, b in os.getenv("X").split(",")]', 'X'],
  ['dict((a, b) for a, b in (c.split("=") for c in os.getenv("X").split(";")))', 'X'],
  ['{a: int(os.getenv("Y")) for (a, b), c in unknown(os.environ["X"])}', 'X'],
])('what a None makes fail: %s', (text, expected) => {
  expect(names(`import os, json, dj_database_url\n${text}`)).toBe(expected);
});

test.each([
  ['if os.getenv("STAGE") == "prod":\n  os.environ["X"]', ''],
  ['if os.getenv("STAGE", "prod") == "prod":\n  os.environ["X"]', 'X'],
  ['if os.getenv("STAGE") not in ("dev", "test"):\n  os.environ["X"]', 'X'],
  ['DEBUG = True\nif DEBUG:\n  os.environ["X"]\nelse:\n  os.environ["Y"]', 'Y'],
  ['DEBUG: bool = True\nif not DEBUG:\n  os.environ["X"]', 'X'],
  ['DEBUG = os.getenv("DEBUG", "1") == "1"\nif DEBUG:\n  os.environ["X"]', 'X'],
  ['DEBUG = int(os.environ["DEBUG"])\nif not DEBUG:\n  os.environ["X"]', 'DEBUG X'],
  ['X = os.environ["X"] if "Y" in os.environ else ""', ''],
  ['X = "" if "Y" in os.environ else os.environ["X"]', 'X'],
  ['if "test" in sys.argv:\n  os.environ["X"]', ''],
  ['if len(sys.argv) > 0 and sys.argv[1] != "collectstatic":\n  os.environ["X"]', 'X'],
  ['if len(sys.argv) > 1 and sys.argv[1] == "test":\n  os.environ["X"]', ''],
  ['if len(["a"]) >= 2:\n  os.environ["X"]', ''],
  ['if sys.platform == "win32":\n  os.environ["X"]', ''],
  ['if os.path.exists("x"):\n  os.environ["X"]', ''],
  ['if unknown():\n  os.environ["X"]\nelif y:\n  os.environ["Y"]\nelse:\n  os.environ["Z"]', ''],
  ['if os.getenv("X"):\n  pass\nelif os.getenv("Y"):\n  pass\nelse:\n  raise ValueError()', 'X'],
  ['if os.getenv("X") == "a":\n  pass\nelif os.getenv("Y"):\n  pass\nelse:\n  raise ValueError()', 'Y'],
  ['if unknown():\n  A = ""\nelse:\n  A = "x"\nint(A)', ''],
  ['while unknown():\n  os.environ["X"]', ''],
  ['for x in unknown():\n  os.environ["X"]', ''],
  ['if __name__ == "__main__":\n  os.environ["X"]', ''],
  ['match x:\n  case 1:\n    os.environ["X"]', ''],
  ['def main():\n  return os.environ["X"]', ''],
  ['class Base:\n  X = os.environ["X"]', 'X'],
  ['with open("x") as file:\n  os.environ["X"]', 'X'],
  ['lambda: os.environ["X"]', ''],
])('what runs: %j', (text, expected) => {
  expect(names(`import os, sys\n${text}`)).toBe(expected);
});

test.each([
  ['try:\n  X = os.environ["X"]\nexcept KeyError:\n  X = ""', ''],
  ['try:\n  X = os.environ["X"]\nexcept Exception:\n  X = ""', ''],
  ['try:\n  X = os.environ["X"]\nexcept:\n  X = ""', ''],
  ['try:\n  X = os.environ["X"]\nexcept (ValueError, KeyError) as e:\n  X = ""', ''],
  ['try:\n  X = os.environ["X"]\nexcept ValueError:\n  X = ""', 'X'],
  ['try:\n  X = os.environ["X"]\nexcept KeyError:\n  raise', 'X'],
  [
    'try:\n  X = os.environ["X"]\nexcept KeyError:\n  if os.environ.get("LAX", "0") == "0":\n    raise ValueError("X")\n  X = ""',
    'X',
  ],
  [
    'try:\n  X = os.environ["X"]\nexcept KeyError:\n  if os.environ.get("STRICT") == "1":\n    raise ValueError("X")\n  X = ""',
    '',
  ],
  ['try:\n  X = os.environ["X"]\nexcept KeyError as e:\n  raise ImproperlyConfigured("X") from e', 'X'],
  ['try:\n  X = os.environ["X"]\nexcept KeyError:\n  sys.exit("X is missing")', 'X'],
  ['try:\n  X = os.environ["X"]\nexcept KeyError:\n  X = os.environ["Y"]', 'Y'],
  ['try:\n  from .local import *\nexcept ImportError:\n  os.environ["X"]', 'X'],
  ['try:\n  import somebodys\nexcept ImportError:\n  os.environ["X"]', ''],
  ['X = os.getenv("X")\nif not X:\n  raise ValueError("X!")', 'X'],
  ['X = os.getenv("X")\nif X is None:\n  raise ValueError("X!")', 'X'],
  ['if "X" not in os.environ:\n  raise ValueError("X!")', 'X'],
  ['if os.getenv("X"):\n  pass\nelse:\n  raise ValueError("X!")', 'X'],
  ['X = os.getenv("X") or sys.exit("X!")', 'X'],
  ['assert os.getenv("X"), "X!"', 'X'],
  ['assert "X" in os.environ and os.getenv("Y")', 'X Y'],
  ['X = os.getenv("X") or os.getenv("Y")\nif not X:\n  raise ValueError()', 'X'],
  ['if not all([os.getenv("X"), os.getenv("Y")]):\n  raise ValueError()', 'X Y'],
  ['if not any([os.getenv("X"), os.getenv("Y")]):\n  raise ValueError()', 'X'],
  ['for name in ["X", "Y"]:\n  if name not in os.environ:\n    raise ValueError(name)', 'X Y'],
  ['M = [n for n in ("X", "Y") if not os.getenv(n)]\nif M:\n  raise ValueError(M)', 'X Y'],
  ['if os.getenv("STAGE", "live") not in ("dev",):\n  if not os.getenv("X"):\n    raise ValueError()', 'X'],
  ['raise ValueError("never mind")', ''],
])('what catches and what raises: %j', (text, expected) => {
  expect(names(`import os, sys\n${text}`)).toBe(expected);
});

test.each([
  [
    'def get(name):\n  try:\n    return os.environ[name]\n  except KeyError:\n    raise ImproperlyConfigured(name)',
    'X',
  ],
  [
    'def get(name, default=None):\n  value = os.getenv(name, default)\n  if value is None:\n    raise X()\n  return value',
    'X',
  ],
  ['def get(name, default=None):\n  return os.getenv(name, default)', ''],
  ['def get(name):\n  """It reads."""\n  if name in os.environ:\n    return os.environ[name]\n  return ""', ''],
  ['@lru_cache\ndef get(name):\n  return os.environ[name]', 'X'],
  ['get = lambda name: os.environ[name]', 'X'],
  ['class Env:\n  @staticmethod\n  def get(name):\n    return os.environ[name]\nget = Env.get', 'X'],
  ['def get(name):\n  return inner(name)\ndef inner(*names):\n  return os.environ[names[0]]', 'X'],
  ['def get(name):\n  return inner(name=name)\ndef inner(**given):\n  return os.environ[given["name"]]', 'X'],
  ['def get(name):\n  return get(name)', ''],
  ['def get(name):\n  yield os.environ[name]', ''],
])('helpers of the project: %j', (text, expected) => {
  expect(names(`import os\n${text}\nVALUE = get("X")`)).toBe(expected);
});

test('a variable that a helper reads is shown where its name is written', () => {
  const files = { 'site/helpers.py': 'import os\ndef need(name):\n  return os.environ[name]' };
  const found = environment('from site.helpers import need\n\nKEY = need("KEY")', { files });
  expect(found).toEqual([{ value: 'KEY', origin: { file: 'site/settings.py', line: 3 }, why: 'os.environ["KEY"]' }]);
});

test('what the settings import from the project, once and in turn', () => {
  const files = {
    'site/__init__.py': 'from .celery import app',
    'site/celery.py': 'import os\nos.environ["CELERY"]\nfrom . import settings',
    'site/base.py': 'from .env import env\nDEBUG = True\nA = env("BASE")',
    'site/env.py': 'import environ\nenv = environ.Env()',
    'lib/keys.py': 'import os\nKEY = os.environ["KEY"]',
    'unused.py': 'import os\nos.environ["UNUSED"]',
  };
  const text = 'from .base import *\nimport lib.keys\nif not DEBUG:\n  env("LIVE")';
  expect(names(text, { files })).toBe('BASE CELERY KEY LIVE');
});

test('a module that says nothing of the environment is not read, and what it holds stays unknown', () => {
  const files = { 'site/stage.py': 'STAGE = "live"', 'lib/stage.py': 'from os import *\nSTAGE = "env"' };
  const text = 'from %s.stage import STAGE\nimport os\nif STAGE != "dev":\n  os.environ["X"]\nos.environ["Y"]';
  expect(names(text.replace('%s', 'site'), { files })).toBe('Y');
  expect(names(text.replace('%s', 'lib'), { files })).toBe('X Y');
  expect(names(text.replace('%s', 'site').replace('import STAGE', 'import *'), { files })).toBe('X Y');
});

test('a small module with a function that is asked for is read, whatever it speaks of', () => {
  const files = { 'lib/text.py': 'def is_true(value):\n  return str(value).lower() in ("1", "true")\n' };
  const text = 'import os\nfrom lib.text import is_true\nif not is_true(os.getenv("LITE")):\n  os.environ["X"]';
  expect(names(text, { files })).toBe('X');
  expect(names(text.replace('if not', 'if'), { files })).toBe('');
  expect(names(text, { files: { 'lib/text.py': `${files['lib/text.py']}${'#'.repeat(2000)}` } })).toBe('');
});

test.each([
  ['str(os.getenv("A")) == "None"', 'X'],
  ['str(True) == "True" and str(False) == "False"', 'X'],
  ['str(os.getenv("A", 1)) == "1"', ''],
])('what str() writes: %s', (condition, expected) => {
  expect(names(`import os\nif ${condition}:\n  os.environ["X"]`)).toBe(expected);
});

test.each([
  [
    'match os.getenv("STAGE", "live"):\n  case "dev":\n    os.environ["X"]\n  case "prod" | "live":\n    os.environ["Y"]',
    'Y',
  ],
  ['match os.getenv("STAGE"):\n  case "dev":\n    pass\n  case _:\n    raise ValueError()', 'STAGE'],
  ['match os.getenv("STAGE", "a"):\n  case other:\n    os.environ[other.upper()]', 'A'],
  ['match os.getenv("STAGE", "a"):\n  case "a" if unknown():\n    os.environ["X"]\n  case _:\n    os.environ["Y"]', ''],
  ['match os.getenv("STAGE", "a"):\n  case [a, b]:\n    os.environ["X"]\n  case "a":\n    os.environ["Y"]', ''],
  ['match os.getenv("STAGE", "a"):\n  case "b":\n    os.environ["X"]\nos.environ["Y"]', 'Y'],
])('the clause of a match that holds: %j', (text, expected) => {
  expect(names(`import os\n${text}`)).toBe(expected);
});

test.each([
  [
    'S = os.environ["S"].strip().lower()\nif S == "dev":\n  os.environ["X"]\nelif S in ("prod", "live"):\n  os.environ["Y"]',
    'S Y',
  ],
  ['S = os.environ["S"]\nif S != "production":\n  os.environ["X"]\nelse:\n  os.environ["Y"]', 'S Y'],
  ['S = os.environ["S"]\nif S in ("staging", "test"):\n  os.environ["X"]\nelse:\n  os.environ["Y"]', 'S Y'],
  [
    'S = os.getenv("S", "")\nif S == "dev":\n  pass\nelif S == "prod":\n  os.environ["X"]\nelse:\n  raise ValueError()',
    'S X',
  ],
  ['S = os.environ["S"]\nif S == "blue":\n  os.environ["X"]\nelse:\n  os.environ["Y"]', 'S'],
  ['S = os.getenv("S", "dev")\nif S == "prod":\n  os.environ["X"]', ''],
])('a variable that must be set, and is compared with stages, says production: %j', (text, expected) => {
  expect(names(`import os\n${text}`)).toBe(expected);
});

test('manage.py and the module of the application, which run too', () => {
  const files = {
    'site/wsgi.py': 'import os\nfrom site import deep\nos.environ["SERVED"]',
    'site/deep.py': 'import os\nos.environ["DEEP"]',
  };
  const managePy = 'import os\ndef main():\n  os.environ["MANAGED"]\nif __name__ == "__main__":\n  main()';
  expect(names('', { files, managePy })).toBe('MANAGED SERVED');
});

test('what manage.py sets for itself does not hold for the server', () => {
  const managePy = 'import os\nos.environ.setdefault("X", "1")\nos.environ["X"]';
  expect(names('import os\nos.environ["X"]', { managePy })).toBe('X');
});

test('code that would never end, or that nests without end, is left', () => {
  expect(names(`def f(n):\n  return f(n) + f(n)\nf(1)\nimport os\n${'x = '.repeat(3_000)}1`)).toBe('');
  expect(names(`x = ${'('.repeat(3_000)}os.environ["X"]${')'.repeat(3_000)}`)).toBe('');
  expect(names(`x = 1${' + 1'.repeat(20_000)}`)).toBe('');
});

test('a comment inside of a condition says nothing', () => {
  const text =
    'KEY = os.environ.get("KEY", "x")\nif (\n    # empty\n    not KEY  # noqa\n    or KEY in {"", "x"}  # noqa\n):\n    raise ValueError()\n';
  expect(names(`import os\n${text}`)).toBe('KEY');
});
