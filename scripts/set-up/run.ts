import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetUpError } from './progress.ts';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** How a command ended, and what it wrote: on stdout, and on both streams in the order in which it came. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly output: string;
}

/** Runs a command of which everything is shown as it comes. */
export async function shown(command: string, args: readonly string[]): Promise<Ended> {
  return run(command, args, (stream, text) => process[stream].write(text));
}

/** Runs a command beside others: what it writes on stdout and stderr is shown in one piece when it has ended. */
export async function heldBack(command: string, args: readonly string[]): Promise<Ended> {
  const ended = await run(command, args, () => undefined);
  process.stdout.write(ended.output);
  return ended;
}

type OnOutput = (stream: 'stdout' | 'stderr', text: string) => void;

async function run(command: string, args: readonly string[], onOutput: OnOutput): Promise<Ended> {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const written = { stdout: '', output: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      onOutput(stream, text);
      if (stream === 'stdout') written.stdout += text;
      written.output += text;
    });
  }
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? 1));
  });
  return { code, ...written };
}

/** The command as a user runs it: from what `npm run build` made. Gives its stdout; throws when it fails. */
export async function simpleDeploy(...args: string[]): Promise<string> {
  console.log(`$ simple-deploy ${args.join(' ')}`);
  const { code, stdout } = await shown(process.execPath, [join(root, 'bin/simple-deploy.js'), ...args]);
  if (code !== 0) throw new SetUpError(`simple-deploy ${args[0]} failed (exit ${code}).`);
  return stdout;
}
