import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Options } from 'execa';
import { UserError } from './problems.ts';
import { inTemporaryFolder } from './temporary-folder.ts';
import type { Command } from './values/step.ts';

export interface CommandDoors {
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: (line: string) => void;
  /** Data for stdout and stderr, of a command whose output is that. */
  readonly output?: (chunk: Uint8Array) => void;
  readonly error?: (chunk: Uint8Array) => void;
  readonly signal: AbortSignal;
}

export interface CommandResult {
  readonly exitCode: number;
  /** Its stdout, unless that was data or the terminal's. */
  readonly output: string;
}

/**
 * Runs a program of this machine without a shell; what it writes goes to `onLine` as it comes, its stdout is given.
 * Any exit code is a result. At an interruption it is sent what Ctrl-C sends, and has some seconds to clean up. Throws
 * `program-missing`, or the signal's reason.
 */
export async function runCommand(command: Command, doors: CommandDoors): Promise<CommandResult> {
  const { files } = command;
  if (files === undefined) return await runIn(command.cwd, command, doors);
  return await inTemporaryFolder('', async (folder) => {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text, { mode: 0o600 });
    return await runIn(folder, command, doors);
  });
}

async function runIn(cwd: string | undefined, command: Command, doors: CommandDoors): Promise<CommandResult> {
  // 80 ms to import: only when a program is run.
  const { execa } = await import('execa');
  const [program, ...args] = command.argv;
  const running = execa(program, args, {
    env: { ...doors.env, ...command.env },
    extendEnv: false,
    reject: false,
    cancelSignal: doors.signal,
    killSignal: 'SIGINT',
    forceKillAfterDelay: 10_000,
    ...(command.limitMs !== undefined && { timeout: command.limitMs }),
    ...streams(command, doors),
    ...(cwd !== undefined && { cwd }),
  } satisfies Options);
  const chunks: Uint8Array[] = [];
  const take = command.lastLines === undefined ? doors.output : (chunk: Uint8Array) => void chunks.push(chunk);
  if (command.output === 'data') {
    running.stdout?.on('data', (chunk: Uint8Array) => take?.(chunk));
    running.stderr?.on('data', (chunk: Uint8Array) => doors.error?.(chunk));
  }
  const result = await running;
  if (command.lastLines !== undefined) doors.output?.(lastOf(Buffer.concat(chunks), command.lastLines));
  doors.signal.throwIfAborted();
  if ((result.cause as { code?: string } | undefined)?.code === 'ENOENT') {
    throw new UserError({ code: 'program-missing', program }, { cause: result.cause });
  }
  const exitCode = result.timedOut ? 0 : (result.exitCode ?? -1);
  return { exitCode, output: typeof result.stdout === 'string' ? result.stdout : '' };
}

function streams({ output, stdin }: Command, { onLine }: CommandDoors): Options {
  if (output === 'terminal') return { stdin: 'inherit', stdout: 'inherit', stderr: 'inherit' };
  const given = stdin === undefined ? { stdin: 'ignore' as const } : { input: stdin };
  if (output === 'data') return { ...given, buffer: false };
  const tell = function* (line: unknown) {
    onLine(String(line));
    yield line;
  };
  return { ...given, stdout: tell, stderr: tell };
}

function lastOf(text: Buffer, count: number): Uint8Array {
  const lines = text.toString().split(/(?<=\n)/);
  return Buffer.from(count === 0 ? '' : lines.slice(-count).join(''));
}
