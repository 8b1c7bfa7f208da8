/** What came of a test run: every test that did not pass has failed, for whatever reason. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** The part of vitest's JSON report that is read here. */
export interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Counts a report. A file that could not be loaded counts as one failure; a test that was skipped has failed. */
export function countTests({ testResults }: VitestReport): Counts {
  const tests = testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === 'passed').length;
  const broken = testResults.filter(
    (file) => file.status !== 'passed' && file.assertionResults.every((test) => test.status === 'passed'),
  ).length;
  return { passed, failed: tests.length - passed + broken };
}

/** Names of the tests that did not run, which vitest itself calls fine. */
export function skippedTests({ testResults }: VitestReport): string[] {
  return testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => !['passed', 'failed'].includes(test.status))
      .map((test) => `${file.name}: ${test.fullName}`),
  );
}

export function sum(counts: readonly Counts[]): Counts {
  return {
    passed: counts.reduce((total, one) => total + one.passed, 0),
    failed: counts.reduce((total, one) => total + one.failed, 0),
  };
}
