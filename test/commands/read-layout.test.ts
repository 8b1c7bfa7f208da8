import { expect, test } from 'vitest';
import type { World } from '../../src/commands/command.ts';
import { inspectFiles } from '../../src/commands/inspect-files.ts';
import type { OpenedProject } from '../../src/commands/open-project.ts';
import { layoutOf, sayLayout } from '../../src/commands/read-layout.ts';
import { defaultBuildOptions } from '../../src/values/build-options.ts';
import { readLayout } from '../../src/layout/read-layout.ts';
import { managePy, project } from '../layout/project.ts';

const settings = `import os
STAGE = os.getenv("APP_STAGE", "development")
if STAGE == "production":
    DEBUG = False
INSTALLED_APPS = ["django.contrib.staticfiles"]
ROOT_URLCONF = "a.urls"
`;

function said(given?: readonly string[], more: Readonly<Record<string, string>> = {}): string {
  const layout = readLayout(
    project({
      'manage.py': managePy('a.settings'),
      'a/settings.py': settings,
      'a/wsgi.py': '',
      'requirements.txt': 'Django==5.2',
      ...more,
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

test('all requirements files that are installed together are named', () => {
  const Dockerfile = 'FROM x\nRUN pip install -r requirements.txt\nRUN pip install -r requirements-prod.txt\n';
  expect(said()).toContain(', pip requirements.txt, ');
  const more = { 'requirements-prod.txt': 'gunicorn', Dockerfile };
  expect(said(undefined, more)).toContain(', pip requirements.txt requirements-prod.txt, ');
});

test('a front end that .dockerignore leaves out is none of the image, and inspect says why', () => {
  const files = (ignored: string) =>
    project({
      'manage.py': managePy('a.settings'),
      'a/settings.py': `${settings}STATICFILES_DIRS = ["ui/dist"]\n`,
      'a/wsgi.py': '',
      'requirements.txt': 'Django==5.2',
      'ui/package.json': JSON.stringify({ scripts: { build: 'node build.js' } }),
      '.dockerignore': ignored,
    });
  const world = {
    log: { write: () => undefined },
    redactor: { publish: () => undefined, add: () => undefined },
  } as unknown as World;
  const built = (ignored: string) => {
    const opened = { files: files(ignored), from: undefined } as unknown as OpenedProject;
    return layoutOf(opened, defaultBuildOptions, world).frontends.map(({ value }) => value.folder);
  };
  expect([built('docs'), built('ui')]).toEqual([['ui'], []]);
  const { facts, considered } = inspectFiles(files('ui'), {});
  expect(facts.frontends).toEqual([]);
  expect(considered).toContainEqual(expect.objectContaining({ fact: 'frontends', value: 'ui' }));
});
