import { expect, test } from 'vitest';
import { readLayout } from '../../../src/layout/read-layout.ts';
import { managePy, project } from '../project.ts';

function why(settings: string): string | undefined {
  const files = project({
    'manage.py': managePy('shop.settings'),
    'shop/__init__.py': '',
    'shop/settings.py': `import os\nINSTALLED_APPS = []\nROOT_URLCONF = "x"\nS = os.environ["S"]\n${settings}\n`,
    'requirements.txt': 'Django\n',
  });
  return readLayout(files, {}).environment.find(({ value }) => value === 'S')?.why;
}

test.each([
  ['if S == "production":\n  X = 1', 'production'],
  ['if "prod" != S:\n  X = 1', 'prod'],
  ['if S in ("dev", "live"):\n  X = 1', 'live'],
  ['if S == "dev":\n  X = 1\nelif S == "PROD":\n  X = 2', 'PROD'],
  ['match S:\n  case "dev":\n    X = 1\n  case "prod":\n    X = 2', 'prod'],
])('what a variable that is demanded says in production is told with it: %j', (text, stage) => {
  expect(why(text)).toBe(`os.environ["S"], compared with "${stage}"`);
});

test.each(['X = S', 'if S == "blue":\n  X = 1', 'if S == "dev":\n  X = 1', 'if other() == "production":\n  X = 1'])(
  'of one that is compared with nothing of the kind, nothing is told: %j',
  (text) => {
    expect(why(text)).toBe('os.environ["S"]');
  },
);
