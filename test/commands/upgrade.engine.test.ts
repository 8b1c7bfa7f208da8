import { appendFileSync, createReadStream, existsSync, readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bridgeAddress } from '../support/bridge-address.ts';
import { debianBase } from '../support/debian-base.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { makeWheel } from '../support/private-package.ts';
import { newState, runCli } from '../support/run-cli.ts';
import { runOnce } from '../support/run-once.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NAME = 'sd_floating';
const wheels = temporaryFolder('upgrade');
const project = copyFixture('flat');
const state = newState();
let index: Server;
let asked = 0;

/** An index of one package, at an address that builds reach: where the engine's bridge has its gateway. */
beforeAll(async () => {
  index = createServer((request, response) => {
    asked += 1;
    const path = request.url ?? '/';
    const file = join(wheels, 'sd-floating', path.split('/').at(-1) ?? '');
    if (/^\/simple\/sd[-_]floating\/$/.test(path)) {
      const links = readdirSync(join(wheels, 'sd-floating')).map((wheel) => `<a href="/${wheel}">${wheel}</a>`);
      response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'max-age=600' }).end(links.join('\n'));
    } else if (path.endsWith('.whl') && existsSync(file)) createReadStream(file).pipe(response);
    else response.writeHead(404).end();
  });
  const address = await bridgeAddress();
  await new Promise<void>((resolve) => index.listen(0, address, resolve));
  const url = `http://${address}:${(index.address() as AddressInfo).port}/simple`;
  appendFileSync(join(project.root, 'requirements.txt'), `--extra-index-url ${url}\n${NAME}\n`);
});
afterAll(async () => {
  index.close();
  await removeImagesOf(project.root);
  project.remove();
});

const build = async (...args: readonly string[]): Promise<string> => {
  const ran = await runCli(['build', project.root, '--base-image', debianBase, ...args], { state });
  expect(ran.stderr).not.toContain('Error: ');
  return ran.stdout.trim();
};
const versionIn = async (image: string): Promise<string> => {
  const command = ['python', '-c', `import ${NAME}; print(${NAME}.VERSION)`];
  return (await runOnce(image, { command, env: { SECRET_KEY: 'x' } })).stdout.trim();
};
const changeCode = (): void => appendFileSync(join(project.root, 'mysite/urls.py'), '\n# A change.\n');

test('what floats stays as it was resolved, until --upgrade, and is remembered from then on', async () => {
  makeWheel(wheels, NAME, '1.0', "VERSION = '1.0'\n");
  const first = await build();
  expect(await versionIn(first)).toBe('1.0');

  makeWheel(wheels, NAME, '2.0', "VERSION = '2.0'\n");
  expect(await build()).toBe(first);
  changeCode();
  const changed = await build();
  expect(await versionIn(changed)).toBe('1.0');

  const upgraded = await build('--upgrade');
  expect(upgraded).not.toBe(changed);
  expect(await versionIn(upgraded)).toBe('2.0');

  const before = asked;
  expect(await build()).toBe(upgraded);
  changeCode();
  expect(await versionIn(await build())).toBe('2.0');
  // All of it came from the cache.
  expect(asked).toBe(before);
});
