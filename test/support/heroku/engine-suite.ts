import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectEngine, type Engine } from '../../../src/docker/engine.ts';
import { tinyImage } from '../../platforms/support/tiny-image.ts';
import { buildWithAttestation, copyImage, startEngine, type Suite, type TestEngine } from '../engines.ts';
import { useEdge } from '../fakes/use-edge.ts';
import { herokuDoors, herokuTestApp } from './app.ts';
import { type Heroku, startHeroku } from './start-heroku.ts';

const kept = {
  kind: 'application/vnd.docker.distribution.manifest.v2+json',
  layers: new Set(['application/vnd.docker.image.rootfs.diff.tar.gzip']),
};

/** What the registry has: kinds of manifests and of layers. That these are gzip the gate has seen by their bytes. */
async function kindsOf({ behind }: Heroku, repository: string): Promise<typeof kept> {
  const kinds = ['oci.image.index.v1', 'oci.image.manifest.v1', 'docker.distribution.manifest.v2'];
  const accept = kinds.map((each) => `application/vnd.${each}+json`).join(', ');
  const answer = await fetch(`http://${behind}/v2/${repository}/manifests/latest`, { headers: { accept } });
  const { layers } = (await answer.json()) as { readonly layers: readonly { readonly mediaType: string }[] };
  const kind = answer.headers.get('content-type') ?? '';
  return { kind, layers: new Set(layers.map(({ mediaType }) => mediaType)) };
}

/** Pushes to Heroku from an engine that keeps images with containerd; that of the machine is the one of all other tests. */
export function engineSuite(suite: Suite): void {
  describe(`an engine of ${suite}, with the store of containerd`, () => {
    let heroku: Heroku;
    let endEdge: () => void;
    let machine: TestEngine;
    let engine: Engine;
    const attested = `attested-${suite}:1`;
    beforeAll(async () => {
      heroku = await startHeroku();
      endEdge = useEdge(heroku);
      machine = await startEngine(suite);
      engine = await connectEngine(machine.env);
      const { reference } = await tinyImage({ release: 'one', database: 'none' });
      copyImage(machine, reference);
      await buildWithAttestation(suite, machine, `FROM ${reference}\nENV TINY_RELEASE=attested\n`, attested);
    });
    afterAll(async () => {
      engine.close();
      await machine.stop();
      endEdge();
      await heroku.stop();
    });

    test.each([
      ['as it was loaded', undefined, 'one'],
      ['with an attestation', attested, 'attested'],
    ])(
      'pushes an image %s: Heroku has it as Docker schema 2 with layers of gzip, and runs it',
      async (_how, other, told) => {
        const app = herokuTestApp(heroku);
        const env = { ...machine.env, ...heroku.env };
        const doors = herokuDoors(heroku, { env, engine: () => Promise.resolve(engine) });
        const tiny = await tinyImage({ release: 'one', database: 'none' });
        const since = heroku.registryRequests.length;
        await app.pushImage(() => Promise.resolve({ ...tiny, ...(other && { reference: other }) }), doors);
        const tried = heroku.registryRequests.slice(since).flatMap((each) => (each.manifest ? [each.contentType] : []));
        // What the engine pushes by itself was refused, of the attested one for its kind: what Heroku has in the end is ours.
        expect(tried.some((type) => type.includes('oci'))).toBe(other !== undefined);
        for (const type of ['web', 'release']) expect(await kindsOf(heroku, `${app.name}/${type}`)).toEqual(kept);
        expect(await app.page()).toMatchObject({ TINY_RELEASE: told });
      },
    );

    test('asked Heroku nothing that it is not asked', () => {
      expect(heroku.violations).toEqual([]);
    });
  });
}
