import fc from 'fast-check';
import { expect } from 'vitest';
import { wordsFor } from '../../../src/messages.ts';
import { UserError } from '../../../src/problems.ts';
import { openRegistry } from '../../../src/registry/client.ts';
import { manifestDigest } from '../../../src/registry/manifest-digest.ts';
import { pushSource } from '../../../src/registry/push-image.ts';
import { rewriteImage } from '../../../src/registry/rewrite.ts';
import { layer, sourceOf } from './hand-made.ts';
import { oddAnswer, type OddAnswer } from './odd-answers.ts';
import { quiet } from './open.ts';
import { served } from './served.ts';

const wanted = { format: 'docker', osArch: 'linux/amd64' } as const;
const credentials = { username: 'deployer', password: 'correct-horse', origin: 'a test' };
const patience = { tries: 2, firstMs: 0, longestMs: 1 };

/** Whatever a registry answers, a push comes to something or to a problem that has words; never to another error. Gives the number of cases. */
export async function fuzzAnswers(numRuns: number): Promise<number> {
  let answers: readonly OddAnswer[] = [];
  let nth = 0;
  let cases = 0;
  const host = await served((request, response) => {
    request.resume();
    // The first request asks whether anybody is there.
    const odd = answers[nth++ % Math.max(1, answers.length)];
    if (odd === undefined || (request.url === '/v2/' && nth > 3)) return void response.end();
    response.statusCode = odd.status;
    for (const [name, value] of odd.headers) response.appendHeader(name, value.replace('ORIGIN', `http://${host}`));
    if (odd.breaksOff) {
      response.setHeader('content-length', String(odd.body.length + 10));
      response.write(odd.body, () => response.destroy());
    } else response.end(odd.body);
  });
  const layers = [await layer('a', 'one', 'none'), await layer('b', 'two', 'gzip')];
  await fc.assert(
    fc.asyncProperty(fc.array(oddAnswer, { minLength: 1, maxLength: 8 }), fc.boolean(), async (odd, rewrites) => {
      answers = odd;
      nth = 0;
      const access = { env: {}, signal: new AbortController().signal, credentials, patience };
      await manifestDigest(`${host}/team/app:1`, access);
      const outcome = await attempt(async () => {
        const registry = await openRegistry(host, access);
        const to = { registry, name: 'team/app', reference: `${host}/team/app:1` };
        try {
          await (rewrites
            ? rewriteImage(to, { from: '1', to: '1' }, wanted, quiet)
            : pushSource(to, '1', sourceOf(layers), wanted, quiet));
        } finally {
          registry.close();
        }
      });
      cases += 1;
      if (outcome === undefined) return;
      if (!(outcome instanceof UserError)) throw new Error('no problem', { cause: outcome });
      expect(outcome.problem.code).toMatch(/^(registry|image)-/);
      const words = wordsFor(outcome.problem);
      expect(words.next.length).toBeGreaterThan(0);
      expect(JSON.stringify(words)).not.toContain(credentials.password);
    }),
    { numRuns },
  );
  return cases;
}

async function attempt(act: () => Promise<void>): Promise<unknown> {
  return act().then(
    () => undefined,
    (error: unknown) => error,
  );
}
