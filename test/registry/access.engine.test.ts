import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readBlob } from '../../src/registry/blobs.ts';
import { copyImage } from '../../src/registry/copy-image.ts';
import { rewriteImage } from '../../src/registry/rewrite.ts';
import { startTokenRegistry } from '../platforms/support/token-registry.ts';
import { makeCertificate, type RealRegistry, startRegistry } from '../support/real-registry.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { digestOf, layer, putIndex } from './support/hand-made.ts';
import { fetchWhole, quiet, repository } from './support/open.ts';

const login = { user: 'deployer', password: 'pässword:with colon' };
const credentials = { username: login.user, password: login.password, origin: 'a test' };
const docker = { format: 'docker', osArch: 'linux/amd64' } as const;
const started: RealRegistry[] = [];
afterAll(() => {
  for (const registry of started) registry.stop();
});
const running = <T extends RealRegistry>(registry: T): T => {
  started.push(registry);
  return registry;
};

test('TLS and a password: the certificate has to be trusted, the password to be right', async () => {
  const folder = temporaryFolder('tls');
  const certificate = makeCertificate(folder);
  const { host } = running(await startRegistry(login, certificate));
  await expect(repository(host, 'team/tls', { credentials })).rejects.toMatchObject({
    problem: { code: 'registry-certificate-untrusted', registry: host },
  });
  const env = { ...process.env, SSL_CERT_FILE: certificate.cert };
  const wrong = await repository(host, 'team/tls', { env, credentials: { ...credentials, password: 'wrong' } });
  await expect(putIndex(wrong, '1', [])).rejects.toMatchObject({
    problem: { code: 'registry-unauthorized', username: login.user },
  });
  const to = await repository(host, 'team/tls', { env, credentials });
  await putIndex(to, '1', [await layer('a', 100_000, 'none')]);
  const { digest } = await rewriteImage(to, { from: '1', to: '1' }, docker, quiet);
  const seen = ['--cert-dir=' + certificateFolder(certificate.cert), `--creds=${login.user}:${login.password}`];
  fetchWhole(`${host}/team/tls@${digest}`, join(folder, 'copy'), ...seen);
});

/** skopeo takes authorities as *.crt. */
function certificateFolder(cert: string): string {
  const folder = temporaryFolder('authorities');
  writeFileSync(join(folder, 'ca.crt'), readFileSync(cert));
  return folder;
}

test('certificates of the home of docker are trusted too', async () => {
  const home = temporaryFolder('home');
  const certificate = makeCertificate(home);
  const { host } = running(await startRegistry(undefined, certificate));
  const folder = join(home, '.config/docker/certs.d', host);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'ca.crt'), readFileSync(certificate.cert));
  const env = { PATH: process.env['PATH'], HOME: home };
  await putIndex(await repository(host, 'team/kept', { env }), '1', []);
  await expect(repository(host, 'team/kept', { env: { ...env, HOME: '/nowhere' } })).rejects.toThrow(
    'registry-certificate-untrusted',
  );
});

test('tokens: each for its scopes, with a mount for two repositories, by a refresh token too', async () => {
  const refreshToken = 'refresh-of-a-bank';
  const server = running(await startTokenRegistry({ ...login, refreshToken }));
  const secrets: string[] = [];
  const secret = (value: string) => void secrets.push(value);
  const to = await repository(server.host, 'team/app', { credentials, secret });
  const [one] = [await layer('a', 100_000, 'none')];
  await putIndex(to, '1', [one]);
  await rewriteImage(to, { from: '1', to: '1' }, docker, quiet);
  expect(new Set(server.asked)).toEqual(new Set(['GET known repository:team/app:pull,push']));
  expect(secrets.length).toBe(server.asked.length);

  const other = await repository(server.host, 'team/other', { credentials });
  const places = [to, other].map((place) => ({ repository: { ...other, name: place.name }, tag: '1' }));
  const copied = await copyImage(places[0]!, places[1]!, docker, quiet);
  expect(copied.layers.map(({ how }) => how)).toEqual(['mounted']);
  expect(server.asked).toContain('GET known repository:team/other:pull,push repository:team/app:pull');

  const identity = { username: '', password: '', identityToken: refreshToken, origin: 'a test' };
  const refreshed = await repository(server.host, 'team/app', { credentials: identity });
  expect(await readBlob(refreshed, digestOf(one.bytes))).toEqual(one.bytes);
  expect(server.asked.at(-1)).toBe('POST known repository:team/app:pull,push');
});
