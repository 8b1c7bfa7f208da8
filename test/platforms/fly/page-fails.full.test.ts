import { expect, test } from 'vitest';
import { wordsFor } from '../../../src/messages.ts';
import { flyTestApp } from '../../support/fly/app.ts';
import { useFly } from '../../support/fly/use-fly.ts';
import { rejectedWith } from '../../support/problem-of.ts';

const fly = useFly();

test('a page that answers with an error is told as that, with the way back', async () => {
  const app = flyTestApp(fly);
  await app.push({ release: 'one' });
  const problem = await rejectedWith(app.push({ release: 'two', page: 'bad' }));
  expect(problem).toMatchObject({ code: 'page-unreachable', reason: expect.stringContaining('500') as string });
  expect(wordsFor(problem).next.join('\n')).toContain(`simple-deploy rollback --to fly --app ${app.name}`);
  await app.carry('rollback');
  expect(await app.page()).toMatchObject({ TINY_RELEASE: 'one' });
});

test('Fly was asked nothing that it is not asked', () => {
  expect(fly.violations).toEqual([]);
});
