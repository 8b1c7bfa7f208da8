import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seconds, timingTable } from './set-up/progress.ts';
import { root } from './set-up/run.ts';
import { script, setUp } from './set-up/set-up.ts';
import { lastFullRun } from './test-run/long-tests.ts';
import { runProject } from './test-run/vitest.ts';

/** `npm run test:full`: what takes too long for `npm test`. Its last result stands in docs, above what people wrote there. */
await script(async () => {
  const there = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' });
  if (!existsSync(join(root, 'test')) || !there.some((path) => path.endsWith('.full.test.ts'))) {
    console.log('There are no long tests.');
    return;
  }
  const { engine } = await setUp({ tests: true });
  engine.close();
  const started = performance.now();
  const {
    counts: { passed, failed },
  } = await runProject('full');
  const took = seconds(performance.now() - started);
  console.log(timingTable());
  const result = `${new Date().toISOString().slice(0, 10)}, ${took}: ${passed} passed, ${failed} failed`;
  writeFileSync(lastFullRun, readFileSync(lastFullRun, 'utf8').replace(/^Last run: .*$/m, `Last run: ${result}`));
  if (failed > 0 || passed === 0) process.exitCode = 1;
});
