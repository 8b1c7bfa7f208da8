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
    /** What failed outside of the file's tests: its own loading, a hook. */
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** How much of a failure's text is repeated at the end: the reason, without the stack. */
const linesOfReason = 6;

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

/**
 * What failed, each with its file and the first lines of the reason. It is repeated at the very end of a run, since hundreds
 * of lines of other tests may have followed it.
 */
export function failedTests({ testResults }: VitestReport): string[] {
  return testResults.flatMap((file) => [
    ...(file.status !== 'passed' && file.message ? [`${file.name}\n${reason(file.message)}`] : []),
    ...file.assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => `${file.name}: ${test.fullName}\n${(test.failureMessages ?? []).map(reason).join('\n')}`),
  ]);
}

function reason(message: string): string {
  const lines = message.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  return lines
    .slice(0, linesOfReason)
    .map((line) => `    ${line}`)
    .join('\n');
}

export function sum(counts: readonly Counts[]): Counts {
  return {
    passed: counts.reduce((total, one) => total + one.passed, 0),
    failed: counts.reduce((total, one) => total + one.failed, 0),
  };
}
