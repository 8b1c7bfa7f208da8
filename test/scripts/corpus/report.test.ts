import { expect, test } from 'vitest';
import type { Judgement } from '../../../scripts/corpus/judge.ts';
import { countLine, tableOf } from '../../../scripts/corpus/report.ts';

function judgement(verdict: Judgement['verdict'], more: Partial<Judgement> = {}): Judgement {
  const project = { repo: 'a/b', manage_py: 'src/manage.py' };
  return { project, start: '.', verdict, differences: [], asked: [], corrections: [], ...more };
}

test('the last line counts each verdict', () => {
  const list = [judgement('right'), judgement('asked'), judgement('wrong'), judgement('right')];
  expect(countLine(list)).toBe('2 right, 1 wrong, 1 asked');
  expect(countLine([])).toBe('0 right, 0 wrong, 0 asked');
});

test('each project has a line, and below it what differs', () => {
  const correction = { repo: 'a/b', fact: 'python', recorded: null, is: '3.12', where: 'x', because: '' } as const;
  const lines = tableOf([
    judgement('right', { start: 'web', corrections: [correction] }),
    judgement('asked', { asked: ['manage-py-several'] }),
    judgement('wrong', { differences: [{ fact: 'manager', recorded: 'uv', found: 'pip' }] }),
  ]).split('\n');
  expect(lines[0]).toMatch(/^right {2}a\/b\/web +src\/manage\.py {2}record corrected: python$/);
  expect(lines[1]).toMatch(/^asked {2}a\/b .*asks: manage-py-several$/);
  expect(lines[2]).toMatch(/^wrong {2}a\/b +src\/manage\.py$/);
  expect(lines[3]).toBe('         manager: recorded uv, found pip');
});
