import { cpSync, mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pushTo } from '../../src/commands/carry-out.ts';
import { platformNamed } from '../../src/platforms/index.ts';
import type { ManifestFormat } from '../../src/values/manifest-format.ts';
import { noWishes } from '../platforms/support/app.ts';
import { testDoors } from '../platforms/support/doors.ts';
import { engine } from '../platforms/support/engine.ts';
import { smallImage } from '../platforms/support/small-image.ts';
import { rejectedWith } from '../support/problem-of.ts';
import { makeCertificate, type RealRegistry, startRegistry } from '../support/real-registry.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { fetchWhole } from './support/open.ts';
import { type Proxy, startProxy } from './support/proxy.ts';

/** Another name of this machine: what docker does with loopback by itself does not count there. */
const name = hostname();
const certificate = makeCertificate(temporaryFolder('tls'), name);

/** A push by the engine of this machine, which knows neither the certificate nor the proxy. */
async function push(destination: string, env: NodeJS.ProcessEnv, format?: ManifestFormat, by = engine) {
  const doors = testDoors({ env: { PATH: process.env['PATH'], HOME: '/nowhere', ...env }, engine: by });
  const wishes = { ...noWishes, destinations: [destination], ...(format && { format }) };
  const wanted = { verb: 'push' as const, app: 'blog', appNamed: false, ...wishes };
  const { outcome } = await pushTo(platformNamed('registry'), wanted, () => smallImage('one'), doors);
  return { outcome, said: JSON.stringify(doors.events) };
}

describe('a registry that lets in only who shows a certificate', () => {
  const client = makeCertificate(temporaryFolder('client'), 'deployer');
  const home = temporaryFolder('home');
  let registry: RealRegistry;
  let folder: string;
  beforeAll(async () => {
    registry = await startRegistry(undefined, { ...certificate, clientAuthority: client.cert });
    folder = join(home, '.config/docker/certs.d', registry.host);
    mkdirSync(folder, { recursive: true });
    cpSync(certificate.cert, join(folder, 'ca.crt'));
    cpSync(client.cert, join(folder, 'client.cert'));
    cpSync(client.key, join(folder, 'client.key'));
  });
  afterAll(() => registry.stop());

  test.each([undefined, 'oci'] as const)(
    'gets the image through us where the engine has none, as %s',
    async (format) => {
      const destination = `${registry.host}/team/shown:${format ?? 'plain'}`;
      const { outcome, said } = await push(destination, { HOME: home }, format);
      expect(outcome.changed).toBe(true);
      fetchWhole(destination, join(temporaryFolder('copy'), 'it'), `--cert-dir=${folder}`);
      expect(said.includes('The engine cannot push there')).toBe(format === undefined);
      expect((await push(destination, { HOME: home }, format)).outcome.changed).toBe(false);
    },
  );

  test('says what it wants to see', async () => {
    const env = { SSL_CERT_FILE: certificate.cert };
    expect(await rejectedWith(push(`${registry.host}/team/shown:2`, env))).toMatchObject({
      code: 'registry-wants-certificate',
      registry: registry.host,
      reference: `${registry.host}/team/shown:2`,
    });
  });
});

describe('a registry behind a proxy', () => {
  let registry: RealRegistry;
  let proxy: Proxy;
  beforeAll(async () => {
    registry = await startRegistry(undefined, certificate);
    proxy = await startProxy();
  });
  afterAll(() => {
    registry.stop();
    proxy.stop();
  });

  test('is spoken to through it, with its password, and past it where NO_PROXY says so', async () => {
    const env = { SSL_CERT_FILE: certificate.cert, HTTPS_PROXY: proxy.url };
    const destination = `${registry.host}/team/behind:1`;
    await push(destination, env, 'docker');
    const through = proxy.asked().length;
    expect(through).toBeGreaterThan(0);
    expect(new Set(proxy.asked())).toEqual(new Set([registry.host]));
    await push(`${registry.host}/team/past:1`, { ...env, NO_PROXY: name }, 'docker');
    expect(proxy.asked()).toHaveLength(through);
  });

  test('and a proxy that refuses is told from a registry that does', async () => {
    const env = { SSL_CERT_FILE: certificate.cert, HTTPS_PROXY: proxy.url.replace('horse', 'wrong') };
    const problem = await rejectedWith(push(`${registry.host}/team/behind:2`, env, 'docker'));
    expect(problem).toMatchObject({
      code: 'registry-unreachable',
      reason: expect.stringMatching(/HTTP\/1\.\d 40[17]/) as string,
    });
    expect(JSON.stringify(problem)).not.toContain('wrong');
  });
});

test('a registry that docker was told is insecure is asked what it holds', async () => {
  const registry = await startRegistry(undefined, undefined, name);
  const real = await engine();
  const told = { RegistryConfig: { IndexConfigs: { [registry.host]: { Secure: false } } } };
  // As /info of an engine with this registry in its "insecure-registries".
  const api = Object.assign(Object.create(real.api) as typeof real.api, { info: () => Promise.resolve(told) });
  const by = () => Promise.resolve({ ...real, api });
  try {
    for (const format of [undefined, 'docker'] as const) {
      const destination = `${registry.host}/team/open:${format ?? 'plain'}`;
      expect((await push(destination, {}, format, by)).outcome.changed).toBe(true);
      expect((await push(destination, {}, format, by)).outcome.changed).toBe(false);
    }
  } finally {
    registry.stop();
  }
});
