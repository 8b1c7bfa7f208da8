import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listProjectFiles } from '../../src/layout/project-files.ts';
import { readLayout } from '../../src/layout/read-layout.ts';
import type { Layout } from '../../src/values/layout.ts';
import { imageOf, removeFixtureImages } from '../support/images.ts';
import { runOnce } from '../support/run-once.ts';
import { settingsShapes, type Shape } from '../support/settings-shapes.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const driver = fileURLToPath(new URL('../support/drive-shapes.py', import.meta.url));
const requirements = [
  'Django==5.2.19',
  'django-configurations==2.5.1',
  'django-environ==0.12.0',
  'python-decouple==3.8',
  'django-split-settings==1.3.2',
  'dynaconf==3.2.6',
];
const kinds = ['manage', 'wsgi', 'asgi'] as const;
const answers = new Map<string, unknown>();

// One image holds every shape, each as a project of its own: what differs is read from it as from any project.
beforeAll(async () => {
  const root = write(temporaryFolder('settings-shapes'), { ...settingsShapes[0]![1].files });
  const asked = [];
  for (const [name, shape] of settingsShapes) {
    const folder = write(join(root, 'shapes', name), { ...shape.files, 'requirements.txt': requirements.join('\n') });
    asked.push(askFor(name, shape, readLayout(await listProjectFiles(folder), {})));
  }
  write(root, { 'requirements.txt': requirements.join('\n') });
  cpSync(driver, join(root, 'drive.py'));
  const { reference } = await imageOf(root, 'settings-shapes', { manage: 'manage.py' });
  const env = {
    SHAPES: JSON.stringify(asked),
    SECRET_KEY: 'key-of-the-environment',
    SIMPLE_DEPLOY_HOSTS: 'shape.example',
    SIMPLE_DEPLOY_PLATFORM: 'some',
  };
  const { stdout, stderr } = await runOnce(reference, { command: ['python', '/project/drive.py'], env });
  for (const [name, kind, told] of parsed(stdout, stderr)) answers.set(`${name} ${kind}`, told);
});
afterAll(removeFixtureImages);

it.each(settingsShapes.flatMap(([name, { more = null }]) => kinds.map((kind) => [name, kind, more] as const)))(
  '%s is complete through %s',
  (name, kind, more) => {
    expect(answers.get(`${name} ${kind}`)).toEqual({
      debug: false,
      host: true,
      first: 'simple_deploy.health.HealthMiddleware',
      key: 'key-of-the-environment',
      database: `/data/shapes/${name}/db.sqlite3`,
      more,
    });
  },
);

/** What the image of that project alone would be: the folder, the variables, the applications. */
function askFor(name: string, { env = {} }: Shape, layout: Layout): object {
  const { productionSettingsModule, configuration, application } = layout;
  const { module, callable } = application.value;
  const wsgi = `${module.replace(/asgi$/, 'wsgi')}:${callable}`;
  return {
    name,
    folder: `/project/shapes/${name}`,
    env: {
      ...env,
      DJANGO_SETTINGS_MODULE: productionSettingsModule.value,
      ...(configuration !== undefined && { DJANGO_CONFIGURATION: configuration.value }),
    },
    wsgi,
    asgi: wsgi.replace('wsgi:', 'asgi:'),
  };
}

function parsed(stdout: string, stderr: string): readonly (readonly [string, string, unknown])[] {
  try {
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as readonly (readonly [string, string, unknown])[];
  } catch {
    throw new Error(`The shapes told nothing: ${stdout}${stderr}`);
  }
}

function write(root: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
