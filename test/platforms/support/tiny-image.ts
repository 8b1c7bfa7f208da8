import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Releasable } from '../../../src/platforms/types.ts';
import type { ImageFacts } from '../../../src/values/image.ts';
import type { Database } from '../../../src/values/database.ts';
import { deriveImage } from '../../support/derived-image.ts';
import { smallPython } from '../../support/small-python.ts';
import { engine } from './engine.ts';

const repository = 'simple-deploy-test/tiny-app';
const tiny = join(import.meta.dirname, 'tiny');
const overlay = join(import.meta.dirname, '../../../templates/overlay/python/simple_deploy');

/** How an image behaves: variables TINY_* that its server and its manage.py read. */
export interface Behaviour {
  /** Told by its page. */
  readonly release: string;
  readonly database?: Database;
  readonly schema?: string;
  readonly migrate?: 'fail' | 'fail-live' | 'slow' | 'slow-live';
  readonly health?: 'bad' | 'slow-live';
  readonly page?: 'bad' | 'bad-live';
  readonly boot?: 'crash' | 'crash-live' | 'deaf';
  readonly requiredVariables?: readonly string[];
  /** Process types besides the server: name → argv. */
  readonly processes?: Readonly<Record<string, readonly string[]>>;
  readonly services?: Readonly<Record<string, readonly string[]>>;
}

/** An image with our contract and no Django, made in a second: a health answer, a page, migrate, sqlite-copy. */
export async function tinyImage(behaviour: Behaviour): Promise<Releasable> {
  const { release, requiredVariables = [], processes = {}, services = {}, ...rest } = behaviour;
  const database = behaviour.database ?? 'sqlite';
  const variables = { RELEASE: release, ...rest, DATABASE: database };
  const tag = `${repository}:${Object.entries(variables).flat().join('-')}`;
  await deriveImage({
    tag,
    base: await baseImage(),
    script: 'true',
    changes: [
      ...settings,
      ...Object.entries(variables).map(([name, value]) => `ENV TINY_${name.toUpperCase()}=${value}`),
    ],
  });
  const { Id: id } = await (await engine()).api.getImage(tag).inspect();
  const labels = {
    'simple-deploy.database': database,
    'simple-deploy.command': JSON.stringify(['python', 'server.py']),
    'simple-deploy.processes': JSON.stringify(processes),
    'simple-deploy.services': JSON.stringify(services),
  };
  const facts = { ...baseFacts, database, requiredVariables };
  return { reference: tag, id, osArch: (await engine()).facts.osArch, labels, facts };
}

const baseFacts: ImageFacts = {
  schemaVersion: 1,
  python: '3.11.2',
  django: '5.2',
  server: { name: 'gunicorn', version: '23.0' },
  settingsModule: 'shop.settings',
  databases: [],
  database: 'none',
  requiredVariables: [],
  media: true,
  packages: {},
};

// A commit cannot take an entry point away, but it can set one that changes nothing.
const settings = [
  'ENTRYPOINT ["/usr/bin/env"]',
  'WORKDIR /project',
  'USER 1000',
  'ENV PORT=8000',
  'CMD ["python", "server.py"]',
  'VOLUME /data',
];

async function baseImage(): Promise<string> {
  const files = {
    '/project/manage.py': join(tiny, 'manage.py'),
    '/project/server.py': join(tiny, 'server.py'),
    '/project/simple_deploy/__init__.py': join(overlay, '__init__.py'),
    '/project/simple_deploy/__main__.py': join(overlay, '__main__.py'),
    '/project/simple_deploy/sqlite_copy.py': join(overlay, 'sqlite_copy.py'),
  };
  const writes = Object.entries(files).map(
    ([path, source]) => `cat >${path} <<'END_OF_FILE'\n${readFileSync(source, 'utf8')}END_OF_FILE`,
  );
  return deriveImage({
    tag: `${repository}:base`,
    base: await smallPython(),
    script: [
      'mkdir -p /project/simple_deploy /data',
      ...writes,
      'chown 1000:1000 /data',
      'mkdir -p /usr/local/bin && ln -sf /usr/bin/python3 /usr/local/bin/python',
      'ln -s /project /app',
    ].join('\n'),
    changes: settings,
  });
}
