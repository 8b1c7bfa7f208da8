import Dockerode from 'dockerode';
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { postgresImage } from './postgres-image.ts';
import { usrLocalBase } from './usr-local-base.ts';

const docker = new Dockerode();
const started: StartedTestContainer[] = [];

afterEach(async () => {
  for (const container of started.splice(0)) await container.stop({ remove: true, removeVolumes: true });
});

async function start(image: string, environment: Record<string, string>): Promise<StartedTestContainer> {
  const container = await new GenericContainer(image)
    .withEnvironment(environment)
    .withExposedPorts(5432)
    .withWaitStrategy(Wait.forSuccessfulCommand('pg_isready -h 127.0.0.1').withStartupTimeout(30_000))
    .start();
  started.push(container);
  return container;
}

async function run(image: string, script: string): Promise<string> {
  const container = await new GenericContainer(image).withEntrypoint(['sleep']).withCommand(['60']).start();
  started.push(container);
  const { output, exitCode } = await container.exec(['sh', '-c', script]);
  return exitCode === 0 ? output.trim() : `exit ${exitCode}: ${output}`;
}

beforeAll(async () => {
  await usrLocalBase();
  await postgresImage();
});

test('an image that stands is used as it is', async () => {
  const tags = [await usrLocalBase(), await postgresImage()];
  const before = await Promise.all(tags.map((tag) => docker.getImage(tag).inspect()));
  await usrLocalBase();
  await postgresImage();
  const after = await Promise.all(tags.map((tag) => docker.getImage(tag).inspect()));
  expect(after.map((image) => image.Id)).toEqual(before.map((image) => image.Id));
});

test('Python lies in /usr/local only, without bytecode, and makes environments that point there', async () => {
  const base = await usrLocalBase();
  expect(await run(base, 'find /usr/bin /usr/lib -name "python3*"; find / -xdev -name "*.pyc"')).toBe('');
  expect(await run(base, 'command -v python3')).toBe('/usr/local/bin/python3');
  expect(
    await run(base, 'python3 -m venv /v && /v/bin/python -c "import sys, ssl; print(sys.base_prefix, sys.prefix)"'),
  ).toBe('/usr/local /v');
});

test('Postgres takes user, password and database from the variables, and asks for the password', async () => {
  const image = await postgresImage();
  const container = await start(image, { POSTGRES_USER: 'ada', POSTGRES_PASSWORD: "s'ecret", POSTGRES_DB: 'blog' });
  const login = async (password: string) =>
    container.exec(['psql', '-h', container.getHostname(), '-U', 'ada', '-d', 'blog', '-Atc', 'select current_user'], {
      env: { PGPASSWORD: password },
    });
  expect(await login("s'ecret")).toMatchObject({ exitCode: 0, stdout: 'ada\n' });
  expect(await login('wrong')).toMatchObject({ exitCode: 2 });
});

test('Postgres without a password does not start', async () => {
  const container = await docker.createContainer({ Image: await postgresImage() });
  try {
    await container.start();
    expect(await container.wait()).toMatchObject({ StatusCode: 1 });
    expect((await container.logs({ stderr: true })).toString()).toContain('superuser password is not specified');
  } finally {
    await container.remove({ force: true, v: true });
  }
});
