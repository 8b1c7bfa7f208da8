import { expect, test } from 'vitest';
import { wordsFor } from '../../../src/messages.ts';
import { flyTestApp } from '../../support/fly/app.ts';
import { useFly } from '../../support/fly/use-fly.ts';
import { rejectedWith } from '../../support/problem-of.ts';

const fly = useFly();

// Among the long ones: two minutes, most of which the engine waits before it asks the registry again.
test('a registry that answers 401 or 403 is told apart, with what to type', async () => {
  const app = flyTestApp(fly);
  const told = async (status: number, message: string): Promise<string> => {
    fly.faults.clear();
    fly.faults.add({ on: /^(?:POST|PATCH|PUT) \/v2\//, status, message });
    const problem = await rejectedWith(app.push({ release: 'denied' }));
    const { what, next } = wordsFor(problem);
    return [problem.code, what, ...next].join('\n');
  };
  expect(await told(401, 'UNAUTHORIZED')).toMatch(/^platform-login-missing\n.*not take the token.*flyctl auth login/s);
  expect(await told(403, 'DENIED')).toMatch(/^platform-denied\n.*does not let it write to .*flyctl auth whoami/s);
  fly.faults.clear();
  await app.push({ release: 'denied' });
  expect(await app.page()).toMatchObject({ TINY_RELEASE: 'denied' });
});
