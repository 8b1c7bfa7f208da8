import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './temporary-folder.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

/** What a run of the command left behind. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly stdoutBytes: Buffer;
  /** State folder of this run. */
  readonly state: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** State folder to share between runs; default: a new one. */
  readonly state?: string;
  /** Called with the process as soon as it runs. */
  readonly onStart?: (child: ChildProcess) => void;
  /** Called with what stderr holds so far. */
  readonly onStderr?: (text: string, child: ChildProcess) => void;
  readonly nodeArguments?: readonly string[];
}

/** A new folder for logs and what is remembered; it goes away when the test file ends. */
export function newState(): string {
  return temporaryFolder('state');
}

/** Runs the command as a process of its own, with a state folder of its own. */
export async function runCli(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const state = options.state ?? newState();
  const child = spawn(process.execPath, [...(options.nodeArguments ?? []), CLI, ...args], {
    cwd: options.cwd ?? tmpdir(),
    env: { ...process.env, NO_COLOR: '1', ...options.env, XDG_STATE_HOME: state },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  options.onStart?.(child);
  const out: Buffer[] = [];
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
    options.onStderr?.(stderr, child);
  });
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const stdoutBytes = Buffer.concat(out);
  return { code, stdout: stdoutBytes.toString(), stderr, stdoutBytes, state };
}

/** The entries of the log of the newest run. */
export function readLog(state: string): readonly Readonly<Record<string, unknown>>[] {
  const folder = join(state, 'simple-deploy', 'runs');
  const newest = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
    .at(-1);
  if (newest === undefined) throw new Error(`There is no log in ${folder}`);
  const lines = readFileSync(join(folder, newest), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}
