import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addressText, engineAddresses } from '../../src/docker/address.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sd-address-'));
});
afterEach(() => rm(home, { recursive: true }));

async function write(file: string, content: unknown): Promise<void> {
  await mkdir(dirname(join(home, file)), { recursive: true });
  await writeFile(join(home, file), typeof content === 'string' ? content : JSON.stringify(content));
}

async function contextOf(name: string, Host: string): Promise<string> {
  const id = createHash('sha256').update(name).digest('hex');
  await write(`.docker/contexts/meta/${id}/meta.json`, { Name: name, Endpoints: { docker: { Host } } });
  return `.docker/contexts/tls/${id}/docker`;
}

const find = (env: NodeJS.ProcessEnv = {}) => engineAddresses({ HOME: home, ...env });
const problem = (env: NodeJS.ProcessEnv) =>
  find(env).then(
    () => undefined,
    (error: { problem: unknown }) => error.problem,
  );

describe('engineAddresses', () => {
  test('without a choice: the default socket, then those of rootless engines that are there', async () => {
    const text = async (env?: NodeJS.ProcessEnv) => (await find(env)).map(addressText);
    const podman = (all: readonly string[]) => all.filter((each) => each !== 'unix:///run/podman/podman.sock');
    expect(podman(await text())).toEqual(['unix:///var/run/docker.sock']);
    await write('runtime/docker.sock', '');
    await write('.docker/desktop/docker.sock', '');
    const runtime = join(home, 'runtime');
    expect(podman(await text({ XDG_RUNTIME_DIR: runtime }))).toEqual([
      'unix:///var/run/docker.sock',
      `unix://${runtime}/docker.sock`,
      `unix://${home}/.docker/desktop/docker.sock`,
    ]);
  });

  test('DOCKER_HOST comes before everything', async () => {
    await contextOf('work', 'tcp://work.test:1');
    await write('.docker/config.json', { currentContext: 'work' });
    const origin = 'DOCKER_HOST';
    const at = async (DOCKER_HOST: string) => (await find({ DOCKER_HOST, DOCKER_CONTEXT: 'work' }))[0];
    expect(await at('unix:///x/y.sock')).toEqual({ kind: 'socket', path: '/x/y.sock', origin });
    expect(await at('tcp://h.test:2375')).toEqual({ kind: 'tcp', host: 'h.test', port: 2375, origin });
    expect(await at('h.test:99')).toEqual({ kind: 'tcp', host: 'h.test', port: 99, origin });
    expect(await at('ssh://me@h.test')).toEqual({ kind: 'ssh', url: 'ssh://me@h.test', origin });
  });

  test('the context of DOCKER_CONTEXT, else of the configuration, with its certificates', async () => {
    await contextOf('work', 'tcp://work.test:1');
    const tls = await contextOf('secure', 'tcp://secure.test');
    await write(`${tls}/ca.pem`, 'CA');
    await write('.docker/config.json', { currentContext: 'work' });
    expect((await find())[0]).toMatchObject({ host: 'work.test', port: 1 });
    expect((await find({ DOCKER_CONTEXT: 'secure' }))[0]).toMatchObject({
      host: 'secure.test',
      port: 2376,
      tls: { ca: 'CA', verify: true },
    });
    expect((await find({ DOCKER_CONTEXT: 'default' }))[0]).toMatchObject({ path: '/var/run/docker.sock' });
  });

  test('DOCKER_TLS_VERIFY takes the certificates of DOCKER_CERT_PATH', async () => {
    await write('certs/cert.pem', 'CERT');
    const env = { DOCKER_HOST: 'tcp://h.test', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: join(home, 'certs') };
    expect((await find(env))[0]).toMatchObject({ port: 2376, tls: { cert: 'CERT', verify: true } });
  });

  test('a choice that leads nowhere is named', async () => {
    expect(await problem({ DOCKER_HOST: 'ftp://h.test' })).toMatchObject({
      code: 'engine-address-invalid',
      origin: 'DOCKER_HOST',
    });
    expect(await problem({ DOCKER_HOST: 'unix://' })).toMatchObject({ reason: 'it names no path' });
    expect(await problem({ DOCKER_CONTEXT: 'gone' })).toMatchObject({ origin: 'DOCKER_CONTEXT', value: 'gone' });
  });
});
