import { namedInText } from '../messages/named-in-text.ts';
import { unfitText } from '../messages/unfit-text.ts';
import { UserError } from '../problems.ts';
import { saysAddress, saysSecret } from '../secret-names.ts';
import type { Terminal } from '../terminal.ts';
import type { Fact } from '../values/fact.ts';
import type { VariablesFile } from '../values/variables-file.ts';
import { place } from '../values/place.ts';
import { fits, type VariableReadings } from '../values/variable-reading.ts';

/** What asking needs of a run. */
export interface Asked {
  /** Variables that the settings read; none of an image that was built elsewhere. */
  readonly read: readonly Fact<string>[];
  readonly namedIn: (names: readonly string[]) => VariablesFile | undefined;
  /** What they make of values. */
  readonly readings: VariableReadings;
  readonly terminal: Pick<Terminal, 'canAsk' | 'ask' | 'say'>;
  readonly signal: AbortSignal;
  readonly dryRun: boolean;
}

/**
 * A value for each variable, as a person answers; what is typed for a secret does not show. Throws `variables-missing`
 * with all of them where nobody can answer, and in a dry run.
 */
export async function askForVariables(
  names: readonly string[],
  { read, namedIn, readings, terminal, signal, dryRun }: Asked,
): Promise<Readonly<Record<string, string>>> {
  const readAt = names.flatMap((name) => read.find(({ value }) => value === name) ?? []);
  const file = namedIn(names);
  if (!terminal.canAsk || dryRun) {
    throw new UserError({ code: 'variables-missing', names, readAt, ...(file && { namedIn: file }) });
  }
  const what = names.length === 1 ? 'a variable that has' : `${names.length} variables that have`;
  terminal.say(`The settings demand ${what} no value yet. You are asked once: the app keeps what it is given.`);
  if (file !== undefined) terminal.say(namedInText(file, names));
  const values: Record<string, string> = {};
  for (const name of names) {
    const fact = readAt.find(({ value }) => value === name);
    const question = fact === undefined ? name : `${name} (${place(fact.origin)})`;
    const hidden = saysSecret(name) || saysAddress(name);
    const reading = readings[name];
    while (!values[name]) {
      const answer = await terminal.ask(question, { hidden, signal });
      if (reading === undefined || fits(answer, reading.as)) values[name] = answer;
      else terminal.say(unfitText(name, reading));
    }
  }
  return values;
}
