import { expect, test } from 'vitest';
import type { World } from '../../src/commands/command.ts';
import { sayLayout } from '../../src/commands/read-layout.ts';
import { readLayout } from '../../src/layout/read-layout.ts';
import { managePy, project } from '../layout/project.ts';

const settings = `import os
STAGE = os.getenv("APP_STAGE", "development")
if STAGE == "production":
    DEBUG = False
INSTALLED_APPS = ["django.contrib.staticfiles"]
ROOT_URLCONF = "a.urls"
`;

function said(given?: readonly string[]): string {
  const layout = readLayout(
    project({
      'manage.py': managePy('a.settings'),
      'a/settings.py': settings,
      'a/wsgi.py': '',
      'requirements.txt': 'Django==5.2',
    }),
    {},
  );
  const lines: string[] = [];
  const style = { bold: (text: string) => text, dim: (text: string) => text, red: (text: string) => text };
  const terminal = { style, say: (text: string) => void lines.push(text) };
  sayLayout(layout, {}, { terminal, dir: undefined } as unknown as World, given);
  return lines.join('\n');
}

test('what the settings are without a variable is told, unless it is given', () => {
  expect(said()).toContain('--env APP_STAGE=production');
  expect(said(['OTHER'])).toContain('Where APP_STAGE is not set');
  expect(said(['APP_STAGE'])).not.toContain('Where APP_STAGE');
  expect(said(['APP_STAGE'])).toContain('settings a.settings');
});
