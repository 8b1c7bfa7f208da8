import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { openTerminal } from '../src/terminal.ts';
import { createRedactor } from '../src/redact.ts';

async function shown(verbose: boolean): Promise<string> {
  const pipe = new PassThrough();
  const redactor = createRedactor();
  redactor.add('hunter2!');
  const terminal = await openTerminal(pipe as unknown as NodeJS.WriteStream, { verbose, env: {}, redactor });
  terminal.say('hello hunter2!');
  terminal.show({ type: 'started', id: '1', title: 'Install the packages' });
  terminal.show({ type: 'output', id: '1', line: 'fetching hunter2!' });
  terminal.show({ type: 'started', id: '2', title: 'Copy the code' });
  terminal.show({ type: 'completed', id: '2', ms: 20 });
  terminal.show({ type: 'completed', id: '1', ms: 3200 });
  terminal.show({ type: 'started', id: '3', title: 'Collect static files' });
  terminal.show({ type: 'failed', id: '3', ms: 900, lines: ['No such storage: hunter2!'] });
  terminal.close();
  pipe.end();
  return (await pipe.toArray()).join('');
}

test('in a pipe: a line when a step starts, one when it took long, the lines of what failed', async () => {
  expect(await shown(false)).toBe(
    [
      'hello [hidden]',
      '- Install the packages',
      '- Copy the code',
      '  Install the packages: 3.2 s',
      '- Collect static files',
      '  Collect static files: failed after 0.9 s',
      '  | No such storage: [hidden]',
      '',
    ].join('\n'),
  );
});

test('--verbose shows every line, without secrets', async () => {
  expect(await shown(true)).toContain('  | fetching [hidden]\n');
});
