import { execFileSync, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Dockerode from 'dockerode';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePortFrom } from '../../scripts/set-up/free-port.ts';
import { debianBase } from '../support/debian-base.ts';
import { installNode } from './node-of-version.ts';

const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
  engines: { node: string };
};
const oldestNode = manifest.engines.node.replace('>=', '');
const docker = new Dockerode();
const app = `packed-${process.pid}`;

let folder: string;
let node: string;
let command: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'package-'));
  const packed = execFileSync('npm', ['pack', '--pack-destination', folder, '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
  });
  const tarball = join(folder, packed.trim().split('\n').at(-1)!);
  const prefix = join(folder, 'prefix');
  mkdirSync(prefix);
  execFileSync('npm', [
    'install',
    '--global',
    '--prefix',
    prefix,
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    tarball,
  ]);
  command = join(prefix, 'lib/node_modules/simple-deploy/bin/simple-deploy.js');
  node = installNode(oldestNode, join(folder, 'node'));
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  const images = await docker.listImages({ filters: { label: [`simple-deploy.project=${app}`] } });
  for (const image of images) await docker.getImage(image.Id).remove({ force: true });
});

/** Runs the installed command on the oldest Node; a failure shows all that it said. */
function run(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(node, [command, ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, XDG_STATE_HOME: join(folder, 'state'), NO_COLOR: '1' },
  });
  if (status !== 0) throw new Error(`simple-deploy ${args.join(' ')} ended with ${status}:\n${stderr}`);
  return stdout;
}

/** The pages of the documentation that the summary of the last run names. */
function pagesInSummary(): readonly string[] {
  const runs = join(folder, 'state/simple-deploy/runs');
  const newest = readdirSync(runs)
    .filter((name) => name.endsWith('.txt'))
    .toSorted()
    .at(-1);
  return readFileSync(join(runs, newest ?? ''), 'utf8').match(/\/\S+\/docs\/\S+\.md/g) ?? [];
}

test('the package holds the command and what it generates from, and no tests', () => {
  const files = execFileSync('find', ['.', '-type', 'f', '-not', '-path', './node_modules/*'], {
    cwd: join(folder, 'prefix/lib/node_modules/simple-deploy'),
    encoding: 'utf8',
  }).split('\n');
  expect(files).toEqual(expect.arrayContaining(['./dist/cli.cjs', './templates/Dockerfile.mustache', './LICENSE']));
  expect(files.filter((file) => /test|fixtures|bench|scripts|\.ts$/.test(file))).toEqual([]);
  expect(existsSync(join(folder, 'prefix/bin/simple-deploy'))).toBe(true);
});

test('says its version, on the oldest Node that it promises to run on', () => {
  expect(execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()).toBe(`v${oldestNode}`);
  expect(run('--version')).toBe(`${manifest.version}\n`);
});

test('an --env-file is ours and not that of Node, whose parser would end with words of its own', () => {
  const installed = join(folder, 'prefix/bin/simple-deploy');
  const args = ['push', join(folder, 'nowhere'), '--env-file', join(folder, 'nope.env')];
  const { status, stderr } = spawnSync(installed, args, { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^Error: There is no folder /);
});

/** Runs a line of shell where /usr/bin/env is that of BusyBox, as on Alpine: in a mount namespace of its own. */
function onBusyBox(line: string, cwd: string): SpawnSyncReturns<string> {
  const script = `mount --bind /bin/busybox /usr/bin/env && ${line}`;
  return spawnSync('unshare', ['--mount', 'sh', '-c', script], { cwd, encoding: 'utf8' });
}

test('starts where env cannot split a line, once npm has installed it there', () => {
  const prefix = join(folder, 'busybox');
  cpSync(join(folder, 'prefix'), prefix, { recursive: true, verbatimSymlinks: true });
  const command = `${prefix}/bin/simple-deploy`;
  expect(onBusyBox(`${command} --version`, folder)).toMatchObject({ status: 1, stdout: '' });

  const installed = onBusyBox(`npm rebuild --global --prefix ${prefix} --loglevel=error simple-deploy`, folder);
  expect(installed).toMatchObject({ status: 0, stderr: '' });
  const version = onBusyBox(`${command} --version`, folder);
  expect(version).toMatchObject({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
  const { status, stderr } = onBusyBox(`${command} push 'no where' --env-file nope.env`, folder);
  expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringMatching(/^Error: .*\/no where/) });
});

test('builds and pushes a project outside the clone', async () => {
  const project = join(folder, app);
  cpSync(join(root, 'fixtures/nested-same-name'), project, { recursive: true });
  const reference = run('build', project, '--base-image', debianBase).trim();
  expect(reference).toMatch(new RegExp(`^simple-deploy/${app}:[0-9a-f]{12}$`));
  await docker.getImage(reference).inspect();
  const pages = pagesInSummary();
  expect(pages.length).toBeGreaterThan(2);
  expect(pages.filter((path) => !existsSync(path))).toEqual([]);

  const port = await freePortFrom(18_000);
  try {
    const said = run('push', project, '--to', 'local', '--create', '--port', String(port));
    const url = /http:\/\/\S+/.exec(said)?.[0];
    const page = await fetch(url!);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<form');
  } finally {
    run('destroy', project, '--to', 'local', '--confirm', app, '--delete-data');
  }
});
