import { link } from '../../links.ts';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../problems.ts';
import type { ObserveDoors } from '../types.ts';
import { endpoints, label } from './names.ts';
import { netrcPassword } from './netrc.ts';

/** A token of the Platform API, which is the password of the registry too. */
export interface Token {
  readonly value: string;
  /** Where it was found, for people. */
  readonly origin: string;
}

const next = [
  `heroku login   # of the Heroku command line: ${link('heroku-cli').url}`,
  'Where nobody can log in: a token of heroku authorizations:create, in HEROKU_API_KEY.',
];

/** That nobody is logged in, and what to do. */
export function loggedOut(reason: string): UserError {
  return new UserError({ code: 'platform-login-missing', platform: label, reason, next });
}

/**
 * The token of the person: HEROKU_API_KEY, else what the heroku command says, else ~/.netrc, where older ones of that
 * command keep it. Throws `platform-login-missing`.
 */
export async function findToken(doors: Pick<ObserveDoors, 'ask' | 'env' | 'secret'>): Promise<Token> {
  const token = fromVariable(doors.env) ?? (await fromProgram(doors)) ?? (await fromNetrc(doors.env));
  if (token === undefined) {
    throw loggedOut('HEROKU_API_KEY is not set, and neither the heroku command nor ~/.netrc has a token');
  }
  doors.secret(token.value);
  return token;
}

function fromVariable(env: NodeJS.ProcessEnv): Token | undefined {
  const value = env['HEROKU_API_KEY']?.trim();
  return value ? { value, origin: 'HEROKU_API_KEY' } : undefined;
}

/** `heroku auth:token` prints it alone on a line; that it lasts for a year or for a minute it says on stderr. */
async function fromProgram({ ask }: Pick<ObserveDoors, 'ask'>): Promise<Token | undefined> {
  try {
    const { exitCode, output } = await ask({
      kind: 'command',
      argv: ['heroku', 'auth:token'],
      env: { NO_COLOR: '1', HEROKU_SKIP_NEW_VERSION_CHECK: '1' },
      files: {},
      output: 'hidden',
    });
    const value = output
      .split('\n')
      .map((line) => line.trim())
      .find((line) => /^[\w-]{20,}$/.test(line));
    return exitCode === 0 && value !== undefined ? { value, origin: 'heroku auth:token' } : undefined;
  } catch (error) {
    if (error instanceof UserError && error.problem.code === 'program-missing') return undefined;
    throw error;
  }
}

async function fromNetrc(env: NodeJS.ProcessEnv): Promise<Token | undefined> {
  const file = join(env['HOME'] || homedir(), '.netrc');
  const text = await readFile(file, 'utf8').catch(() => '');
  const value = netrcPassword(text, new URL(endpoints(env).api).hostname);
  return value ? { value, origin: file } : undefined;
}
