import type { Reporter, TestCase } from 'vitest/node';
import { seconds } from '../set-up/progress.ts';

/** One line as soon as a test has ended: vitest's own reporters wait for the whole file, which may take minutes. */
export default class ProgressReporter implements Reporter {
  onTestCaseResult(test: TestCase): void {
    const { state } = test.result();
    const sign = { passed: '✓', failed: '✗', skipped: 'did not run:', pending: '…' }[state];
    console.log(
      `  ${sign} ${test.module.relativeModuleId} > ${test.fullName}  ${seconds(test.diagnostic()?.duration ?? 0)}`,
    );
  }
}
