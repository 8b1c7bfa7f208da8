import { link } from '../../links.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../../problems.ts';
import type { Command } from '../../values/step.ts';
import type { Answer, ObserveDoors } from '../types.ts';
import { label } from './names.ts';

/** What flyctl calls itself; `fly` is also the client of Concourse, a CI system. */
const programs = ['flyctl', 'fly'] as const;

const install = [
  `Get it: curl -L ${link('fly-installer').url} | sh (macOS: brew install flyctl), or read ${link('fly-install').url}`,
  'Then log in with flyctl auth login, and push again.',
];
const login = [
  'flyctl auth login',
  'Where nobody can log in, as in CI: FLY_API_TOKEN, with a token of flyctl tokens create org (it may create apps) or flyctl tokens create deploy -a NAME.',
];

const saysLoggedOut = /unauthorized|no access token|not logged in|auth login|token.*(invalid|expired)|\b401\b/i;
const much = String.raw`too many requests|rate limit|\b429\b`;
const failing = String.raw`${much}|\b50[0234]\b|bad gateway|service unavailable`;
const passing = new RegExp(failing, 'i');

/** The line with which flyctl ends: of what it shows of an app before, nothing counts. */
const lastLine = (says: string): string => String.raw`(?:^|\n)Error: .*(?:${says})`;
/** What flyctl says when an API had too much to do: what was asked was not done. */
export const tooMuch = lastLine(much);
/** And when one fails. */
export const busy = lastLine(failing);
const tries = 4;

/**
 * A call of flyctl in an empty folder: it would read a fly.toml of the folder that it stands in. Nothing asks and nothing
 * looks for a newer version; its other variables are the person's.
 */
export function flyctl(program: string, args: readonly string[], more: Partial<Command> = {}): Command {
  const env = { NO_COLOR: '1', FLY_NO_UPDATE_CHECK: '1', FLY_NO_INCIDENTS_CHECK: '1' };
  return { kind: 'command', argv: [program, ...args], env, files: {}, ...more };
}

/**
 * Asks the first question, whose answer is a secret, and which tells by which of its names flyctl is here. Throws `platform-program-missing`, and what
 * `askFlyctl` throws.
 */
export async function askFirst(
  doors: ObserveDoors,
  ...args: readonly string[]
): Promise<{ readonly program: string; readonly answer: string }> {
  for (const program of programs) {
    try {
      if (program !== 'fly' || (await isFlyctl(doors, program))) {
        return { program, answer: await askFlyctl(doors, program, args, { output: 'hidden' }) };
      }
    } catch (error) {
      if (!(error instanceof UserError && error.problem.code === 'program-missing')) throw error;
    }
  }
  throw new UserError({ code: 'platform-program-missing', platform: label, programs, next: install });
}

async function isFlyctl({ ask }: ObserveDoors, program: string): Promise<boolean> {
  const { exitCode, output } = await ask(flyctl(program, ['version', '--json']));
  return exitCode === 0 && /flyctl/i.test(output);
}

/** Asks flyctl something, again when the platform is busy. Throws `platform-login-missing`, `platform-question-failed`. */
export async function askFlyctl(
  doors: ObserveDoors,
  program: string,
  args: readonly string[],
  more: Partial<Command> = {},
): Promise<string> {
  const answer = await patiently(() => doors.ask(flyctl(program, args, more)), doors.signal);
  if (answer.exitCode === 0) return answer.output;
  const reason = answer.lines.findLast((line) => line.trim() !== '')?.replace(/^Error: /, '') ?? 'flyctl says so';
  if (saysLoggedOut.test(answer.lines.join('\n'))) throw loggedOut(reason);
  const command = [program, ...args].join(' ');
  throw new UserError({ code: 'platform-question-failed', platform: label, command, log: answer.lines });
}

/** That nobody is logged in, and what to do. */
export function loggedOut(reason: string): UserError {
  return new UserError({ code: 'platform-login-missing', platform: label, reason, next: login });
}

async function patiently(ask: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  for (let time = 1; ; time += 1) {
    const answer = await ask();
    if (answer.exitCode === 0 || time === tries || !passing.test(answer.lines.join('\n'))) return answer;
    await pause(500 * 2 ** time, undefined, { signal });
  }
}
