import { randomBytes } from 'node:crypto';
import { GenericContainer, Network, Wait, type StartedNetwork, type StartedTestContainer } from 'testcontainers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Browser } from '../support/browser.ts';
import { fixtureImage, removeFixtureImages } from '../support/images.ts';
import { postgresImage } from '../support/postgres-image.ts';
import { runOnce } from '../support/run-once.ts';

const SECRET_KEY = randomBytes(32).toString('hex');
let network: StartedNetwork;
let database: StartedTestContainer;

beforeAll(async () => {
  network = await new Network().start();
  database = await new GenericContainer(await postgresImage())
    .withEnvironment({ POSTGRES_USER: 'me', POSTGRES_PASSWORD: 'p@ss', POSTGRES_DB: 'blog' })
    .withNetwork(network)
    .withNetworkAliases('db')
    .withExposedPorts(5432)
    .withWaitStrategy(Wait.forListeningPorts())
    .start();
});

afterAll(async () => {
  await database?.stop();
  await network?.stop();
  await removeFixtureImages();
});

it('a plain startproject without a driver runs on Postgres when DATABASE_URL says so', async () => {
  const image = await fixtureImage('startproject-plain', { database: 'postgres' });
  expect(image.facts.database).toBe('postgres');
  const env = { SECRET_KEY, DATABASE_URL: 'postgres://me:p%40ss@db:5432/blog' };
  const run = (...command: string[]): ReturnType<typeof runOnce> =>
    runOnce(image.reference, { command, env, network: network.getName() });
  const migrated = await run('python', 'manage.py', 'migrate', '--noinput');
  expect(migrated.stdout).toContain('Applying sessions.0001_initial... OK');
  const count = 'from django.db import connection as c; print(c.vendor, len(c.introspection.table_names()))';
  const { stdout } = await run('python', 'manage.py', 'shell', '-c', count);
  expect(stdout.trim().split('\n').at(-1)).toMatch(/^postgresql [1-9]\d*$/);
});

it('the server keeps its connections, and one that the database ended fails no request', async () => {
  const image = await fixtureImage('startproject-plain', { database: 'postgres' });
  const env = { SECRET_KEY, DATABASE_URL: 'postgres://me:p%40ss@db:5432/blog' };
  const site = await new GenericContainer(image.reference)
    .withEnvironment({ ...env, WEB_CONCURRENCY: '1' })
    .withNetwork(network)
    .withExposedPorts(8000)
    .withWaitStrategy(Wait.forHttp('/-/health', 8000).forStatusCode(200))
    .start();
  try {
    const browser = new Browser(`http://localhost:${site.getMappedPort(8000)}`);
    const logIn = async (): Promise<number> =>
      (await browser.post('/admin/login/', { username: 'nobody', password: 'x' })).status;
    expect(await logIn()).toBe(200);
    const end = `from django.db import connection; cursor = connection.cursor(); cursor.execute("""SELECT count(*) FILTER (
      WHERE state = 'idle' AND pg_terminate_backend(pid)) FROM pg_stat_activity
      WHERE datname = 'blog' AND pid <> pg_backend_pid()"""); print(cursor.fetchone()[0])`;
    const command = ['python', 'manage.py', 'shell', '-c', end];
    const { stdout } = await runOnce(image.reference, { command, env, network: network.getName() });
    expect(Number(stdout.trim().split('\n').at(-1))).toBeGreaterThan(0);
    // Every thread, those whose connection was ended among them.
    const statuses = [];
    for (let asked = 0; asked < 8; asked++) statuses.push(await logIn());
    expect(statuses).toEqual(Array.from({ length: 8 }, () => 200));
  } finally {
    await site.stop();
  }
});

it('two releases at once follow each other', async () => {
  const image = await fixtureImage('startproject-plain', { database: 'postgres' });
  const env = { SECRET_KEY, DATABASE_URL: 'postgres://me:p%40ss@db:5432/blog' };
  const release = (name: string): ReturnType<typeof runOnce> => {
    const command = `echo begin ${name} $(date +%s%N); sleep 2; echo end ${name} $(date +%s%N)`;
    return runOnce(image.reference, {
      command: ['python', '-m', 'simple_deploy', 'release', command],
      env,
      network: network.getName(),
    });
  };
  const done = await Promise.all([release('a'), release('b')]);
  const times = done.map(({ stdout }) => [...stdout.matchAll(/(?:begin|end) \w (\d+)/g)].map(([, at]) => Number(at)));
  const [first = [], second = []] = times.toSorted(([a = 0], [b = 0]) => a - b);
  expect([first.length, second.length]).toEqual([2, 2]);
  expect(first[1]).toBeLessThanOrEqual(second[0] ?? 0);
  expect(done.map(({ stderr }) => stderr).join()).toContain('another release is under way');
});
