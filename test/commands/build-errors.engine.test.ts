import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { runAsNobody } from '../support/as-nobody.ts';
import { debianBase } from '../support/debian-base.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { readLog, runCli, type Ran } from '../support/run-cli.ts';
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

function build(root: string, ...more: readonly string[]): Promise<Ran> {
  return runCli(['build', root, '--base-image', debianBase, ...more]);
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
