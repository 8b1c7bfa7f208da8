import { expect, test } from 'vitest';
import { runCommand } from '../src/run-command.ts';

const { signal } = new AbortController();
const script = (code: string) => ['--eval', code] as const;

test('gives exit code and stdout, and tells each line of both outputs as it comes', async () => {
  const lines: string[] = [];
  const code = "console.log('out'); console.error('error'); process.exitCode = 3";
  const argv = [process.execPath, ...script(code)] as const;
  const result = await runCommand(
    { kind: 'command', argv },
    { env: process.env, onLine: (line) => lines.push(line), signal },
  );
  expect(result).toEqual({ exitCode: 3, output: 'out' });
  expect(lines.toSorted()).toEqual(['error', 'out']);
});

test('a program has the variables that it is given, and no others', async () => {
  const argv = [process.execPath, ...script('console.log(process.env.GIVEN, process.env.HOME)')] as const;
  const given = { kind: 'command', argv, env: { GIVEN: 'given' } } as const;
  const { output } = await runCommand(given, { env: {}, onLine: () => undefined, signal });
  expect(output).toBe('given undefined');
});

test('a program waits for no input that nobody gives', async () => {
  const argv = [
    process.execPath,
    ...script("process.stdin.on('data', () => {}).on('end', () => console.log('end'))"),
  ] as const;
  const { output } = await runCommand({ kind: 'command', argv }, { env: process.env, onLine: () => undefined, signal });
  expect(output).toBe('end');
});

test('an interruption ends the program and is thrown as it is', async () => {
  const controller = new AbortController();
  const argv = [process.execPath, ...script("console.log('begun'); setTimeout(() => {}, 60_000)")] as const;
  const running = runCommand(
    { kind: 'command', argv },
    { env: process.env, onLine: () => controller.abort(new Error('SIGINT')), signal: controller.signal },
  );
  await expect(running).rejects.toThrow('SIGINT');
});
