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

/** In what the engine tests leave of the processor: they wait for containers and for the network, and something else for them. */
const behind: typeof heldBack = (command, args) => heldBack('nice', ['-n', '10', command, ...args]);

/** The fast tests, then those of the overlay: what needs the processor and no engine. */
async function withoutEngine(): Promise<ProjectResult[]> {
  return [await runProject('unit', behind), await runProject('overlay', behind)];
}

/** `npm test`: the set-up, the checks, every test. */
await script(async () => {
  const { engine } = await setUp({ tests: true });
  engine.close();
  // Before all others: it makes dist anew, which tests pack.
  const checks = await part('npm run check', () => heldBack(process.execPath, ['scripts/check.ts']));
  const clean = checks.code === 0;
  // One build at a time, beside it one test of what builds nothing, and behind both what fills the rest of two cores.
  const fast = withoutEngine();
  await Promise.all([
    // Tests beside those that build push it; what it is made of is in the cache for the others then.
    part('a Django image for the platforms', djangoImage),
    part('unpacking the other engines', unpackEngines),
  ]);
  const results = (await Promise.all([runProject('engine'), runProject('beside', heldBack), fast])).flat();
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
