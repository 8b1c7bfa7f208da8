import { expect, test } from 'vitest';
import { pushWishes, variablesGiven } from '../../src/commands/push-options.ts';
import { createRedactor } from '../../src/redact.ts';

test('values of variables are secrets as soon as they are read', () => {
  const redactor = createRedactor();
  const options = { env: ['KEY=of-the-payment-service'] };
  const given = variablesGiven(
    { verb: 'push', dir: undefined, options, command: [] },
    {},
    { cwd: '/', env: {}, redactor },
  );
  expect(given).toEqual({ KEY: 'of-the-payment-service' });
  expect(redactor.redact('sent of-the-payment-service')).not.toContain('payment');
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
