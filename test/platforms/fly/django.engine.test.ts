import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Browser } from '../../support/browser.ts';
import { djangoImage, djangoOptions, djangoProject } from '../../support/django-project.ts';
import { useFly } from '../../support/fly/use-fly.ts';
import { newState, type Ran, runCli, type RunOptions } from '../../support/run-cli.ts';
import { snapshotTree } from '../../support/tree-snapshot.ts';
import { withBrokenMigration } from '../support/broken-migration.ts';

/** A Django project with a fly.toml of its own, pushed by the command line: what a person does and sees. */
const app = 'paper-boat';
const url = `https://${app}.fly.dev`;
const state = newState();
const root = djangoProject();
const password = 'wonderland-of-a-test';
const fly = useFly();
let image: string;

beforeAll(async () => {
  image = await djangoImage();
});
afterEach(() => fly.faults.clear());

const cli = (args: readonly string[], more: RunOptions = {}): Promise<Ran> =>
  runCli(args, { cwd: root, state, ...more, env: { ...fly.env, ...more.env } });
const push = (...more: readonly string[]) => cli(['push', '--to', 'fly', '--app', app, ...djangoOptions, ...more]);
const machines = () =>
  [...(fly.state.apps.get(app)?.machines.values() ?? [])].filter((each) => each.state === 'started');
/** What Fly was asked to change, since there were so many requests. */
const changes = (since: number) =>
  fly.requests.slice(since).filter(({ method, path }) => method !== 'GET' && path !== '/graphql');

test('without a terminal nothing is asked: an error names the flags, says what would be made and billed, and makes nothing', async () => {
  const nameless = await cli(['push', '--to', 'fly', ...djangoOptions]);
  expect([nameless.code, nameless.stdout]).toEqual([2, '']);
  expect(nameless.stderr).toContain('--app');
  const unagreed = await push('--org', 'personal');
  expect([unagreed.code, unagreed.stdout]).toEqual([1, '']);
  expect(unagreed.stderr).toMatch(
    /nothing was created.*served at https:\/\/paper-boat\.fly\.dev.*in ams one machine with 1 GB for the server.*cluster paper-boat-db \(basic\).*https:\/\/fly\.io\/docs\/about\/pricing.*https:\/\/fly\.io\/docs\/mpg.*--create/s,
  );
  expect([changes(0), fly.state.apps.size]).toEqual([[], 0]);
});

describe('the first push', () => {
  let first: Ran;
  let before: ReturnType<typeof snapshotTree>;
  beforeAll(async () => {
    before = snapshotTree(root);
    first = await push('--org', 'personal', '--create', '--ha', '--env', `DJANGO_SUPERUSER_PASSWORD=${password}`);
  });

  test('prints the URL, and what it added to the fly.toml, which is as it was', () => {
    expect(first).toMatchObject({ code: 0, stdout: `${url}/\n` });
    expect(first.stderr).toContain(`The image of this tree is there: ${image}`);
    expect(first.stderr).toMatch(/Your fly\.toml is used, and was not changed; .*deploy\.release_command/s);
    expect(first.stderr).not.toContain(password);
    expect(snapshotTree(root)).toEqual(before);
  });

  test('runs two machines by --ha, as the fly.toml says and with what it lacks', () => {
    expect(machines().length).toBe(2);
    for (const { region, config } of machines()) {
      expect(region).toBe('ams');
      expect(config.guest).toMatchObject({ memory_mb: 1024 });
      expect(config.env).toMatchObject({ GREETING: 'hello', PORT: '8080', SIMPLE_DEPLOY_HOSTS: `${app}.fly.dev` });
      const [service] = config.services ?? [];
      expect(service).toMatchObject({
        internal_port: 8080,
        min_machines_running: 1,
        ports: [{ force_https: true }, {}],
      });
      const headers = [
        { name: 'Host', values: [`${app}.fly.dev`] },
        { name: 'X-Forwarded-Proto', values: ['https'] },
      ];
      expect(service?.checks).toEqual([expect.objectContaining({ path: '/-/health', headers })]);
    }
  });

  test('serves the page by https only, and static files for good', async () => {
    const page = await fetch(url);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('No notes yet.')]);
    const plain = await fetch(`http://${app}.fly.dev/`, { redirect: 'manual' });
    expect([plain.status, plain.headers.get('location')]).toEqual([301, `${url}/`]);
    const style = await fetch(`${url}/static/notes/style.css`);
    expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset="utf-8"']);
    expect(style.headers.get('etag')).toMatch(/^(W\/)?"/);
    expect(style.headers.get('cache-control')).toMatch(/max-age=\d+/);
  });

  test('lets a superuser log in whom run made, and keeps what is written in Postgres', async () => {
    const made = ['python', 'manage.py', 'createsuperuser', '--noinput', '--username=ada', '--email=ada@example.com'];
    const ran = await cli(['run', '--to', 'fly', '--app', app, '--', ...made]);
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('Superuser created') as string });
    const browser = new Browser(url);
    const login = await browser.post('/admin/login/?next=/admin/', { username: 'ada', password });
    expect([login.status, login.headers.get('location')]).toEqual([302, '/admin/']);
    expect(login.headers.getSetCookie().find((line) => line.startsWith('sessionid='))).toMatch(/Secure/);
    expect((await browser.post('/', { text: 'kept', attachment: new File([], '') })).status).toBe(302);
    expect(await browser.text('/')).toContain('kept');
  });
});

test('the same push again says that nothing changed, and asks Fly to change nothing', async () => {
  const since = fly.requests.length;
  const again = await push();
  expect(again).toMatchObject({ code: 0, stdout: `${url}/\n` });
  expect(again.stderr).toContain('nothing changed');
  expect(changes(since)).toEqual([]);
});

test('--force deploys all the same; interrupted there, the exit code is 130, and the next push repairs', async () => {
  let pid = 0;
  fly.faults.add({ on: /^POST \/v1\/apps\/[^/]+\/machines$/, times: 1, hit: () => process.kill(pid, 'SIGINT') });
  const args = ['push', '--to', 'fly', '--app', app, ...djangoOptions, '--force'];
  const stopped = await cli(args, { onStart: (child) => (pid = child.pid ?? 0) });
  expect([stopped.code, stopped.stdout]).toEqual([130, '']);
  expect(stopped.stderr).toContain('Interrupted. What was running has been stopped.');
  expect(await push('--force')).toMatchObject({ code: 0, stdout: `${url}/\n` });
  expect(machines().length).toBe(2);
  expect(fly.state.apps.get(app)?.releases.at(-1)?.status).toBe('complete');
});

test('a migration that fails stops the push before traffic, with the words of Django and a way back', async () => {
  const broken = await withBrokenMigration(image, join('/project', 'blog', 'notes'));
  const failed = await cli(['push', '--to', 'fly', '--app', app, '--image', broken]);
  expect([failed.code, failed.stdout]).toEqual([1, '']);
  expect(failed.stderr).toMatch(
    /release step failed.*ends_in_tears.*simple-deploy logs --to fly --app paper-boat.*nothing has to be rolled back/s,
  );
  expect(failed.stderr).toContain(`Still served at ${url}/`);
  expect(await (await fetch(url)).text()).toContain('kept');
});

test('destroy leaves nothing, and says what it takes when it is not told to', async () => {
  const asked = await cli(['destroy', '--to', 'fly', '--app', app]);
  expect([asked.code, asked.stdout]).toEqual([1, '']);
  expect(asked.stderr).toMatch(/nothing was deleted yet.*2 machines.*--confirm paper-boat/s);
  const gone = await cli(['destroy', '--to', 'fly', '--app', app, '--confirm', app, '--delete-data']);
  expect(gone.code).toBe(0);
  expect([fly.state.apps.size, fly.state.clusters.size]).toEqual([0, 0]);
});

test('Fly was asked nothing that it is not asked', () => {
  expect(fly.violations).toEqual([]);
});
