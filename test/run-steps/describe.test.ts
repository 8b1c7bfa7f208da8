import { expect, test } from 'vitest';
import { describeEffect } from '../../src/run-steps/describe.ts';
import { planned, nothing, stepsOf, image } from '../platforms/support/observed.ts';

test('every effect of a push in a line, with names of variables and no value', () => {
  const env = { TOKEN: 'token-of-a-bank' };
  const plan = planned(nothing, { database: 'postgres', image: image('1', 'postgres'), env });
  const lines = stepsOf(plan).map(({ effect }) => describeEffect(effect));
  expect(lines).toContain('wait until ok: simple-deploy-blog-next');
  expect(lines).toContain('start-container simple-deploy-blog-next');
  expect(lines.find((line) => line.startsWith('run-container simple-deploy-blog-release'))).toMatch(
    /from simple-deploy\/blog:1: python manage\.py migrate --noinput with DATABASE_URL PORT SECRET_KEY .* TOKEN$/,
  );
  expect(lines.join('\n')).not.toMatch(/token-of-a-bank|kkkk|pppp/);
});
