import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectEngine, type Engine } from '../../../src/docker/engine.ts';
import { buildWithAttestation, copyImage, startEngine, suites, type TestEngine } from '../../support/engines.ts';
import { useEdge } from '../../support/fakes/use-edge.ts';
import { herokuDoors, herokuTestApp } from '../../support/heroku/app.ts';
import { type Heroku, startHeroku } from '../../support/heroku/start-heroku.ts';
import { tinyImage } from '../support/tiny-image.ts';

let heroku: Heroku;
let endEdge: () => void;
beforeAll(async () => {
  heroku = await startHeroku();
  endEdge = useEdge(heroku);
});
afterAll(async () => {
  endEdge();
  await heroku.stop();
});

/** What the registry has: kinds of manifests and of layers. The gate has looked into each layer before. */
async function kindsOf(repository: string): Promise<{ readonly kind: string | null; readonly layers: Set<string> }> {
  const accept = 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, */*';
  const answer = await fetch(`http://${heroku.behind}/v2/${repository}/manifests/latest`, { headers: { accept } });
  const { layers } = (await answer.json()) as { readonly layers: readonly { readonly mediaType: string }[] };
  return { kind: answer.headers.get('content-type'), layers: new Set(layers.map(({ mediaType }) => mediaType)) };
}

// The engine of the machine, 20.10, is the one of all other tests.
describe.each(suites)('an engine of %s, with the store of containerd', (suite) => {
  let machine: TestEngine;
  let engine: Engine;
  beforeAll(async () => {
    machine = await startEngine(suite);
    engine = await connectEngine(machine.env);
    const { reference } = await tinyImage({ release: 'one', database: 'none' });
    copyImage(machine, reference);
    buildWithAttestation(suite, machine, `FROM ${reference}\nENV TINY_RELEASE=attested\n`, `attested-${suite}:1`);
  });
  afterAll(async () => {
    engine.close();
    await machine.stop();
  });

  test('pushes what Heroku does not take, and it ends up as Docker schema 2 with layers of gzip all the same', async () => {
    const app = herokuTestApp(heroku);
    const env = { ...machine.env, ...heroku.env };
    const doors = () => herokuDoors(heroku, { env, engine: () => Promise.resolve(engine) });
    for (const [release, reference] of [
      ['one', undefined],
      ['attested', `attested-${suite}:1`],
    ] as const) {
      const since = heroku.registryRequests.length;
      const image = async () => ({
        ...(await tinyImage({ release: 'one', database: 'none' })),
        ...(reference && { reference }),
      });
      const { outcome } = await app.pushImage(image, doors());
      expect(outcome.changed).toBe(true);
      const tried = heroku.registryRequests.slice(since).filter(({ manifest }) => manifest !== undefined);
      // What the engine pushes by itself was refused, of the attested image at least: the conversion is ours.
      expect(tried.some(({ contentType }) => contentType.includes('oci'))).toBe(release === 'attested');
      for (const type of ['web', 'release'])
        expect(await kindsOf(`${app.name}/${type}`)).toEqual({
          kind: 'application/vnd.docker.distribution.manifest.v2+json',
          layers: new Set(['application/vnd.docker.image.rootfs.diff.tar.gzip']),
        });
      expect(await app.page()).toMatchObject({ TINY_RELEASE: release });
    }
    expect((await app.pushImage(() => tinyImage({ release: 'one', database: 'none' }), doors())).outcome.changed).toBe(
      true,
    );
  });
});

test('Heroku was asked nothing that it is not asked', () => {
  expect(heroku.violations).toEqual([]);
});
