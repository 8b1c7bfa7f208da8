import { afterAll, expect, test } from 'vitest';
import { debianBase } from '../support/debian-base.ts';
import { freePort } from '../support/free-port.ts';
import { askDistance, geodjangoProject } from '../support/geodjango-project.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { postgisImage, postgresImage } from '../support/postgres-image.ts';
import { newState, runCli } from '../support/run-cli.ts';

const app = `test-postgis-${process.pid}`;
const state = newState();
const project = geodjangoProject();
const cli = (...args: readonly string[]) => runCli(args, { cwd: project.root, state });

afterAll(async () => {
  await cli('destroy', '--app', app, '--confirm', app, '--delete-data');
  await removeImagesOf(project.root);
  project.remove();
});

test('a server without PostGIS: what is lacking, what to type, and nothing is left; then one that has it', async () => {
  const port = String(await freePort());
  const push = ['push', '--app', app, '--base-image', debianBase, '--database', 'postgres', '--port', port];
  const without = await cli(...push, '--database-image', await postgresImage());
  expect(without.code).toBe(1);
  expect(without.stderr).toContain('the project needs PostGIS and its database has none');
  expect(without.stderr).toContain('simple-deploy push --database-image postgis/postgis:17-3.5');
  const pushed = await cli(...push, '--database-image', await postgisImage());
  expect(pushed).toMatchObject({ code: 0 });
  const ran = await cli('run', '--app', app, '--', 'python', 'manage.py', 'shell', '-c', askDistance);
  expect(ran).toMatchObject({ code: 0, stdout: expect.stringMatching(/^8$/m) as string });
});
