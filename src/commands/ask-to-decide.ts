import type { Choice } from '../problems/platform.ts';
import { UserError } from '../problems.ts';
import type { Terminal } from '../terminal.ts';
import type { Database } from '../values/database.ts';
import type { Decide, Undecided } from './carry-out.ts';

/** What asking needs of a run. */
interface Asked {
  readonly terminal: Pick<Terminal, 'canAsk' | 'ask' | 'say'>;
  readonly signal: AbortSignal;
  readonly dryRun: boolean;
}

type Decided = Awaited<ReturnType<Decide>>;

/**
 * What a person decides: which of several, and whether a thing shall be made at all. A dry run makes nothing and so needs no
 * consent. Throws the question itself where nobody can answer it, and where the answer is no.
 */
export async function askToDecide(undecided: Undecided, asked: Asked): Promise<Decided> {
  if (undecided.code === 'consent-missing') {
    const agreed = asked.dryRun || (await agree(undecided, asked));
    return { create: agreed, yes: agreed };
  }
  if (!asked.terminal.canAsk || asked.dryRun) throw new UserError(undecided);
  const decided: Decided = {};
  for (const choice of undecided.choices) Object.assign(decided, await choose(choice, asked));
  return decided;
}

async function choose(
  { key, question, suggestion, among = [] }: Choice,
  { terminal, signal }: Asked,
): Promise<Decided> {
  for (const { value, about } of among) terminal.say(`  ${value}${about === '' ? '' : `: ${about}`}`);
  const isKnown = (answer: string): boolean =>
    answer !== '' && (among.length === 0 || among.some(({ value }) => value === answer));
  let answer = '';
  while (!isKnown(answer)) {
    answer = await terminal.ask(capital(question), { ...(suggestion !== undefined && { suggestion }), signal });
  }
  return key === 'database' ? { database: answer as Database } : { [key]: answer };
}

async function agree(
  undecided: Extract<Undecided, { readonly code: 'consent-missing' }>,
  { terminal, signal }: Asked,
): Promise<true> {
  if (!terminal.canAsk) throw new UserError(undecided);
  const { app, platform, label = platform, stands, creates, billed } = undecided;
  const what = stands ? `For ${app} on ${label} this push makes:` : `${app} is new on ${label}. This push makes:`;
  terminal.say([what, ...creates.map((line) => `  ${line}`), ...billed].join('\n'));
  const answer = await terminal.ask('Make that? yes or no', { suggestion: 'no', signal });
  if (/^(y|yes)$/i.test(answer)) return true;
  throw new UserError(undecided);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
