import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { createRedactor } from '../src/redact.ts';
import { openTerminal, type Terminal } from '../src/terminal.ts';

/** What a terminal of that width is sent, without colours and cursor moves. */
async function sent(columns: number, act: (terminal: Terminal) => void): Promise<readonly string[]> {
  const screen = Object.assign(new PassThrough(), { isTTY: true, columns, rows: 24, getColorDepth: () => 1 });
  const env = { TERM: 'xterm' };
  const target = screen as unknown as NodeJS.WriteStream;
  const terminal = await openTerminal(target, { verbose: false, env, redactor: createRedactor() });
  act(terminal);
  terminal.close();
  screen.end();
  return stripVTControlCharacters((await screen.toArray()).join('')).split('\n');
}

test('a finished step stays as one line, with its duration or that it was cached', async () => {
  const lines = await sent(60, (terminal) => {
    terminal.show({ type: 'started', id: '1', title: 'Install the packages' });
    terminal.show({ type: 'started', id: '2', title: 'Check the base image' });
    terminal.show({ type: 'completed', id: '2', ms: 10, note: 'cached' });
    terminal.show({ type: 'completed', id: '1', ms: 3200 });
  });
  expect(lines.filter((line) => line.startsWith('✓'))).toEqual([
    '✓ Check the base image cached',
    '✓ Install the packages 3.2 s',
  ]);
});

test('a failed step stays with its last lines', async () => {
  const lines = await sent(60, (terminal) => {
    terminal.show({ type: 'started', id: '1', title: 'Install the packages' });
    terminal.show({ type: 'failed', id: '1', ms: 900, lines: ['No such package'] });
  });
  expect(lines).toEqual(expect.arrayContaining(['✗ Install the packages 0.9 s', '  │ No such package']));
});

test('on a narrow terminal titles are cut and sentences are wrapped at words', async () => {
  const lines = await sent(30, (terminal) => {
    terminal.say('The build trusts the certificates of the company');
    terminal.show({ type: 'started', id: '1', title: 'Import the settings, collect static files' });
    terminal.show({ type: 'completed', id: '1', ms: 3200 });
  });
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(30);
  expect(lines).toContain('The build trusts the');
});

test('what a wrapped line goes on with stands below its text', async () => {
  const lines = await sent(30, (terminal) => {
    terminal.say('  Uploads live in a volume and outlive every push.\n\n→ simple-deploy build --base-image NAME');
  });
  expect(lines.slice(0, 6)).toEqual([
    '  Uploads live in a volume and',
    '  outlive every push.',
    '',
    '→ simple-deploy build',
    '  --base-image NAME',
    '',
  ]);
});

test('news of a step whose start was not told is not shown', async () => {
  const lines = await sent(60, (terminal) => terminal.show({ type: 'completed', id: 'x', ms: 1 }));
  expect(lines.join('')).toBe('');
});

test('the second of two columns goes on below itself, where there is room', async () => {
  const rows = [
    '  a first user  simple-deploy run -- python manage.py createsuperuser',
    `  ${'x'.repeat(40)}  one two three`,
  ];
  expect((await sent(50, (terminal) => rows.forEach(terminal.say))).slice(0, 4)).toEqual([
    '  a first user  simple-deploy run -- python',
    '                manage.py createsuperuser',
    `  ${'x'.repeat(40)}  one`,
    '  two three',
  ]);
});
