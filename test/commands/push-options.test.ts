import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { World } from '../../src/commands/command.ts';
import { createJournal } from '../../src/commands/journal.ts';
import { pushWishes } from '../../src/commands/push-options.ts';
import { createRedactor } from '../../src/redact.ts';
import { openRunLog } from '../../src/run-log.ts';
import { openTerminal } from '../../src/terminal.ts';

async function world(): Promise<World> {
  const redactor = createRedactor();
  const stderr = new PassThrough() as unknown as NodeJS.WriteStream;
  return {
    env: {},
    cwd: '/',
    dir: undefined,
    version: '1',
    stdout: new PassThrough(),
    terminal: await openTerminal(stderr, { verbose: false, env: {}, redactor }),
    log: openRunLog('push', redactor, true),
    redactor,
    journal: createJournal(),
    summaryFile: undefined,
    signal: new AbortController().signal,
  };
}

test('address and port of the configuration hold until others are typed', async () => {
  const wishes = async (options: Readonly<Record<string, unknown>>) =>
    pushWishes(
      { verb: 'push', dir: undefined, options, command: [] },
      { bind: '127.0.0.1', port: 8080 },
      await world(),
    );
  expect(await wishes({})).toMatchObject({ bind: '127.0.0.1', port: 8080 });
  expect(await wishes({ bind: '', port: '9000' })).toMatchObject({ bind: '', port: 9000 });
});

test('a team is what others call an organisation; a conversion is asked for by name', async () => {
  const wishes = async (options: Readonly<Record<string, unknown>>) =>
    pushWishes({ verb: 'push', dir: undefined, options, command: [] }, { org: 'configured' }, await world());
  expect(await wishes({ team: 'crew', convert: true })).toMatchObject({ org: 'crew', convert: true });
  expect(await wishes({ org: 'house', team: 'crew' })).toMatchObject({ org: 'house' });
  expect(await wishes({})).toEqual(expect.not.objectContaining({ convert: true }));
  expect(await wishes({})).toMatchObject({ org: 'configured' });
});
