import { expect, test } from 'vitest';
import { failureReport } from '../../src/summary/failure.ts';
import { summaryText } from '../../src/summary/text.ts';

const words = { what: 'The release step failed: exit code 1.', found: ['  no such table'], next: ['Correct it.'] };

test('a failure says what failed, what exists now, what to do, and where the log is', () => {
  const steps = [
    { title: 'Build the image', came: 'done', ms: 12_000 },
    { title: 'Create the app', came: 'taken back' },
    { title: 'Migrate', came: 'failed', ms: 900 },
    { title: 'Push', came: 'begun' },
  ] as const;
  const report = failureReport({ verb: 'push', words, steps, log: '/state/1.jsonl' });
  expect(report).toMatchObject({ state: 'failed', urls: [] });
  expect(summaryText(report).split('\n')).toEqual([
    'push stopped: The release step failed: exit code 1.',
    '',
    'What was seen',
    '  no such table',
    '',
    'What to do next',
    '  Correct it.',
    '',
    'What was done, and what exists now',
    '  Build the image  done; it stays (12 s)',
    '  Create the app   taken back',
    '  Migrate          failed (0.9 s)',
    '  Push             broken off',
    '',
    'The log of this run',
    '  /state/1.jsonl',
    '  every step, with what it wrote  simple-deploy log',
  ]);
});

test('where nothing was begun, everything is as it was', () => {
  const report = failureReport({ verb: 'push', words, steps: [], log: '/l' });
  expect(summaryText(report)).toContain('What exists now\n  Nothing was begun: everything is as it was.');
});
