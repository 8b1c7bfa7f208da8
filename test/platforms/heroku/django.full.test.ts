import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser } from '../../support/browser.ts';
import { djangoImage, djangoOptions, djangoProject } from '../../support/django-project.ts';
import { useEdge } from '../../support/fakes/use-edge.ts';
import { type Heroku, startHeroku } from '../../support/heroku/start-heroku.ts';
import { newState, type Ran, runCli, type RunOptions } from '../../support/run-cli.ts';
import { snapshotTree } from '../../support/tree-snapshot.ts';
import { withBrokenMigration } from '../support/broken-migration.ts';

/** A Django project, pushed by the command line: what a person does and sees. */
const app = 'paper-boat';
const state = newState();
const root = djangoProject();
const password = 'wonderland-of-a-test';
let heroku: Heroku;
let endEdge: () => void;
let image: string;

beforeAll(async () => {
  image = await djangoImage();
  heroku = await startHeroku();
  endEdge = useEdge(heroku);
});
afterAll(async () => {
  endEdge();
  await heroku.stop();
});

const cli = (args: readonly string[], more: RunOptions = {}): Promise<Ran> =>
  runCli(args, { cwd: root, state, ...more, env: { ...heroku.env, ...more.env } });
const push = (...more: readonly string[]) => cli(['push', '--to', 'heroku', '--app', app, ...djangoOptions, ...more]);
const url = () => `https://${heroku.state.apps.get(app)?.host}`;
/** What Heroku was asked to change, since there were so many requests. */
const changes = (since: number) => heroku.requests.slice(since).filter(({ method }) => method !== 'GET');

test('without a word of the person nothing is made: what would be, and what it costs, is said with the option', async () => {
  const unagreed = await push();
  expect([unagreed.code, unagreed.stdout]).toEqual([1, '']);
  expect(unagreed.stderr).toMatch(/heroku-postgresql:essential-0.*\$5 a month.*--create/s);
  expect([changes(0), heroku.state.apps.size]).toEqual([[], 0]);
});

describe('the first push', () => {
  let first: Ran;
  beforeAll(async () => {
    const before = snapshotTree(root);
    first = await push('--create', '--env', `DJANGO_SUPERUSER_PASSWORD=${password}`);
    expect(snapshotTree(root)).toEqual(before);
  });

  test('prints the URL once the release phase has migrated, and no secret', () => {
    expect(first).toMatchObject({ code: 0, stdout: `${url()}/\n` });
    const written = heroku.state.apps.get(app)?.releases.map(({ output }) => output?.text ?? '');
    expect(written?.join('\n')).toContain('Applying notes.0001_initial');
    for (const secret of [password, heroku.token]) expect(first.stderr).not.toContain(secret);
  });

  test('serves the page, and static files for good', async () => {
    const page = await fetch(url());
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('No notes yet.')]);
    const plain = await fetch(`${url().replace('https', 'http')}/`, { redirect: 'manual' });
    expect([plain.status, plain.headers.get('location')]).toEqual([301, `${url()}/`]);
    const style = await fetch(`${url()}/static/notes/style.css`);
    expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset="utf-8"']);
    expect(style.headers.get('cache-control')).toMatch(/max-age=\d+/);
  });

  test('lets a superuser log in whom run made, and keeps what is written in Postgres over a restart', async () => {
    const made = ['python', 'manage.py', 'createsuperuser', '--noinput', '--username=ada', '--email=ada@example.com'];
    const ran = await cli(['run', '--to', 'heroku', '--app', app, '--', ...made]);
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('Superuser created') as string });
    const browser = new Browser(url());
    const login = await browser.post('/admin/login/?next=/admin/', { username: 'ada', password });
    expect([login.status, login.headers.get('location')]).toEqual([302, '/admin/']);
    expect(login.headers.getSetCookie().find((line) => line.startsWith('sessionid='))).toMatch(/Secure/);
    expect((await browser.post('/', { text: 'kept', attachment: new File([], '') })).status).toBe(302);
    expect(await push('--env', 'GREETING=hello')).toMatchObject({ code: 0 });
    expect(await browser.text('/')).toContain('kept');
  });
});

test('the same push again says that nothing changed and asks Heroku to change nothing', async () => {
  const [since, releases] = [heroku.requests.length, heroku.state.apps.get(app)?.releases.length];
  const again = await push();
  expect(again).toMatchObject({ code: 0, stdout: `${url()}/\n` });
  expect(again.stderr).toContain('nothing changed');
  // The formation is asked for the image that it has.
  expect(changes(since).map(({ method, path }) => `${method} ${path}`)).toEqual([`PATCH /apps/${app}/formation`]);
  expect(heroku.state.apps.get(app)?.releases.length).toBe(releases);
});

test('a migration that fails stops the push before traffic, with the words of Django and a way on', async () => {
  const broken = await withBrokenMigration(image, join('/project', 'blog', 'notes'));
  const failed = await cli(['push', '--to', 'heroku', '--app', app, '--image', broken]);
  expect([failed.code, failed.stdout]).toEqual([1, '']);
  expect(failed.stderr).toMatch(/release (?:step|phase) failed.*ends_in_tears/s);
  expect(await (await fetch(url())).text()).toContain('kept');
});

test('destroy leaves nothing', async () => {
  const gone = await cli(['destroy', '--to', 'heroku', '--app', app, '--confirm', app, '--delete-data']);
  expect([gone.code, heroku.state.apps.size]).toEqual([0, 0]);
});

test('Heroku was asked nothing that it is not asked', () => {
  expect(heroku.violations).toEqual([]);
});
