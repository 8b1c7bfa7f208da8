import { UserError } from './problems.ts';
import type { Command } from './values/step.ts';

export interface CommandDoors {
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface CommandResult {
  readonly exitCode: number;
  readonly output: string;
}

/**
 * Runs a program of this machine without a shell; what it writes goes to `onLine` as it comes, its stdout is given.
 * Any exit code is a result. Throws `program-missing`, or the signal's reason.
 */
export async function runCommand(command: Command, doors: CommandDoors): Promise<CommandResult> {
  // 80 ms to import: only when a program is run.
  const { execa } = await import('execa');
  const [program, ...args] = command.argv;
  const tell = function* (line: unknown) {
    doors.onLine(String(line));
    yield line;
  };
  const result = await execa(program, args, {
    env: { ...doors.env, ...command.env },
    extendEnv: false,
    reject: false,
    cancelSignal: doors.signal,
    stdout: tell,
    stderr: tell,
    ...(command.cwd !== undefined && { cwd: command.cwd }),
    ...(command.stdin === undefined ? { stdin: 'ignore' as const } : { input: command.stdin }),
  });
  doors.signal.throwIfAborted();
  if ((result.cause as { code?: string } | undefined)?.code === 'ENOENT') {
    throw new UserError({ code: 'program-missing', program }, { cause: result.cause });
  }
  return { exitCode: result.exitCode ?? -1, output: result.stdout };
}
