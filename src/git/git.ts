import { runCommand } from '../run-command.ts';
import type { Command } from '../values/step.ts';

/** What running git needs of a run. */
export interface GitDoors {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

export interface GitAnswer {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Variables by which git would work in another repository than the one that is meant: those of a hook that we run in, say. */
const ofAnotherRepository = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
  'GIT_TEMPLATE_DIR',
  'GIT_QUARANTINE_PATH',
];

/** The person's variables without those, and with what keeps git from asking, and from writing and fetching beside the way. */
export function gitEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !ofAnotherRepository.includes(name));
  const quiet = { GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
  return { ...Object.fromEntries(kept), ...quiet };
}

/**
 * Asks git something in a folder, with its output as bytes. No hook, no daemon that watches files and no clean-up is ever
 * started. Any exit code is an answer. Throws `program-missing`, or the signal's reason.
 */
export async function git(
  cwd: string,
  args: readonly string[],
  doors: GitDoors,
  stdin?: string,
  more: Readonly<Record<string, string>> = {},
): Promise<GitAnswer> {
  const stdout: Uint8Array[] = [];
  const stderr: Uint8Array[] = [];
  const quiet = ['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'gc.auto=0', 'maintenance.auto=false'];
  const command: Command = {
    kind: 'command',
    argv: ['git', ...quiet.flatMap((each) => ['-c', each]), ...args],
    cwd,
    env: more,
    output: 'data',
    ...(stdin !== undefined && { stdin }),
  };
  const { exitCode } = await runCommand(command, {
    env: gitEnvironment(doors.env),
    signal: doors.signal,
    onLine: () => undefined,
    output: (chunk) => void stdout.push(chunk),
    error: (chunk) => void stderr.push(chunk),
  });
  return { exitCode, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() };
}

/** The same where only success is an answer. Throws a GitFailure. */
export async function gitOutput(...given: Parameters<typeof git>): Promise<string> {
  const [, args] = given;
  const { exitCode, stdout, stderr } = await git(...given);
  if (exitCode === 0) return stdout.toString().trim();
  throw new GitFailure(`git ${args[0] ?? ''} ended with exit code ${exitCode}`, stderr);
}

/** git could not do what it was asked for; `lines` is what it said. */
export class GitFailure extends Error {
  readonly lines: readonly string[];
  constructor(message: string, stderr: string) {
    super(message);
    this.name = 'GitFailure';
    this.lines = stderr.split(/\r?\n/).filter((line) => line.trim() !== '');
  }
}
