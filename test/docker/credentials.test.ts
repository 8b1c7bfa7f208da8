import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { credentialsFor } from '../../src/docker/credentials.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sd-credentials-'));
});
afterEach(() => rm(home, { recursive: true }));

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Asks with a configuration of docker's and helpers (name → body of a shell script) on the PATH. */
async function ask(registry: string, config: unknown, helpers: Record<string, string> = {}) {
  const folder = join(home, '.docker');
  const bin = join(home, 'bin');
  await mkdir(folder, { recursive: true });
  await mkdir(bin, { recursive: true });
  await writeFile(join(folder, 'config.json'), typeof config === 'string' ? config : JSON.stringify(config));
  for (const [name, body] of Object.entries(helpers)) {
    const file = join(bin, `docker-credential-${name}`);
    await writeFile(file, `#!/bin/sh\nread -r host\n${body}\n`);
    await chmod(file, 0o755);
  }
  return await credentialsFor(registry, { HOME: home, PATH: `${bin}:/usr/bin:/bin` }).catch(
    (error: { problem: unknown }) => error.problem,
  );
}

const answer = (user: string, secret: string): string =>
  `echo '{"ServerURL":"x","Username":"${user}","Secret":"${secret}"}'`;

describe('credentialsFor', () => {
  test('without a configuration, or without an entry, there are none', async () => {
    expect(await credentialsFor('r.test', { HOME: home })).toBeUndefined();
    expect(await ask('r.test', {})).toBeUndefined();
    expect(await ask('r.test', { auths: { 'other.test': { auth: base64('a:b') } } })).toBeUndefined();
    expect(await ask('r.test', { auths: { 'r.test': {} } })).toBeUndefined();
  });

  test('auths: name and password (which may hold a colon), a refresh token, an entry as old files write it', async () => {
    const origin = join(home, '.docker/config.json');
    const config = {
      auths: {
        'r.test:5000': { auth: base64('me:pass:word') },
        'token.test': { auth: base64('00000000:'), identitytoken: 'refresh' },
        'https://old.test/v1/': { username: 'old', password: 'entry' },
      },
    };
    expect(await ask('r.test:5000', config)).toEqual({ username: 'me', password: 'pass:word', origin });
    expect(await ask('token.test', config)).toMatchObject({ identityToken: 'refresh' });
    expect(await ask('old.test', config)).toMatchObject({ username: 'old', password: 'entry' });
    expect(await ask('r.test', config)).toBeUndefined();
  });

  test.each(['', 'docker.io', 'index.docker.io', 'registry-1.docker.io'])('Docker Hub as "%s"', async (registry) => {
    const config = { auths: { 'https://index.docker.io/v1/': { auth: base64('hub:secret') } } };
    expect(await ask(registry, config)).toMatchObject({ username: 'hub' });
  });

  test('the helper of the host comes before the store, the store before the file', async () => {
    const helpers = { host: answer('host', '1'), store: `[ "$host" = r.test ] || exit 9\n${answer('store', '2')}` };
    const auths = { 'r.test': { auth: base64('file:3') } };
    const both = { credHelpers: { 'r.test': 'host' }, credsStore: 'store', auths };
    expect(await ask('r.test', both, helpers)).toMatchObject({ username: 'host', password: '1' });
    expect(await ask('r.test', { credsStore: 'store', auths }, helpers)).toMatchObject({ username: 'store' });
    const empty = { none: "echo 'credentials not found in native keychain'; exit 1" };
    expect(await ask('r.test', { credsStore: 'none', auths }, empty)).toMatchObject({ username: 'file' });
  });

  test('a helper that gives a refresh token', async () => {
    const helpers = { token: answer('<token>', 'refresh') };
    expect(await ask('r.test', { credHelpers: { 'r.test': 'token' } }, helpers)).toMatchObject({
      username: '',
      identityToken: 'refresh',
    });
  });

  test.each([
    ['is absent', {}, 'it is not on the PATH'],
    ['fails', { broken: 'echo keychain is locked; exit 1' }, 'keychain is locked'],
    ['writes nonsense', { broken: 'echo hello' }, 'what it wrote is not the JSON of a credential helper'],
  ])('a helper that %s is named', async (_, helpers, reason) => {
    expect(await ask('r.test', { credHelpers: { 'r.test': 'broken' } }, helpers)).toEqual({
      code: 'credential-helper-failed',
      registry: 'r.test',
      helper: 'docker-credential-broken',
      file: join(home, '.docker/config.json'),
      reason,
    });
  });

  test('what cannot be read is a problem, not an absence', async () => {
    expect(await ask('r.test', '{')).toMatchObject({ code: 'docker-config-invalid' });
    expect(await ask('r.test', { auths: { 'r.test': { auth: base64('no colon') } } })).toMatchObject({
      code: 'credentials-unreadable',
    });
  });
});
