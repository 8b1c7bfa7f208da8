import { engineFiles, suites } from '../test/support/engines.ts';
import { djangoImage } from '../test/support/django-project.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { part, timingTable } from './set-up/progress.ts';
import { heldBack, root } from './set-up/run.ts';
import { script, setUp } from './set-up/set-up.ts';
import { sum } from './test-run/counts.ts';
import { aboutLongTests } from './test-run/long-tests.ts';
import { type ProjectResult, runProject } from './test-run/vitest.ts';

/** Engines 26 and 28, which would else be unpacked while a test waits; a test that needs one says why there is none. */
async function unpackEngines(): Promise<void> {
  for (const suite of suites) await engineFiles(suite).catch((error: Error) => console.error(error.message));
}

/**
 * What builds nothing on the machine's engine: the fast tests and those of the overlay side by side, then the engine tests
 * that a build does not disturb.
 */
async function beside(): Promise<ProjectResult[]> {
  const [unit, overlay] = await Promise.all([
    runProject('unit', heldBack),
    runProject('overlay', heldBack),
    part('unpacking the other engines', unpackEngines),
  ]);
  return [unit, overlay, await runProject('beside')];
}

/** `npm test`: the set-up, the checks, every test. */
await script(async () => {
  const { engine } = await setUp({ tests: true });
  engine.close();
  // Before all others: it makes dist anew, which tests pack.
  const checks = await part('npm run check', () => heldBack(process.execPath, ['scripts/check.ts']));
  const clean = checks.code === 0;
  // Tests beside those that build push it; what it is made of is in the cache for the others then.
  await part('a Django image for the platforms', djangoImage);
  // Builds wait for the network and for containers most of the time, on two cores there is room for others beside them.
  const results = (await Promise.all([runProject('engine').then((result) => [result]), beside()])).flat();
  const { passed, failed } = sum([{ passed: 0, failed: clean ? 0 : 1 }, ...results.map(({ counts }) => counts)]);
  const counts = join(root, '.cache/tests/counts');
  mkdirSync(dirname(counts), { recursive: true });
  writeFileSync(counts, `${passed} passed, ${failed} failed\n`);
  console.log(`\nWhat took how long:\n${timingTable()}\n\n${aboutLongTests()}`);
  const failures = results.flatMap((result) => result.failures);
  if (failures.length > 0) console.log(`\nWhat failed:\n${failures.join('\n')}\n`);
  console.log(`npm test: ${passed} tests passed, ${failed} failed, checks ${clean ? 'clean' : 'FAILED'}.`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
});
