import { expect, test } from 'vitest';
import { countTests, failedTests, skippedTests, sum } from '../../scripts/test-run/counts.ts';

function file(name: string, status: string, ...tests: string[]) {
  return { name, status, assertionResults: tests.map((each, index) => ({ status: each, fullName: `test ${index}` })) };
}

test('what passed and what failed is counted over all files', () => {
  const testResults = [file('a', 'passed', 'passed', 'passed'), file('b', 'failed', 'passed', 'failed')];
  expect(countTests({ testResults })).toEqual({ passed: 3, failed: 1 });
});

test('a file that could not be loaded, or failed outside its tests, is a failure', () => {
  expect(countTests({ testResults: [file('a', 'failed')] })).toEqual({ passed: 0, failed: 1 });
  expect(countTests({ testResults: [file('a', 'failed', 'passed')] })).toEqual({ passed: 1, failed: 1 });
});

test.each(['skipped', 'pending', 'todo', 'disabled'])('a test that is %s has failed, and is named', (status) => {
  const report = { testResults: [file('a', 'passed', 'passed', status)] };
  expect(countTests(report)).toEqual({ passed: 1, failed: 1 });
  expect(skippedTests(report)).toEqual(['a: test 1']);
});

test('what failed is named with its reason, without the stack', () => {
  const failure = {
    status: 'failed',
    fullName: 'adds',
    failureMessages: ['Error: 2 is not 3\n    at add (/x.ts:1:1)'],
  };
  const passes = { status: 'passed', fullName: 'takes' };
  expect(
    failedTests({
      testResults: [
        { name: 'a', status: 'failed', assertionResults: [passes, failure] },
        { name: 'b', status: 'failed', message: 'SyntaxError: no', assertionResults: [] },
        { name: 'c', status: 'passed', message: '', assertionResults: [passes] },
      ],
    }),
  ).toEqual(['a: adds\n    Error: 2 is not 3', 'b\n    SyntaxError: no']);
});

test('sums', () => {
  expect(
    sum([
      { passed: 1, failed: 2 },
      { passed: 3, failed: 4 },
    ]),
  ).toEqual({ passed: 4, failed: 6 });
});
