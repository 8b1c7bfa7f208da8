import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { pushTo } from '../../src/commands/carry-out.ts';
import { platformNamed } from '../../src/platforms/index.ts';
import type { ManifestFormat } from '../../src/values/manifest-format.ts';
import { readBack } from '../registry/support/open.ts';
import { makeCertificate, type RealRegistry, startRegistry } from '../support/real-registry.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { freePort } from '../support/free-port.ts';
import { noWishes } from './support/app.ts';
import { testDoors, type TestDoors } from './support/doors.ts';
import { engine } from './support/engine.ts';
import { smallImage } from './support/small-image.ts';
import { rejectedWith } from '../support/problem-of.ts';

const push = (
  destinations: readonly string[],
  release = 'one',
  doors: TestDoors = testDoors(),
  format?: ManifestFormat,
) => {
  const wishes = { ...noWishes, destinations, ...(format && { format }) };
  const wanted = { verb: 'push' as const, app: 'blog', appNamed: false, ...wishes };
  return pushTo(platformNamed('registry'), wanted, () => smallImage(release), doors);
};

const login = { user: 'deployer', password: 'correct-horse-battery' };
const basic = { authorization: `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}` };
const accept = {
  accept: 'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json',
};

async function digestThere(host: string, repository: string, tag: string, headers = {}): Promise<string | null> {
  const url = `http://${host}/v2/${repository}/manifests/${tag}`;
  return (await fetch(url, { method: 'HEAD', headers: { ...accept, ...headers } })).headers.get(
    'docker-content-digest',
  );
}

describe('a registry without a password', () => {
  let registry: RealRegistry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  test('takes the image under each destination, and the references are those it knows', async () => {
    const { host } = registry;
    const { outcome } = await push([`${host}/team/blog:1.0`, `${host}/other/blog`]);
    const digest = await digestThere(host, 'team/blog', '1.0');
    expect(outcome.data).toEqual([`${host}/team/blog@${digest}`, `${host}/other/blog@${digest}`]);
    expect(await digestThere(host, 'other/blog', 'latest')).toBe(digest);
  });

  test('is sent the layers that it lacks only', async () => {
    const { results } = await push([`${registry.host}/team/layers:1`]);
    const layers = (results[0]?.pushed?.layersSent ?? 0) + (results[0]?.pushed?.layersKnown ?? 0);
    const again = await push([`${registry.host}/team/layers:2`], 'two');
    expect(again.outcome.facts[0]?.value).toMatch(
      /^sha256:\w{64}, \d+ layers? sent \([\d.]+ K?B( before compression)?\), \d+ already there$/,
    );
    expect(again.results[0]?.pushed?.layersKnown).toBeGreaterThanOrEqual(layers - 1);
    expect((await push([`${registry.host}/team/layers:2`], 'two')).outcome.changed).toBe(false);
  });

  test('leaves no name on the engine, and keeps one that was there', async () => {
    const { api } = await engine();
    const destination = `${registry.host}/team/names:1`;
    await push([destination]);
    await expect(api.getImage(destination).inspect()).rejects.toMatchObject({ statusCode: 404 });
    const { id } = await smallImage('two');
    await api.getImage(id ?? '').tag({ repo: `${registry.host}/team/names`, tag: '1' });
    await push([destination]);
    expect((await api.getImage(destination).inspect()).Id).toBe(id);
    await api.getImage(destination).remove();
  });
});

describe('a registry with a password', () => {
  let registry: RealRegistry;
  let folder: string;
  beforeAll(async () => {
    registry = await startRegistry(login);
  });
  afterAll(() => registry.stop());
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const withAuth = (user: string, password: string) => {
    folder = mkdtempSync(join(tmpdir(), 'simple-deploy-config-'));
    const auth = Buffer.from(`${user}:${password}`).toString('base64');
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [registry.host]: { auth } } }));
    return testDoors({ env: { ...process.env, DOCKER_CONFIG: folder } });
  };

  test('takes it with the credentials that docker has, which no log shows', async () => {
    const doors = withAuth(login.user, login.password);
    const { outcome } = await push([`${registry.host}/team/blog:1.0`], 'one', doors);
    expect(outcome.data).toEqual([
      `${registry.host}/team/blog@${await digestThere(registry.host, 'team/blog', '1.0', basic)}`,
    ]);
    expect(doors.secrets).toContain(login.password);
    expect(JSON.stringify([doors.logged, doors.events])).not.toContain(login.password);
  });

  test('refuses others, in words that name it', async () => {
    const wrong = withAuth(login.user, 'wrong-password');
    const problem = await rejectedWith(push([`${registry.host}/team/private:1`], 'one', wrong));
    expect(problem).toMatchObject({ code: 'registry-unauthorized', registry: registry.host });
    expect(await digestThere(registry.host, 'team/private', '1', basic)).toBeNull();
  });
});

describe('a registry with TLS and a password, in a format', () => {
  let registry: RealRegistry;
  const folder = temporaryFolder('tls');
  const certificate = makeCertificate(folder);
  beforeAll(async () => {
    registry = await startRegistry(login, certificate);
    const auth = Buffer.from(`${login.user}:${login.password}`).toString('base64');
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [registry.host]: { auth } } }));
  });
  afterAll(() => registry.stop());

  const trusting = (bundle: string | undefined) =>
    testDoors({ env: { ...process.env, DOCKER_CONFIG: folder, SSL_CERT_FILE: bundle } });

  test('ends up with what was asked for, and no log shows the password', async () => {
    const doors = trusting(certificate.cert);
    const destination = `${registry.host}/team/tls:1`;
    const { outcome } = await push([destination], 'one', doors, 'docker');
    const credentials = `--creds=${login.user}:${login.password}`;
    const manifest = readBack(destination, '--tls-verify=false', credentials);
    expect(manifest.mediaType).toBe('application/vnd.docker.distribution.manifest.v2+json');
    expect(outcome.data).toEqual([expect.stringMatching(/team\/tls@sha256:\w{64}$/)]);
    expect((await push([destination], 'one', doors, 'docker')).outcome.changed).toBe(false);
    expect(JSON.stringify([doors.logged, doors.events])).not.toContain(login.password);
  });

  test('is told apart from one whose certificate nobody vouches for', async () => {
    const problem = await rejectedWith(push([`${registry.host}/team/tls:2`], 'one', trusting(undefined), 'docker'));
    expect(problem).toMatchObject({ code: 'registry-certificate-untrusted', registry: registry.host });
  });
});

test('a registry that is not there is an error that says so', async () => {
  const registry = `localhost:${await freePort()}`;
  expect(await rejectedWith(push([`${registry}/team/blog:1`]))).toMatchObject({
    code: 'registry-unreachable',
    registry,
  });
});

test.each([
  ['blog:1', 'host of the registry'],
  ['registry.example.com/Team/Blog:1', 'lower case'],
  [`registry.example.com/blog@sha256:${'0'.repeat(64)}`, 'digest'],
  ['registry.example.com/blog:not a tag', 'tag'],
])('the destination %s is refused, and told why', async (destination, why) => {
  const problem = await rejectedWith(push([destination]));
  expect(problem).toMatchObject({ code: 'destination-invalid', destination });
  expect('why' in problem && problem.why).toContain(why);
});

test('no destination is an error that names the option', async () => {
  expect(await rejectedWith(push([]))).toEqual({ code: 'destination-missing' });
});
