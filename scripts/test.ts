import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { part, timingTable } from './set-up/progress.ts';
import { root, shown } from './set-up/run.ts';
import { script, setUp } from './set-up/set-up.ts';
import { sum } from './test-run/counts.ts';
import { aboutLongTests } from './test-run/long-tests.ts';
import { runProject } from './test-run/vitest.ts';

/** `npm test`: the set-up, the checks, every test. */
await script(async () => {
  const { engine } = await setUp({ tests: true });
  engine.close();
  const checks = await part('npm run check', () => shown(process.execPath, ['scripts/check.ts']));
  const { passed, failed } = sum([
    { passed: 0, failed: checks.code === 0 ? 0 : 1 },
    await runProject('unit'),
    await runProject('overlay'),
    await runProject('engine'),
  ]);
  const counts = join(root, '.cache/tests/counts');
  mkdirSync(dirname(counts), { recursive: true });
  writeFileSync(counts, `${passed} passed, ${failed} failed\n`);
  console.log(`\nWhat took how long:\n${timingTable()}\n\n${aboutLongTests()}`);
  console.log(`npm test: ${passed} tests passed, ${failed} failed, checks ${checks.code === 0 ? 'clean' : 'FAILED'}.`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
});
