import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { newState } from './run-cli.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

const LIMIT_MS = 240_000;

export interface Watched {
  readonly code: number | null;
  /** All that the terminal got, with its control sequences. */
  readonly screen: string;
}

export interface Typing {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  /** Another program of ours than the command line. */
  readonly program?: string;
  /** What is typed as soon as that text shows. */
  readonly answers?: readonly (readonly [shows: string, type: string])[];
}

/** Runs the command on a pseudo-terminal (`script` of util-linux), where a person could answer. */
export async function runOnTerminal(
  args: readonly string[],
  { cwd, env, columns = 80, program = CLI, answers = [] }: Typing,
): Promise<Watched> {
  const words = [process.execPath, program, ...args].map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`);
  const line = `stty columns ${columns} rows 40; exec ${words.join(' ')}`;
  const child = spawn('script', ['--quiet', '--return', '--echo', 'never', '--command', line, '/dev/null'], {
    cwd,
    env: { ...process.env, CI: undefined, TERM: 'xterm', XDG_STATE_HOME: newState(), ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let screen = '';
  const open = [...answers];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    screen += chunk;
    const [next] = open;
    if (next !== undefined && screen.includes(next[0])) {
      open.shift();
      child.stdin.write(next[1]);
    }
  });
  // A question that nobody answers would stay for good.
  const hang = setTimeout(() => child.kill(), LIMIT_MS);
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  clearTimeout(hang);
  return { code, screen };
}
