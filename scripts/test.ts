import { engineFiles, suites } from '../test/support/engines.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { part, timingTable } from './set-up/progress.ts';
import { heldBack, root } from './set-up/run.ts';
import { script, setUp } from './set-up/set-up.ts';
import { sum } from './test-run/counts.ts';
import { aboutLongTests } from './test-run/long-tests.ts';
import { runProject } from './test-run/vitest.ts';

/** Engines 26 and 28, which would else be unpacked while a test waits; a test that needs one says why there is none. */
async function unpackEngines(): Promise<void> {
  for (const suite of suites) await engineFiles(suite).catch((error: Error) => console.error(error.message));
}

/** `npm test`: the set-up, the checks, every test. */
await script(async () => {
  const { engine } = await setUp({ tests: true });
  engine.close();
  // Two cores, and the overlay's tests wait for Python on one: what needs no engine runs side by side.
  const [checks, unit, overlay] = await Promise.all([
    part('npm run check', () => heldBack(process.execPath, ['scripts/check.ts'])),
    runProject('unit'),
    runProject('overlay', heldBack),
    part('unpacking the other engines', unpackEngines),
  ]);
  const { passed, failed } = sum([
    { passed: 0, failed: checks.code === 0 ? 0 : 1 },
    unit,
    overlay,
    await runProject('engine'),
  ]);
  const counts = join(root, '.cache/tests/counts');
  mkdirSync(dirname(counts), { recursive: true });
  writeFileSync(counts, `${passed} passed, ${failed} failed\n`);
  console.log(`\nWhat took how long:\n${timingTable()}\n\n${aboutLongTests()}`);
  console.log(`npm test: ${passed} tests passed, ${failed} failed, checks ${checks.code === 0 ? 'clean' : 'FAILED'}.`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
});
