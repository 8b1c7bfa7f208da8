import { spawn } from 'node:child_process';

/** How long each part of a script took, in order. */
export interface Timing {
  readonly what: string;
  readonly ms: number;
}

/** A failure with words for the person: no stack is shown. */
export class SetUpError extends Error {}

const timings: Timing[] = [];

/** Runs one part, says so before and after, and keeps its time. */
export async function part<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  console.log(`→ ${what}`);
  try {
    return await work();
  } finally {
    const ms = performance.now() - started;
    timings.push({ what, ms });
    console.log(`  ${what}: ${seconds(ms)}`);
  }
}

let before = 0;

/** Adds a part that took place before this process started. */
export function timed(what: string, ms: number): void {
  before += ms;
  timings.push({ what, ms });
}

/** The table of all parts so far; some may have run side by side, so the last line is less than their sum. */
export function timingTable(): string {
  const total = before + performance.now();
  const rows = [...timings, { what: 'in total', ms: total }];
  const width = Math.max(...rows.map(({ what }) => what.length));
  return rows.map(({ what, ms }) => `  ${what.padEnd(width)}  ${seconds(ms).padStart(8)}`).join('\n');
}

export function seconds(ms: number): string {
  return ms < 90_000
    ? `${(ms / 1000).toFixed(1)} s`
    : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

const heartbeat = 5_000;

/**
 * Runs a command that takes long and says much: every five seconds one line with the last it said. Its whole output is
 * shown when it fails, with SetUpError.
 */
export async function quietly(command: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const started = performance.now();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const beat = setInterval(() => {
    const last =
      output
        .trimEnd()
        .split(/[\r\n]/)
        .at(-1) ?? '';
    console.log(`  ${seconds(performance.now() - started).padStart(8)}  ${last.slice(0, 100)}`);
  }, heartbeat);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (code === 0) return output;
    throw new SetUpError(`${output.trimEnd()}\n\`${command} ${args.join(' ')}\` failed (exit ${code}).`);
  } finally {
    clearInterval(beat);
  }
}
