import { link } from '../../links.ts';
import { UserError } from '../../problems.ts';
import type { Command } from '../../values/step.ts';
import type { ObserveDoors } from '../types.ts';
import { type Flavour, reachedBy } from './names.ts';

const install = [
  `Get it: curl -fsSL ${link('upsun-installer').url} | bash, or read ${link('upsun-cli').url}`,
  'Or push by git alone, without variables: --destination GIT-URL --environment BRANCH',
];

/** Of a person, or of a machine that nobody can log in on. */
function login({ programs: [program], variables }: Flavour): readonly string[] {
  return [
    `${program} login`,
    `Where nobody can log in: an API token of the console (account settings), in ${variables}TOKEN.`,
  ];
}

/** That nobody is logged in, and what to do. */
export function loggedOut(flavour: Flavour, reason: string): UserError {
  return new UserError({
    code: 'platform-login-missing',
    platform: flavour.label,
    reason,
    next: login(flavour),
  });
}

/**
 * A call of the platform's program in an empty folder, where it takes no repository for one of its projects. Nothing asks,
 * nothing looks for a newer version, and its configuration of ssh stays in its own folder.
 */
export function program(
  { variables }: Flavour,
  name: string,
  args: readonly string[],
  more: Partial<Command> = {},
): Command {
  const prefixes = new Set([variables, 'UPSUN_CLI_', 'PLATFORMSH_CLI_']);
  const env = Object.fromEntries(
    [...prefixes].flatMap((prefix) => [
      [`${prefix}NO_INTERACTION`, '1'],
      [`${prefix}UPDATES_CHECK`, '0'],
      [`${prefix}SSH_WRITE_USER_CONFIG`, '0'],
    ]),
  ) as Record<string, string>;
  return {
    kind: 'command',
    argv: [name, ...args],
    env: { NO_COLOR: '1', ...env },
    ...(more.output === 'terminal' || more.cwd !== undefined ? {} : { files: {} }),
    ...more,
  };
}

const saysLoggedOut =
  /authentication (is )?required|not logged in|please log ?in|invalid (api )?token|invalid_grant|access_token|\b401\b/i;

/**
 * The access token of whoever is logged in, and by which of its names the program is here. Throws `platform-program-missing`,
 * `platform-login-missing`, `platform-question-failed`.
 */
export async function askToken(
  doors: ObserveDoors,
  flavour: Flavour,
): Promise<{ readonly name: string; readonly token: string }> {
  for (const name of flavour.programs) {
    try {
      const answer = await doors.ask(program(flavour, name, ['auth:token', '--no-warn'], { output: 'hidden' }));
      const token = answer.output.trim();
      if (answer.exitCode !== 0 || token === '') throw refusal(flavour, name, answer.lines);
      doors.secret(token);
      return { name, token };
    } catch (error) {
      if (!(error instanceof UserError && error.problem.code === 'program-missing')) throw error;
    }
  }
  const { label, programs } = flavour;
  throw new UserError({ code: 'platform-program-missing', platform: label, programs, next: install });
}

function refusal(flavour: Flavour, name: string, lines: readonly string[]): UserError {
  const said = lines.filter((line) => line.trim() !== '');
  if (said.length === 0 || saysLoggedOut.test(said.join('\n')))
    return loggedOut(reachedBy(flavour, name), reasonIn(said) ?? `${name} has no token`);
  return new UserError({
    code: 'platform-question-failed',
    platform: flavour.label,
    command: `${name} auth:token`,
    log: said,
  });
}

/** What the program says, without the place in its own code that it names first. */
function reasonIn(lines: readonly string[]): string | undefined {
  return lines
    .find((line) => saysLoggedOut.test(line))
    ?.trim()
    .replace(/\.$/, '');
}

/** Asks the program something. Throws `platform-question-failed`. */
export async function ask(
  doors: ObserveDoors,
  flavour: Flavour,
  name: string,
  ...args: readonly string[]
): Promise<string> {
  const answer = await doors.ask(program(flavour, name, args));
  if (answer.exitCode === 0) return answer.output;
  const command = [name, ...args].join(' ');
  throw new UserError({ code: 'platform-question-failed', platform: flavour.label, command, log: answer.lines });
}
