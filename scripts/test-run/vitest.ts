import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { part } from '../set-up/progress.ts';
import { root, shown } from '../set-up/run.ts';
import { countTests, failedTests, skippedTests, type Counts, type VitestReport } from './counts.ts';

/** What a run of one project gave: its counts, and what failed in it, a text each. */
export interface ProjectResult {
  readonly counts: Counts;
  readonly failures: readonly string[];
}

/** Runs one vitest project and counts what came of it; shows its progress or, when it runs beside others, its end. */
export async function runProject(project: string, run: typeof shown = shown): Promise<ProjectResult> {
  const report = join(root, `.cache/tests/${project}.json`);
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const { code, output } = await part(`tests: ${project}`, () =>
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
  if (!existsSync(report)) {
    return { counts: { passed: 0, failed: 1 }, failures: [`${project}: ended with code ${code} before its report`] };
  }
  const results = JSON.parse(readFileSync(report, 'utf8')) as VitestReport;
  const counts = countTests(results);
  const failures = [...skippedTests(results).map((name) => `${name}\n    did not run`), ...failedTests(results)];
  if (code === 0 || counts.failed > 0) return { counts, failures };
  // Something outside the tests, such as an unhandled rejection.
  return {
    counts: { ...counts, failed: 1 },
    failures: [`${project}: every test passed, vitest ended with code ${code}${outsideOfTests(output)}`],
  };
}

/** Vitest writes what failed outside of any test between two such lines; without them the end says most. */
function outsideOfTests(output: string): string {
  const from = output.indexOf('Unhandled');
  return `\n${from < 0 ? output.slice(-2000) : output.slice(from, from + 4000)}`;
}
