import { afterAll, beforeAll, expect, test } from 'vitest';
import { debianBase } from '../../support/debian-base.ts';
import { runFlyctl } from '../../support/fly/run-flyctl.ts';
import { useFly } from '../../support/fly/use-fly.ts';
import { askDistance, geodjangoProject } from '../../support/geodjango-project.ts';
import { removeImagesOf } from '../../support/own-images.ts';
import { newState, runCli } from '../../support/run-cli.ts';

/** A GeoDjango project, with a cluster that the push makes, and with one that was made without PostGIS. */
const state = newState();
const project = geodjangoProject();

afterAll(async () => {
  await removeImagesOf(project.root);
  project.remove();
});

// A build of its own: in the environment of a push nothing but the platform can be reached.
beforeAll(async () => {
  const args = ['build', project.root, '--base-image', debianBase, '--database', 'postgres'];
  expect(await runCli(args)).toMatchObject({ code: 0 });
});

const fly = useFly();

const cli = (...args: readonly string[]) => runCli(args, { cwd: project.root, state, env: fly.env });
const push = (app: string) => {
  const place = ['--to', 'fly', '--app', app, '--org', 'personal', '--region', 'fra', '--create'];
  return cli('push', ...place, '--base-image', debianBase, '--database', 'postgres');
};

test('the cluster that a push makes has PostGIS, and the release migrates in it', async () => {
  expect(await push('paper-map')).toMatchObject({ code: 0, stdout: 'https://paper-map.fly.dev/\n' });
  expect([...fly.state.clusters.values()]).toMatchObject([{ name: 'paper-map-db', postgis: true }]);
  const shell = ['python', 'manage.py', 'shell', '-c', askDistance];
  const ran = await cli('run', '--to', 'fly', '--app', 'paper-map', '--', ...shell);
  expect(ran).toMatchObject({ code: 0, stdout: expect.stringMatching(/^8$/m) as string });
});

test('in one that was made without it, the push ends before traffic with what to type', async () => {
  const made = 'mpg create --name paper-plane-db --org personal --region fra --plan basic';
  expect((await runFlyctl(fly, made.split(' '))).code).toBe(0);
  const failed = await push('paper-plane');
  expect([failed.code, failed.stdout]).toEqual([1, '']);
  expect(failed.stderr).toMatch(
    /the project needs PostGIS and its database has none.*mpg databases extensions enable postgis --cluster ID/s,
  );
});

test('Fly was asked nothing that it is not asked', () => {
  expect(fly.violations).toEqual([]);
});
