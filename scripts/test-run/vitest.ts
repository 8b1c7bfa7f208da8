import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { part } from '../set-up/progress.ts';
import { root, shown } from '../set-up/run.ts';
import { countTests, skippedTests, type Counts, type VitestReport } from './counts.ts';

/** Runs one vitest project and counts what came of it; shows its progress or, when it runs beside others, its end. */
export async function runProject(project: string, run: typeof shown = shown): Promise<Counts> {
  const report = join(root, `.cache/tests/${project}.json`);
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const { code } = await part(`tests: ${project}`, () =>
    run('vitest', [
      'run',
      '--project',
      project,
      '--reporter=default',
      // The fast ones need no line each.
      ...(project === 'unit' ? [] : ['--reporter=./scripts/test-run/progress-reporter.ts']),
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]),
  );
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const results = JSON.parse(readFileSync(report, 'utf8')) as VitestReport;
  for (const name of skippedTests(results)) console.log(`did not run: ${name}`);
  const counts = countTests(results);
  // Something outside the tests, such as an unhandled rejection.
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
