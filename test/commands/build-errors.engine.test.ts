import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { runAsNobody, runNameless } from '../support/as-nobody.ts';
import { debianBase } from '../support/debian-base.ts';
import { copyImage, startEngine } from '../support/engines.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { readLog, runCli, type Ran, type RunOptions } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

function project(name: string): string {
  const { root, remove } = copyFixture(name);
  cleanUps.push(remove, () => removeImagesOf(root));
  return root;
}

function build(root: string, options: RunOptions = {}, ...more: readonly string[]): Promise<Ran> {
  return runCli(['build', root, '--base-image', debianBase, ...more], options);
}

function expectExplained({ code, stdout, stderr }: Ran): void {
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^Error: /m);
  expect(stderr).toMatch(/^→ /m);
  expect(stderr.slice(stderr.indexOf('Error: ')).split('\n').length).toBeLessThan(30);
}

test('a dependency that does not install: its name and the reason come first', async () => {
  const ran = await build(project('dependency-does-not-install'));
  expectExplained(ran);
  const [first] = ran.stderr.slice(ran.stderr.indexOf('Error: ')).split('\n');
  expect(first).toMatch(/simple-deploy-no-such|does not exist|not found|requirements\.txt|package/i);
});

test('settings that fail to import: the exception and the line of the file', async () => {
  const ran = await build(project('settings-fail-to-import'));
  expectExplained(ran);
  const said = ran.stderr.slice(ran.stderr.indexOf('Error: '));
  expect(said).toContain('NameError');
  expect(said).toMatch(/settings\.py.*\d+/);
  expect(said).not.toContain('<frozen importlib');
});

test('settings that read a file which stays out: by which rule and what to type; taken in by the line that it names', async () => {
  const root = project('flat');
  writeFileSync(join(root, 'shop.env'), 'SHOP_NAME=Corner\n');
  appendFileSync(join(root, 'mysite/settings.py'), "\nSHOP = open(BASE_DIR / 'shop.env').read()\n");
  const ran = await build(root);
  expectExplained(ran);
  const said = ran.stderr.slice(ran.stderr.indexOf('Error: '));
  expect(said).toContain('shop.env stays out of the image (environment file)');
  const file = join(root, 'shop.env');
  expect(said).toContain(
    `→ Give the values in shop.env to the app when it is deployed: simple-deploy push ${root} --env-file ${file}`,
  );
  expect(said).toContain('add the line !shop.env to .dockerignore');
  expect(ran.stderr).not.toContain('Corner');
  writeFileSync(join(root, '.dockerignore'), '!shop.env\n');
  const again = await build(root);
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('simple-deploy/') as string });
});

test("a check of Django that fails: its id and the line of the project's file", async () => {
  const root = project('flat');
  appendFileSync(
    join(root, 'notes/models.py'),
    "\n\nclass Broken(models.Model):\n    name = models.CharField(max_length='x')\n",
  );
  const ran = await build(root);
  expectExplained(ran);
  const said = ran.stderr.slice(ran.stderr.indexOf('Error: '));
  expect(said).toContain('fields.E121');
  expect(said).toMatch(/notes\/models\.py.*\d+/);
  expect(said).toContain("SILENCED_SYSTEM_CHECKS = ['fields.E121']");
});

test('a base image that cannot be had names the option', async () => {
  const root = project('flat');
  const ran = await runCli(['build', root, '--base-image', 'localhost:1/none/python:3.11']);
  expectExplained(ran);
  expect(ran.stderr).toContain('--base-image');
});

test('an engine that this user may not use', async () => {
  const root = project('flat');
  const ran = await runAsNobody(['build'], root);
  expectExplained(ran);
  expect(ran.stderr).toContain('does not let the user "nobody" in');
});

test('a user without a name and a home gets the same words', async () => {
  const root = project('flat');
  const ran = await runNameless(['build'], root);
  expect(ran).toMatchObject({ code: 1, stdout: '' });
  expect(ran.stderr).toContain('does not let this user, who has no name, in');
  const inspected = await runNameless(['inspect'], root);
  expect(inspected.code).toBe(0);
  // A log has no place where there is no home, and that is all there is to say.
  expect(inspected.stderr).toMatch(/^There is no log of this run: .+ XDG_STATE_HOME names another folder for it\.\n$/);
});

test('an engine whose disk is full', async () => {
  const machine = await startEngine('sid', { diskMegabytes: 500 });
  cleanUps.push(() => machine.stop());
  copyImage(machine, debianBase);
  const root = project('flat');
  writeFileSync(join(root, 'large.bin'), '');
  truncateSync(join(root, 'large.bin'), 600_000_000);
  const ran = await build(root, { env: { DOCKER_HOST: `unix://${machine.socket}` } });
  expectExplained(ran);
  expect(ran.stderr).toContain('The disk of the container engine is full');
  expect(ran.stderr).toContain('docker system df');
});

test('--platform of another architecture, which the engine cannot emulate', async () => {
  const image = foreignBase();
  cleanUps.push(() => execFileSync('docker', ['rmi', image], { stdio: 'ignore' }));
  const ran = await runCli(['build', project('flat'), '--base-image', image, '--platform', 'linux/arm64']);
  expectExplained(ran);
  expect(ran.stderr).toContain('The engine runs linux/amd64 and cannot run programs for linux/arm64');
});

test('--platform of another architecture, for which there is no base image', async () => {
  const ran = await build(project('flat'), {}, '--platform', 'linux/arm64');
  expectExplained(ran);
  expect(ran.stderr).toContain('cannot be had for linux/arm64: the engine holds it for linux/amd64 only');
});

/** An image for linux/arm64 whose shell is the head of an ELF file for that machine: all that a kernel looks at. */
function foreignBase(): string {
  const folder = temporaryFolder('foreign');
  const name = `simple-deploy-test/foreign:${process.pid}`;
  const elf = Buffer.alloc(120);
  elf.write('\x7fELF\x02\x01\x01', 'latin1');
  elf.writeUInt16LE(2, 16);
  elf.writeUInt16LE(183, 18);
  mkdirSync(join(folder, 'root/bin'), { recursive: true });
  mkdirSync(join(folder, 'root/etc'));
  writeFileSync(join(folder, 'root/etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
  writeFileSync(join(folder, 'root/etc/group'), 'root:x:0:\n');
  for (const program of ['sh', 'bash']) writeFileSync(join(folder, 'root/bin', program), elf, { mode: 0o755 });
  const tar = (file: string, from: string): void => {
    execFileSync('tar', ['--create', '--file', join(folder, file), '--directory', join(folder, from), '.']);
  };
  mkdirSync(join(folder, 'image'));
  tar('image/layer.tar', 'root');
  const layer = createHash('sha256')
    .update(readFileSync(join(folder, 'image/layer.tar')))
    .digest('hex');
  const config = { architecture: 'arm64', os: 'linux', rootfs: { type: 'layers', diff_ids: [`sha256:${layer}`] } };
  const manifest = [{ Config: 'config.json', RepoTags: [name], Layers: ['layer.tar'] }];
  writeFileSync(join(folder, 'image/config.json'), JSON.stringify({ ...config, config: {}, history: [{}] }));
  writeFileSync(join(folder, 'image/manifest.json'), JSON.stringify(manifest));
  tar('image.tar', 'image');
  execFileSync('docker', ['load', '--quiet', '--input', join(folder, 'image.tar')]);
  return name;
}

test('an engine that dies during the build', async () => {
  const root = project('flat');
  const engine = await mortalEngine();
  const ran = await runCli(['build', root, '--base-image', debianBase, '--no-cache'], {
    env: { DOCKER_HOST: `unix://${engine.socket}` },
    onStderr: (text) => {
      if (text.includes('Install the Python packages')) engine.die();
    },
  });
  expectExplained(ran);
  expect(ran.stderr).toMatch(/engine/i);
  expect(readLog(ran.state).at(-1)).toMatchObject({ exit: 1 });
});

/** A door to the real engine that can be shut in the middle of a build. */
async function mortalEngine(): Promise<{ readonly socket: string; readonly die: () => void }> {
  const socket = join(temporaryFolder('engine'), 'docker.sock');
  const open = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = connect('/var/run/docker.sock');
    for (const each of [near, far]) open.add(each.on('error', () => {}).on('close', () => open.delete(each)));
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  const die = (): void => {
    server.close();
    for (const each of open) each.destroy();
  };
  cleanUps.push(die);
  return { socket, die };
}
