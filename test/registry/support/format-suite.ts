import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pushTo } from '../../../src/commands/carry-out.ts';
import { connectEngine, type Engine } from '../../../src/docker/engine.ts';
import { savedImage } from '../../../src/docker/saved-image.ts';
import { platformNamed } from '../../../src/platforms/index.ts';
import { manifestTypes } from '../../../src/registry/media-types.ts';
import { pushSource } from '../../../src/registry/push-image.ts';
import { runSteps } from '../../../src/run-steps.ts';
import type { ManifestFormat } from '../../../src/values/manifest-format.ts';
import { noWishes } from '../../platforms/support/app.ts';
import { testDoors } from '../../platforms/support/doors.ts';
import { smallImage } from '../../platforms/support/small-image.ts';
import { copyImage, type TestEngine } from '../../support/engines.ts';
import { type RealRegistry, startRegistry } from '../../support/real-registry.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type Front, startFront } from './front.ts';
import { fetchWhole, quiet, readBack, repository } from './open.ts';

type Machine = Pick<TestEngine, 'env'> & { readonly stop: () => Promise<void> };
const dockerType = 'application/vnd.docker.distribution.manifest.v2+json';
const dockerLayer = 'application/vnd.docker.image.rootfs.diff.tar.gzip';

/**
 * What `push --format` has to do on every engine. `attest` builds a Dockerfile so that the image gets an attestation, where
 * the engine can keep one.
 */
export function formatSuite(
  start: () => Promise<Machine>,
  attest?: (dockerfile: string, tag: string) => Promise<void>,
): void {
  let machine: Machine;
  let engine: Engine;
  let registry: RealRegistry;
  /** Takes Docker schema 2 only, as Heroku's. */
  let strict: Front;
  const names = ['simple-deploy-test/small:one', 'simple-deploy-test/small:two'];

  beforeAll(async () => {
    machine = await start();
    engine = await connectEngine(machine.env);
    registry = await startRegistry();
    strict = await startFront(registry.host, (asked, _nth, { headers }) => {
      const isOther = /^PUT .*\/manifests\//.test(asked) && headers['content-type'] !== dockerType;
      const body = JSON.stringify({ errors: [{ code: 'UNSUPPORTED', message: 'The operation is unsupported.' }] });
      return isOther ? { status: 405, headers: { 'content-type': 'application/json' }, body } : 'pass';
    });
    for (const release of ['one', 'two']) await smallImage(release);
    if (attest === undefined) return;
    // Loaded, so that on a store of containerd's the layers stay as they were saved: not compressed.
    for (const name of names) copyImage(machine as TestEngine, name);
    await attest('FROM simple-deploy-test/small:one\nCOPY Dockerfile /more\n', 'simple-deploy-test/attested:1');
    names.push('simple-deploy-test/attested:1');
  });
  afterAll(async () => {
    engine.close();
    registry.stop();
    strict.stop();
    await machine.stop();
  });

  async function push(image: string, destination: string, format: ManifestFormat | null = 'docker') {
    const doors = testDoors({ engine: () => Promise.resolve(engine), env: machine.env });
    const wanted = {
      verb: 'push' as const,
      app: 'blog',
      appNamed: false,
      ...noWishes,
      destinations: [destination],
      ...(format && { format }),
    };
    const releasable = { reference: image, osArch: 'linux/amd64', labels: {} };
    const { outcome, results } = await pushTo(
      platformNamed('registry'),
      wanted,
      () => Promise.resolve(releasable),
      doors,
    );
    return { outcome, pushed: results[0]?.pushed };
  }

  // What the tests after it turn into another manifest has to be there first.
  test('the engine by itself pushes another kind of manifest, where it keeps attestations', async () => {
    const destination = `${registry.host}/plain/it:1`;
    await push(names.at(-1) ?? '', destination, null);
    const byItself = attest === undefined ? dockerType : 'application/vnd.oci.image.index.v1+json';
    expect(readBack(destination).mediaType).toBe(byItself);
  });

  function expectDockers(reference: string): void {
    const manifest = readBack(reference);
    expect(manifest.mediaType).toBe(dockerType);
    expect(new Set(manifest.layers.map(({ mediaType }) => mediaType))).toEqual(new Set([dockerLayer]));
    // Whole and unspoilt: skopeo holds each layer against its digest and unpacks it.
    fetchWhole(reference, join(temporaryFolder('copy'), 'it'));
  }

  test('each image ends up as Docker schema 2 with gzip layers, and a second push changes nothing', async () => {
    for (const image of names) {
      const destination = `${registry.host}/docker/${image.replace(/.*\//, '')}`;
      const first = await push(image, destination);
      expect(first.outcome.changed).toBe(true);
      expectDockers(destination);
      const headers = { accept: manifestTypes.join(', ') };
      const there = await fetch(
        `http://${registry.host}/v2/docker/${image.replace(/.*\//, '').replace(':', '/manifests/')}`,
        { headers },
      );
      expect(there.headers.get('docker-content-digest')).toBe(first.pushed?.digest);
      const second = await push(image, destination);
      expect([second.outcome.changed, second.pushed?.layersSent]).toEqual([false, 0]);
    }
  });

  test('and in the format of OCI', async () => {
    const destination = `${registry.host}/oci/small:one`;
    await push('simple-deploy-test/small:one', destination, 'oci');
    expect(readBack(destination)).toMatchObject({
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' }, {}],
    });
    fetchWhole(destination, join(temporaryFolder('copy'), 'it'));
  });

  test('a worker is the same layers under another name, in the same push', async () => {
    const doors = testDoors({ engine: () => Promise.resolve(engine), env: machine.env });
    const command = ['celery', 'worker'];
    const effect = {
      kind: 'registry-push' as const,
      image: names[0] ?? '',
      destination: `${registry.host}/shop/web`,
      format: 'docker' as const,
      variants: [{ destination: `${registry.host}/shop/worker`, command }],
    };
    const [result] = await runSteps([{ id: 'push', title: 'Push', why: 'To try it.', effect }], doors);
    expectDockers(`${registry.host}/shop/worker`);
    const worker = readBack(`${registry.host}/shop/worker`);
    expect(worker.layers).toEqual(readBack(`${registry.host}/shop/web`).layers);
    // What a later step names the images by.
    expect(JSON.parse(result?.output ?? '')).toMatchObject({
      configDigest: readBack(`${registry.host}/shop/web`).config.digest,
      variants: [{ configDigest: worker.config.digest }],
    });
  });

  test('without a push of the engine: what it saves is read as a stream', async () => {
    for (const image of names) {
      const name = `saved/${image.replace(/.*\//, '').replace(':', '-')}`;
      const to = await repository(registry.host, name);
      const source = await savedImage(engine, image, 'linux/amd64', to.registry.signal);
      const { digest } = await pushSource(to, '1', source, { format: 'docker', osArch: 'linux/amd64' }, quiet);
      expect(digest).toMatch(/^sha256:/);
      expectDockers(`${registry.host}/${name}:1`);
    }
  });

  test('a registry that takes nothing else gets it too, the second time without a layer', async () => {
    for (const image of names) {
      const name = `strict/${image.replace(/.*\//, '')}`;
      await push(image, `${strict.host}/${name}`);
      expectDockers(`${registry.host}/${name}`);
      const second = await push(image, `${strict.host}/${name}`);
      expect([second.outcome.changed, second.pushed?.layersSent]).toEqual([false, 0]);
    }
  });
}
