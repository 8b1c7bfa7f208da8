import { existsSync } from 'node:fs';
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

test('files stand in a folder of their own while it runs, for nobody else to read', async () => {
  const code = "console.log(process.cwd(), fs.readFileSync('a.toml', 'utf8'), fs.statSync('a.toml').mode & 0o77)";
  const argv = [process.execPath, ...script(code)] as const;
  const command = { kind: 'command', argv, files: { 'a.toml': 'x = 1' } } as const;
  const { output } = await runCommand(command, { env: process.env, onLine: () => undefined, signal });
  const [folder = '', ...rest] = output.split(' ');
  expect(rest.join(' ')).toBe('x = 1 0');
  expect(existsSync(folder)).toBe(false);
});

test('what is data goes out as it comes, byte by byte', async () => {
  const argv = [process.execPath, ...script("process.stdout.write('no end'); process.stderr.write('!')")] as const;
  const chunks: Uint8Array[] = [];
  const errors: Uint8Array[] = [];
  const doors = {
    output: (chunk: Uint8Array) => void chunks.push(chunk),
    error: (chunk: Uint8Array) => void errors.push(chunk),
  };
  const none = () => expect.unreachable();
  const command = { kind: 'command', argv, output: 'data' } as const;
  await runCommand(command, { env: process.env, onLine: none, signal, ...doors });
  expect([Buffer.concat(chunks).toString(), Buffer.concat(errors).toString()]).toEqual(['no end', '!']);
});
