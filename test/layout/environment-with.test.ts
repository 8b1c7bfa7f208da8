import { expect, test } from 'vitest';
import { environmentWith } from '../../src/layout/environment-with.ts';
import { readLayout } from '../../src/layout/read-layout.ts';
import { managePy, project } from './project.ts';

const head = 'import os\nINSTALLED_APPS = []\nROOT_URLCONF = "shop.urls"\nDATABASES = {}\n';

function demanded(settings: string, values: Readonly<Record<string, string>>, names: readonly string[] = []) {
  const files = project({
    'site/manage.py': managePy('shop.settings'),
    'site/shop/__init__.py': '',
    'site/shop/settings.py': `${head}${settings}`,
    'requirements.txt': 'Django\n',
  });
  const layout = readLayout(files, {});
  return environmentWith(files, layout, { values, names })
    .map(({ value }) => value)
    .join(' ');
}

const stages = `STAGE = os.environ["STAGE"]
if STAGE == "production":
  os.environ["LIVE_KEY"]
elif STAGE == "staging":
  os.environ["STAGING_KEY"]
os.environ["BOTH"]
`;

test.each([
  [{}, 'BOTH LIVE_KEY STAGE'],
  [{ STAGE: 'production' }, 'BOTH LIVE_KEY'],
  [{ STAGE: 'staging' }, 'BOTH STAGING_KEY'],
  [{ STAGE: 'demo' }, 'BOTH'],
  [{ STAGE: 'staging', BOTH: '1' }, 'STAGING_KEY'],
])('a branch that a given value chooses is followed: %j', (values, expected) => {
  expect(demanded(stages, values)).toBe(expected);
});

test('of a variable whose value is not known, neither branch is demanded for certain', () => {
  expect(demanded(stages, {}, ['STAGE'])).toBe('BOTH');
  expect(demanded(stages, { STAGE: 'staging' }, ['STAGE'])).toBe('BOTH STAGING_KEY');
});

test.each([
  ['STAGE = os.getenv("STAGE", "production")\nif STAGE == "production":\n  os.environ["X"]', { STAGE: 'staging' }, ''],
  ['if os.getenv("USE_S3") == "1":\n  os.environ["BUCKET"]', { USE_S3: '1' }, 'BUCKET'],
  ['if os.getenv("USE_S3") == "1":\n  os.environ["BUCKET"]', { USE_S3: '0' }, ''],
  [
    'match os.environ["STAGE"]:\n  case "live":\n    os.environ["X"]\n  case "beta":\n    os.environ["Y"]',
    { STAGE: 'beta' },
    'Y',
  ],
  ['if "HOST_URL" not in os.environ:\n  os.environ["HOST_NAME"]', { HOST_URL: 'x' }, ''],
  [
    'from env_config import Environment, values\nclass Live(Environment, use_environ=True):\n  A = values.StringValue()\nclass Beta(Environment, use_environ=True):\n  B = values.StringValue()',
    { DJANGO_SETTINGS_ENVIRONMENT: 'beta' },
    'B',
  ],
])('so with a default, a switch, a class: %j with %j', (settings, values, expected) => {
  expect(demanded(settings, values as Readonly<Record<string, string>>)).toBe(expected);
});

test('with settings that a library writes manage.py for, what is demanded stays', () => {
  const files = project({
    'shop/settings.py': `${head}os.environ["X"]\n`,
    'shop/__init__.py': '',
    'shop/wsgi.py':
      'import os\nfrom django.core.wsgi import get_wsgi_application\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\napplication = get_wsgi_application()\n',
    'requirements.txt': 'Django\n',
  });
  const layout = readLayout(files, { settings: 'shop.settings' });
  expect(layout.managePyMade).toBe(true);
  expect(environmentWith(files, layout, { values: { X: '1' }, names: [] })).toBe(layout.environment);
});
