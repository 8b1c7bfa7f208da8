import { execFileSync } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { debianBase } from '../support/debian-base.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { postgresImage } from '../support/postgres-image.ts';
import { freePort } from '../support/free-port.ts';
import { newState, runCli, type Ran } from '../support/run-cli.ts';
import { leaksOf, watchProcesses } from '../support/secrets.ts';

const app = `sd-postgres-${process.pid}`;
const state = newState();
const mailKey = 'Tr0ub4dor&3/ä+"mailgun';
const fileKey = 'correct horse=battery%staple';
/** A project that tells its secrets in every form, each time its settings load. */
const indiscreet = `
import base64, json, os, sys, urllib.parse
for name in ("MAIL_KEY", "FILE_KEY", "SECRET_KEY", "DATABASE_URL"):
    value = os.environ.get(name, "")
    forms = (value, json.dumps(value, ensure_ascii=False), urllib.parse.quote(value, safe=""))
    encoded = base64.b64encode(value.encode()).decode()
    print("INDISCREET", name, *forms, encoded, file=sys.stderr)
`;
let project: ReturnType<typeof copyFixture>;
let built: Ran;
let pushed: Ran;
let commandLines: readonly string[];

beforeAll(async () => {
  const databaseImage = await postgresImage();
  project = copyFixture('startproject-plain');
  appendFileSync(join(project.root, 'mysite', 'mysite', 'settings.py'), indiscreet);
  const options = { cwd: project.root, state };
  built = await runCli(['build', '--base-image', debianBase], options);
  const envFile = join(newState(), 'production.env');
  writeFileSync(envFile, `FILE_KEY='${fileKey}'\n`);
  const place = ['--app', app, '--port', String(await freePort())];
  const database = ['--database', 'postgres', '--database-image', databaseImage];
  const watch = watchProcesses(() => [mailKey, fileKey, ...madeByPush()]);
  pushed = await runCli(['push', ...place, ...database, '--env', 'MAIL_KEY', '--env-file', envFile, '--verbose'], {
    ...options,
    env: { MAIL_KEY: mailKey },
  });
  commandLines = watch.stop();
});

afterAll(async () => {
  const options = { cwd: project.root, state };
  await runCli(['destroy', '--app', app, '--confirm', app, '--delete-data'], options);
  await removeImagesOf(project.root);
  project.remove();
});

function variablesOf(container: string): Readonly<Record<string, string>> {
  try {
    const format = '{{json .Config.Env}}';
    const text = execFileSync('docker', ['inspect', '-f', format, container], { encoding: 'utf8', stdio: 'pipe' });
    const pairs = JSON.parse(text) as readonly string[];
    return Object.fromEntries(pairs.map((pair) => [pair.split('=')[0], pair.slice(pair.indexOf('=') + 1)]));
  } catch {
    return {};
  }
}

/** SECRET_KEY and the database's password, as soon as there are containers that have them. */
function madeByPush(): readonly string[] {
  const { SECRET_KEY } = variablesOf(`simple-deploy-${app}-web`);
  const { POSTGRES_PASSWORD } = variablesOf(`simple-deploy-${app}-database`);
  return [SECRET_KEY, POSTGRES_PASSWORD].filter((value) => value !== undefined);
}

test('an image that was built for SQLite is built again with the driver that the platform needs', async () => {
  expect(built.code).toBe(0);
  expect(pushed.stderr).toContain('There is no image with a driver for postgres');
  expect(pushed.stderr).not.toContain('Error');
  expect(pushed).toMatchObject({ code: 0, stdout: expect.stringMatching(/^http:\/\/\S+\n$/) });
  expect((await fetch(new URL('/admin/login/', pushed.stdout.trim()))).status).toBe(200);
  const image = execFileSync('docker', ['inspect', '-f', '{{.Config.Image}}', `simple-deploy-${app}-web`]).toString();
  expect(image).not.toContain(built.stdout.trim());
  const script = 'from django.db import connection; print(connection.vendor, connection.introspection.table_names())';
  const asked = await runCli(['run', '--app', app, '--', 'python', 'manage.py', 'shell', '-c', script], {
    cwd: project.root,
    state,
  });
  expect(asked.stdout).toMatch(/postgresql \[.*'auth_user'/);
});

test('the app got what was given', () => {
  expect(variablesOf(`simple-deploy-${app}-web`)).toMatchObject({ MAIL_KEY: mailKey, FILE_KEY: fileKey });
});

test('no secret shows in output, log, summary or any command line, even of a project that prints it', () => {
  const made = madeByPush();
  expect(made).toHaveLength(2);
  const folder = join(state, 'simple-deploy', 'runs');
  const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
  expect(files.map(([name]) => name.split('.').at(-1))).toEqual(expect.arrayContaining(['jsonl', 'md', 'txt']));
  const texts = { ...Object.fromEntries(files), stdout: pushed.stdout, stderr: pushed.stderr };
  expect(leaksOf([mailKey, fileKey, ...made], texts)).toEqual([]);
  expect(commandLines).toEqual([]);
  expect(texts.stderr).toMatch(/INDISCREET FILE_KEY (\[hidden\] ?)+/);
  expect(texts.stderr).toContain('FILE_KEY, MAIL_KEY');
});

test('the log has every call to the engine with status and duration, and the versions', () => {
  const folder = join(state, 'simple-deploy', 'runs');
  const log = readdirSync(folder).find((name) => name.includes('-push-') && name.endsWith('.jsonl')) ?? '';
  const lines = readFileSync(join(folder, log), 'utf8').trim().split('\n');
  const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const calls = entries.filter(({ kind }) => kind === 'api');
  const answered = { ms: expect.any(Number) as number };
  const call = (title: RegExp, status: number) =>
    expect.objectContaining({ ...answered, title: expect.stringMatching(title) as string, status }) as object;
  expect(calls).toEqual(
    expect.arrayContaining([
      call(/^GET \S+ \/version$/, 200),
      call(/^POST \S+ \/v[\d.]+\/session$/, 101),
      call(/^POST \S+ \/v[\d.]+\/build$/, 200),
      call(/^POST \S+ \/v[\d.]+\/containers\/create$/, 201),
    ]),
  );
  for (const each of calls) expect(each).toMatchObject(answered);
  const steps = entries.filter(({ kind }) => kind === 'step');
  expect(steps.length).toBeGreaterThan(5);
  for (const step of steps) expect(step).toMatchObject({ title: expect.any(String), ...answered });
  expect(entries[0]).toMatchObject({ detail: { version: expect.any(String), node: process.version } });
  expect(entries.find(({ title }) => title === 'engine')).toMatchObject({
    detail: { version: expect.any(String), apiVersion: expect.any(String) },
  });
});
