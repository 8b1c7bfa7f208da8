import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planBuild } from '../src/build-plan.ts';
import { listProjectFiles } from '../src/layout/project-files.ts';
import { defaultBuildOptions, type BuildOptions } from '../src/values/build-options.ts';
import type { BuildPlan } from '../src/values/build-plan.ts';
import { layoutOf } from './support/layouts.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'simple-deploy-plan-'));
  write('requirements.txt', 'Django\n');
  write('blog/manage.py', 'import django\n');
  write('blog/blog/settings.py', 'DEBUG = True\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text = 'x'): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const given = defaultBuildOptions;
async function plan(options: Partial<BuildOptions> = {}, engine = { osArch: 'linux/amd64' }): Promise<BuildPlan> {
  const files = await listProjectFiles(root);
  return planBuild(layoutOf({ root }), files, { ...given, ...options }, engine);
}
const project = ({ entries }: BuildPlan): readonly string[] =>
  entries
    .filter(({ path, kind }) => path.startsWith('project/') && kind !== 'directory')
    .map(({ path }) => path.slice(8));
const out = ({ leftOut }: BuildPlan): Readonly<Record<string, string>> =>
  Object.fromEntries(leftOut.map(({ path, rule }) => [path, rule]));

describe('what goes into the context', () => {
  it('is the Dockerfile, the project, and ours, folders before what they hold, in byte order', async () => {
    const { entries } = await plan();
    const paths = entries.map(({ path }) => path);
    expect(paths).toEqual(paths.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    const all = new Set(paths);
    expect(paths.map((path) => dirname(path)).filter((folder) => folder !== '.' && !all.has(folder))).toEqual([]);
    expect(all).toContain('simple-deploy/manifests/requirements.txt');
    expect(all).toContain('simple-deploy/overlay/python/simple_deploy/hook.py');
  });

  it('leaves out secrets, databases and what is no part of a project, each with its rule', async () => {
    const secrets = [
      '.env',
      '.env.production',
      'blog/.env.local',
      'tls/server.pem',
      'id_rsa',
      'credentials.json',
      'blog/db.sqlite3',
      'db.sqlite3-wal',
    ];
    const noise = [
      '.git/config',
      'node_modules/x/index.js',
      'blog/__pycache__/x.pyc',
      '.venv/x',
      '.local/state/simple-deploy/runs/1.jsonl',
      'myenv/bin/python',
    ];
    const kept = ['.env.dev-sample', '.env.example', 'blog/keys.py', 'blog/node_modules'];
    for (const path of [...secrets, ...noise, ...kept, 'blog/stale.pyc']) write(path);
    write('myenv/pyvenv.cfg');
    const made = await plan();
    expect(project(made)).toEqual([
      '.env.dev-sample',
      '.env.example',
      'blog/blog/settings.py',
      'blog/keys.py',
      'blog/manage.py',
      'blog/node_modules',
      'requirements.txt',
    ]);
    expect(Object.keys(out(made)).sort()).toEqual(
      [
        ...secrets,
        '.git',
        '.local/state',
        '.venv',
        'blog/__pycache__',
        'blog/stale.pyc',
        'myenv',
        'node_modules',
      ].sort(),
    );
    expect(out(made)).toMatchObject({
      '.env': 'environment file',
      'tls/server.pem': 'private key',
      myenv: 'virtual environment',
    });
  });

  it('follows .dockerignore, but not into an install without manifests', async () => {
    write('.dockerignore', '*\n!docs\n!blog\ndocs/secret.txt\n');
    write('docs/a.txt');
    write('docs/secret.txt');
    write('other.txt');
    const made = await plan();
    expect(project(made)).toEqual(['blog/blog/settings.py', 'blog/manage.py', 'docs/a.txt']);
    expect(out(made)).toMatchObject({ 'other.txt': '.dockerignore', 'docs/secret.txt': '.dockerignore' });
    expect(made.entries.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['project/blog', 'simple-deploy/manifests/requirements.txt']),
    );
    expect(made.notes).toEqual([]);
  });

  it('keeps links within the project and leaves out those that lead elsewhere', async () => {
    symlinkSync('settings.py', join(root, 'blog/blog/local.py'));
    symlinkSync('../../outside', join(root, 'blog/up'));
    symlinkSync('/etc/passwd', join(root, 'absolute'));
    const made = await plan();
    expect(made.entries.find(({ path }) => path === 'project/blog/blog/local.py')).toMatchObject({
      kind: 'symlink',
      target: 'settings.py',
    });
    expect(out(made)).toMatchObject({
      'blog/up': expect.stringContaining('link out'),
      absolute: expect.stringContaining('link out'),
    });
  });
});

describe('the digest', () => {
  it('does not know times, umask, tags', async () => {
    write('blog/run.sh');
    chmodSync(join(root, 'blog/run.sh'), 0o755);
    const before = await plan();
    utimesSync(join(root, 'blog/manage.py'), new Date(2001, 1), new Date(2001, 1));
    chmodSync(join(root, 'blog/blog/settings.py'), 0o600);
    chmodSync(join(root, 'blog'), 0o700);
    // Mode 700 is as executable for the image as 755.
    chmodSync(join(root, 'blog/run.sh'), 0o700);
    const after = await plan({ tags: ['x'], noCache: true, pull: true, caBundle: '/x' });
    expect([after.digest, after.reference]).toEqual([before.digest, before.reference]);
    expect(after.reference).toBe(`simple-deploy/blog:${after.digest.slice(0, 12)}`);
  });

  it.each([
    ['content', () => write('blog/blog/settings.py', 'DEBUG = Tru\n')],
    ['the bit that makes a file executable', () => chmodSync(join(root, 'blog/manage.py'), 0o755)],
    ['a new file', () => write('new.txt')],
    ['a manifest', () => write('requirements.txt', 'Django<6\n')],
  ])('changes with %s', async (_, change) => {
    const before = await plan();
    change();
    expect((await plan()).digest).not.toBe(before.digest);
  });

  it('changes with where a link leads, and not with the order of build arguments', async () => {
    symlinkSync('settings.py', join(root, 'blog/blog/local.py'));
    const before = await plan({ buildArgs: { A: '1', B: '2' } });
    expect((await plan({ buildArgs: { B: '2', A: '1' } })).digest).toBe(before.digest);
    unlinkSync(join(root, 'blog/blog/local.py'));
    symlinkSync('../manage.py', join(root, 'blog/blog/local.py'));
    expect((await plan({ buildArgs: { A: '1', B: '2' } })).digest).not.toBe(before.digest);
  });

  it('belongs to one folder: another of the same name with the same tree has a reference of its own', async () => {
    const before = await plan();
    const other = mkdtempSync(join(tmpdir(), 'simple-deploy-plan-'));
    try {
      cpSync(root, other, { recursive: true });
      const made = await planBuild(layoutOf({ root: other }), await listProjectFiles(other), given, {
        osArch: 'linux/amd64',
      });
      expect(made.entries.map(({ digest }) => digest)).toEqual(before.entries.map(({ digest }) => digest));
      expect(made.labels['simple-deploy.project']).toBe(before.labels['simple-deploy.project']);
      expect(made.reference).not.toBe(before.reference);
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });

  it('changes with base image, architecture and build arguments, whose values stand nowhere', async () => {
    const digests = [
      await plan(),
      await plan({ osArch: 'linux/arm64' }),
      await plan({ baseImage: 'other' }),
      await plan({ buildArgs: { TOKEN: 'very-secret' } }),
      await plan({}, { osArch: 'linux/amd64', baseImageId: 'sha256:1' } as { osArch: string }),
    ];
    expect(new Set(digests.map(({ digest }) => digest)).size).toBe(digests.length);
    const { dockerfile, labels } = await plan({ buildArgs: { TOKEN: 'very-secret' } });
    expect(dockerfile.match(/^ARG TOKEN$/gm)).toHaveLength(2);
    expect(dockerfile + JSON.stringify(labels)).not.toContain('very-secret');
  });
});

it('hashes large files as it hashes small ones, and names their bytes', async () => {
  write('large.bin', 'y'.repeat(1_000_000));
  write('copy/large.bin', 'y'.repeat(1_000_000));
  const { entries } = await plan();
  const [one, two] = entries.filter(({ path }) => path.endsWith('large.bin'));
  expect(one).toMatchObject({ size: 1_000_000, digest: two?.digest });
});

it('labels say what a later command has to know', async () => {
  const { labels, digest } = await plan({ python: '3.12', tags: ['x'], caBundle: '/home/me/ca.pem', noCache: true });
  expect(labels).toMatchObject({
    'simple-deploy.schema': '1',
    'simple-deploy.plan': digest,
    'simple-deploy.project': 'blog',
    'simple-deploy.manage': 'blog/manage.py',
  });
  expect(labels['simple-deploy.folder']).toMatch(/^[0-9a-f]{12}$/);
  expect(JSON.parse(labels['simple-deploy.options'] ?? '')).toEqual({
    python: '3.12',
    tags: ['x'],
    buildArgs: [],
    buildSecrets: [],
    ssh: [],
    installGuessed: false,
    aptPackages: [],
    withoutAptPackages: [],
    skip: [],
  });
});

it('labels name what was lent to the build, and nothing of it', async () => {
  const buildSecrets = [
    { id: 'netrc', file: '/home/me/.netrc' },
    { id: 'TOKEN', env: 'CI_TOKEN' },
  ];
  const { labels } = await plan({ buildSecrets, ssh: ['default', 'deploy=/home/me/key'], buildArgs: { MODE: 'fast' } });
  const text = labels['simple-deploy.options'] ?? '';
  expect(JSON.parse(text)).toMatchObject({
    buildSecrets: [{ id: 'netrc' }, { id: 'TOKEN', env: 'CI_TOKEN' }],
    ssh: ['default', 'deploy'],
    buildArgs: ['MODE'],
  });
  expect(text).not.toMatch(/home|fast/);
});
