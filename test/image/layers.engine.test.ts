import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Dockerode from 'dockerode';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuiltImage } from '../../src/values/image.ts';
import { caBundle, fixtureImage, imageOf, removeFixtureImages } from '../support/images.ts';
import { runOnce } from '../support/run-once.ts';
import { usrLocalBase } from '../support/usr-local-base.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const folders: string[] = [];

afterAll(async () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  await removeFixtureImages();
});

/** A copy of a fixture whose files all have another time. */
function copyOf(name: string, when = new Date()): string {
  const folder = mkdtempSync(join(tmpdir(), 'simple-deploy-layers-'));
  folders.push(folder);
  cpSync(`${fixtures}${name}`, folder, { recursive: true });
  for (const entry of readdirSync(folder, { recursive: true })) utimesSync(join(folder, String(entry)), when, when);
  return folder;
}

const diffIds = ({ layers }: BuiltImage): readonly string[] => layers.map(({ diffId }) => diffId);
const layer = ({ layers }: BuiltImage, part: string): BuiltImage['layers'][number] | undefined =>
  layers.find((each) => each.part === part);

describe('layers', () => {
  it('of two trees that differ in their times alone are the same, both built without the cache', async () => {
    const [one, two] = [copyOf('two-levels', new Date(2001, 1)), copyOf('two-levels', new Date(2020, 1))];
    const first = await imageOf(one, 'times', { fresh: true });
    const second = await imageOf(two, 'times', { fresh: true });
    expect(second.createdAt).not.toBe(first.createdAt);
    expect(diffIds(second)).toEqual(diffIds(first));
  });

  it('but the last stay when a line of code changes', async () => {
    const folder = copyOf('two-levels');
    const before = await imageOf(folder, 'code');
    appendFileSync(join(folder, 'services/web/config/urls.py'), '\n# A change.\n');
    const after = await imageOf(folder, 'code');
    for (const part of ['packages', 'overlay', 'static']) expect(layer(after, part)).toEqual(layer(before, part));
    expect(layer(after, 'app')?.diffId).not.toBe(layer(before, 'app')?.diffId);
    expect(layer(after, 'app')?.size).toBeLessThan(100_000);

    // That build ran a step: the engine keeps the rest of the context all the same.
    appendFileSync(join(folder, 'services/web/config/urls.py'), '# One more.\n');
    const sent: number[] = [];
    await imageOf(folder, 'code', { onSent: (bytes) => sent.push(bytes) });
    expect(sent).toEqual([statSync(join(folder, 'services/web/config/urls.py')).size]);
  });

  it('are all taken from the cache when nothing changes', async () => {
    await fixtureImage('flat');
    const ran: string[] = [];
    const { reference } = await imageOf(`${fixtures}flat`, 'again', {
      onEvent: (event) => {
        if (event.kind === 'step-completed' && !event.cached) ran.push(event.name);
      },
    });
    expect(reference).toContain('again');
    // Looking at the base image is not building.
    expect(ran.filter((name) => /\] (RUN|COPY|WORKDIR) /.test(name))).toEqual([]);
  });
});

describe('nothing that is not to be there', () => {
  let image: BuiltImage;
  beforeAll(async () => {
    const folder = copyOf('split-settings');
    appendFileSync(join(folder, '.env'), 'TOKEN=very-secret-value\n');
    appendFileSync(join(folder, 'backend/server.pem'), 'very-secret-value\n');
    appendFileSync(join(folder, 'backend/db.sqlite3'), 'very-secret-value\n');
    appendFileSync(join(folder, '.env.example'), 'TOKEN=\n');
    image = await imageOf(folder, 'secrets');
  });

  it('secrets of the folder, placeholders, the CA bundle, the installer, its cache', async () => {
    const find = `set -e; cd /
      grep -rIl -e very-secret-value -e placeholder.invalid /project /simple-deploy /venv /etc || true
      ls -d /cache /build /manifests /overlay /layers /root/.cache 2>/dev/null || true
      find /venv -name 'uv*' -o -name pip -maxdepth 6 | grep -v -e uvicorn -e uvloop || true
      ls -A /project`;
    const { stdout } = await runOnce(image.reference, { command: ['sh', '-c', find], user: 'root' });
    expect(stdout.trim().split('\n').sort()).toEqual([
      '.env.example',
      '.python-version',
      'backend',
      'requirements',
      'requirements.txt',
    ]);
  });

  it('a variable that was lent for the build is asked for, and set nowhere', async () => {
    expect(image.facts.requiredVariables).toEqual(['SECRET_KEY']);
    const { Config } = await new Dockerode().getImage(image.reference).inspect();
    expect(JSON.stringify(Config.Env)).not.toMatch(/SECRET|CERT|PROXY/i);
    const history = (await new Dockerode().getImage(image.reference).history()) as { CreatedBy: string }[];
    expect(JSON.stringify(history)).not.toMatch(/placeholder|SECRET_KEY=/);
  });

  it('the certificates that the build was lent', async () => {
    const bundle = caBundle().get('ca');
    const size = bundle?.length ?? 1;
    const { stdout } = await runOnce(image.reference, {
      command: [
        'sh',
        '-c',
        `ls -A /run/secrets 2>/dev/null; find /project /venv /simple-deploy /data /tmp -size ${size}c; true`,
      ],
      user: 'root',
    });
    expect(stdout).toBe('');
  });
});

describe('a base whose Python lies in /usr/local', () => {
  it.each(['nested-same-name', 'uv-nested', 'asgi'])(
    '%s: has no /usr/bin/python3, and every module has its bytecode',
    async (name) => {
      const image = await fixtureImage(name, { baseImage: await usrLocalBase() });
      const code = `import sys, os.path, django.core.management
print(sys.executable, sys.base_prefix, os.path.exists('/usr/bin/python3'))
print([m.__name__ for m in sys.modules.values()
       if (getattr(m, '__file__', None) or '').endswith('.py') and not os.path.exists(getattr(m, '__cached__', None) or '/')])`;
      const { stdout, stderr } = await runOnce(image.reference, { command: ['python', '-c', code] });
      expect(stderr).toBe('');
      expect(stdout).toBe('/venv/bin/python /usr/local False\n[]\n');
      const migrate = ['python', 'manage.py', 'migrate', '--noinput'];
      expect(await runOnce(image.reference, { command: migrate, env: { SECRET_KEY: 'x' } })).toMatchObject({ code: 0 });
    },
  );
});
