import { expect, test } from 'vitest';
import { inspect } from '../../src/commands/inspect.ts';
import { managePy, temporaryFolder, write } from './project.ts';

test('variables that must be set, and a library that may demand more', async () => {
  const root = write(temporaryFolder(), {
    'requirements.txt': 'Django',
    'manage.py': managePy('shop.settings'),
    'shop/settings.py':
      'import os\nfrom house_settings.base import *\nKEY = os.environ["SHOP_KEY"]\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
  });
  let out = '';
  await inspect(root, {}, { json: false }, { out: (text) => void (out += text), redact: (text) => text });
  expect(out.split('\n').filter((line) => line.includes(' demands ') || /(SHOP|SECRET)_KEY/.test(line))).toEqual([
    expect.stringMatching(
      /^must be set +SECRET_KEY +shop\/settings.py:4: os.environ\["SECRET_KEY"\]; the first push makes one$/,
    ),
    expect.stringMatching(/^ +SHOP_KEY +shop\/settings.py:3: os.environ\["SHOP_KEY"\]$/),
    expect.stringMatching(/^ +and what house_settings demands +shop\/settings.py:2: a library, which cannot be read$/),
  ]);
});
