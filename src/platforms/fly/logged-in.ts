import { parseAnswer, textAt } from '../answers.ts';
import type { ObserveDoors } from '../types.ts';
import { askFirst, askFlyctl, loggedOut } from './program.ts';

/** Asks flyctl, and gives its answer in JSON. */
export type Ask = (...args: readonly string[]) => Promise<unknown>;

/** flyctl, by the account that it is logged in to. */
export interface LoggedIn {
  /** flyctl or fly. */
  readonly program: string;
  /** What the registry takes as password. */
  readonly token: string;
  readonly ask: Ask;
  /** Of answers that hold secrets. */
  readonly askUnlogged: Ask;
}

/** Throws what flyctl's absence and its errors are called; see program.ts. */
export async function loggedIn(doors: ObserveDoors): Promise<LoggedIn> {
  const { program, answer } = await askFirst(doors, 'auth', 'token', '--json', '--quiet');
  const given = textAt(parseAnswer(answer), 'token');
  const token = registryPassword(given);
  // A token that is past its time is thrown away without a word.
  if (token === '') throw loggedOut('flyctl has no token that holds');
  // One that has several parts may be told in parts.
  for (const secret of [given, token, ...partsOf(given)]) doors.secret(secret);
  return {
    program,
    token,
    ask: async (...args) => parseAnswer(await askFlyctl(doors, program, args)),
    askUnlogged: async (...args) => parseAnswer(await askFlyctl(doors, program, args, { output: 'hidden' })),
  };
}

/** Without the word for its scheme. */
function partsOf(token: string): readonly string[] {
  return token.replace(/^(FlyV1|Bearer)\s+/i, '').split(',');
}

/**
 * What the registry takes as password: the token without the word for its scheme. Of several, those that Fly calls macaroons,
 * which is what its registry reads.
 */
export function registryPassword(token: string): string {
  const all = partsOf(token);
  const macaroons = all.filter((each) => /^fm\d/.test(each.trim()));
  return (macaroons.length > 0 ? macaroons : all).join(',');
}
