import { expect, test } from 'vitest';
import { examine } from '../../src/layout/examine.ts';
import { managePy, project } from './project.ts';

const head =
  'import io\nimport json\nimport os\nfrom pathlib import Path\nINSTALLED_APPS = []\nROOT_URLCONF = "shop.urls"\n';
const base = 'BASE_DIR = Path(__file__).resolve().parent.parent\n';

function absent(settings: string, more: Readonly<Record<string, string>> = {}) {
  const files = project({
    'site/manage.py': managePy('shop.settings'),
    'site/shop/__init__.py': '',
    'site/shop/settings.py': `${head}${base}${settings}\n`,
    'requirements.txt': 'Django\n',
    ...more,
  });
  const found = examine(files, {}).facts.problems.find(({ code }) => code === 'settings-read-absent');
  return found?.code === 'settings-read-absent' ? found.files : [];
}

test.each([
  ['by its path from the folder of manage.py', "CONF = json.load(open('conf/conf.json'))", 'site/conf/conf.json'],
  ['by a path of its own', "KEY = (BASE_DIR / 'key').read_text()", 'site/key'],
  ['above', "KEY = open(os.path.join(BASE_DIR.parent, '.secrets', 'key.json'), 'rb').read()", '.secrets/key.json'],
  ['in a with', "with io.open(BASE_DIR / 'key', encoding='utf8') as key:\n  KEY = key.read()", 'site/key'],
  ['in a function', "def key():\n  with (BASE_DIR / 'key').open() as f:\n    return f.read()\nKEY = key()", 'site/key'],
  [
    'by a library',
    "from google.oauth2 import service_account\nGS = service_account.Credentials.from_service_account_file(BASE_DIR / 'key.json')",
    'site/key.json',
  ],
])('a file that the settings read, and that is not there: %s', (_, text, path) => {
  expect(absent(text).map((each) => each.path)).toEqual([path]);
});

test('it is told where, and what it is to be copied from', () => {
  const text = "import yaml\nCONF = yaml.safe_load(open('conf.yaml'))";
  const example = 'site/conf.yaml.example';
  expect(absent(text, { [example]: '' })).toEqual([
    { path: 'site/conf.yaml', where: 'site/shop/settings.py:9', by: "open('conf.yaml')", example },
  ]);
});

test.each([
  ['it is there', "open('conf.json')", { 'site/conf.json': '{}' }],
  ['its absence is caught', "try:\n  open('conf.json')\nexcept FileNotFoundError:\n  pass", {}],
  ['that is caught by an old name', "try:\n  open('conf.json')\nexcept IOError:\n  pass", {}],
  ['that is suppressed', "from contextlib import suppress\nwith suppress(OSError):\n  open('conf.json')", {}],
  ['it is asked for first', "if os.path.exists('conf.json'):\n  open('conf.json')", {}],
  ['it is read only under a condition', "if there():\n  open('conf.json')", {}],
  ['it is read only where a variable is not set', "if not os.getenv('CONF'):\n  open('conf.json')", {}],
  ['it is written', "open('conf.json', 'w')", {}],
  ['it was written before', "if not os.path.exists('key'):\n  Path('key').write_text('x')\nopen('key')", {}],
  ['something was given its path', "KEY = BASE_DIR / 'key'\nmake(KEY)\nopen(KEY)", {}],
  ['it lies elsewhere', "open('/run/secrets/key')", {}],
  ['its path is not known', 'open(where())', {}],
])('nothing is said where %s', (_, text, more) => {
  expect(absent(text, more)).toEqual([]);
});

const include = 'from split_settings.tools import include, optional';

test('so is one that django-split-settings is to include', () => {
  const text = `${include}\ninclude(\n  "base.py",\n  # for now\n  "local.py",\n)`;
  expect(absent(text, { 'site/shop/base.py': '', 'site/shop/local.py.sample': '' })).toEqual([
    {
      path: 'site/shop/local.py',
      where: 'site/shop/settings.py:12',
      by: '"local.py"',
      example: 'site/shop/local.py.sample',
    },
  ]);
});

test.each([
  ['it is optional', `${include}\ninclude(optional("local.py"))`],
  ['many may be meant', `${include}\ninclude("local/*.py")`],
])('nothing is said of it where %s', (_, text) => {
  expect(absent(text)).toEqual([]);
});

test('what a front end writes for the settings is there in the image', () => {
  const text = "STATS = json.load(open('webpack-stats.json'))\nSTATICFILES_DIRS = [BASE_DIR / 'front/dist']";
  const front = { 'site/front/package.json': '{"scripts": {"build": "webpack"}}', 'site/front/webpack.config.js': '' };
  expect(absent(text).map(({ path }) => path)).toEqual(['site/webpack-stats.json']);
  expect(absent(text, front)).toEqual([]);
});
