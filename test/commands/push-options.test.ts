import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushWishes, variablesGiven } from '../../src/commands/push-options.ts';
import { createRedactor } from '../../src/redact.ts';

test('values of variables are secrets as soon as they are read', () => {
  const redactor = createRedactor();
  const options = { env: ['KEY=of-the-payment-service'] };
  const given = variablesGiven(
    { verb: 'push', dir: undefined, options, command: [] },
    {},
    { cwd: '/', env: {}, redactor, terminal: { say: () => undefined } },
  );
  expect(given).toEqual({ KEY: 'of-the-payment-service' });
  expect(redactor.redact('sent of-the-payment-service')).not.toContain('payment');
});

test('PORT in a file of variables is left out with a word of it, and one that is typed stays', () => {
  const folder = mkdtempSync(join(tmpdir(), 'simple-deploy-env-'));
  writeFileSync(join(folder, '.env'), 'KEY=one\nPORT=8080\nexport EXPORT=2\n');
  const said: string[] = [];
  const given = (options: Readonly<Record<string, unknown>>) =>
    variablesGiven(
      { verb: 'push', dir: undefined, options, command: [] },
      {},
      { cwd: folder, env: {}, redactor: createRedactor(), terminal: { say: (text) => void said.push(text) } },
    );
  expect(given({ envFile: ['.env'] })).toEqual({ KEY: 'one', EXPORT: '2' });
  expect(said).toEqual(['PORT in .env is left out: the platform says where the app listens.']);
  expect(given({ envFile: ['.env'], env: ['PORT=1'] })).toEqual({ KEY: 'one', EXPORT: '2', PORT: '1' });
  rmSync(folder, { recursive: true });
});

test('address and port of the configuration hold until others are typed', () => {
  const wishes = (options: Readonly<Record<string, unknown>>) =>
    pushWishes({ verb: 'push', dir: undefined, options, command: [] }, { bind: '127.0.0.1', port: 8080 }, {});
  expect(wishes({})).toMatchObject({ bind: '127.0.0.1', port: 8080 });
  expect(wishes({ bind: '', port: '9000' })).toMatchObject({ bind: '', port: 9000 });
});

test('a team is what others call an organisation; a conversion is asked for by name', () => {
  const wishes = (options: Readonly<Record<string, unknown>>) =>
    pushWishes({ verb: 'push', dir: undefined, options, command: [] }, { org: 'configured' }, {});
  expect(wishes({ team: 'crew', convert: true })).toMatchObject({ org: 'crew', convert: true });
  expect(wishes({ org: 'house', team: 'crew' })).toMatchObject({ org: 'house' });
  expect(wishes({})).toEqual(expect.not.objectContaining({ convert: true }));
  expect(wishes({})).toMatchObject({ org: 'configured' });
});
