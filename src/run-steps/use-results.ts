import type { Effect, ResultUse, Step, StepResult } from '../values/step.ts';
import { EffectFailure } from './failure.ts';

type Results = readonly Pick<StepResult, 'id' | 'output'>[];

/** An effect needs what no step gave. */
export class ResultMissing extends EffectFailure {}

/**
 * The effect with what steps gave in place of each `{name}` of its texts; in an address as one part of it, or all of it. `secret` hears
 * of values that nobody may see. Throws ResultMissing.
 */
export function withResults(
  effect: Effect,
  { uses = {} }: Pick<Step, 'uses'>,
  results: Results,
  secret: (value: string) => void,
): Effect {
  const put = (text: string, write: (value: string) => string): string =>
    Object.entries(uses).reduce((done, [name, use]) => {
      if (!done.includes(`{${name}}`)) return done;
      const value = valueOf(use, results);
      if (use.secret) secret(value);
      // An address that is the value itself, and not made with it.
      if (done === `{${name}}`) return value;
      return done.replaceAll(`{${name}}`, () => write(value));
    }, text);
  // An address that is a value as a whole is one already.
  const write = (text: string, key: string) =>
    key === 'url' && !/^\{[\w-]+\}$/.test(text) ? encodeURIComponent : String;
  return inside(effect, (text, key) => put(text, write(text, key))) as Effect;
}

function valueOf({ step, at = [], where }: ResultUse, results: Results): string {
  const output = results.findLast(({ id }) => id === step)?.output ?? '';
  const value = at.length === 0 ? output.trim() : at.reduce(member, found(parsed(output), where));
  if ((typeof value === 'string' && value !== '') || typeof value === 'number') return String(value);
  throw new ResultMissing(`the answer to "${step}" has no ${at.join('.') || 'text'}`);
}

function found(value: unknown, where: ResultUse['where']): unknown {
  if (where === undefined) return value;
  const all: readonly unknown[] = Array.isArray(value) ? value : [];
  return all.find((each) => Object.entries(where).every(([key, text]) => member(each, key) === text));
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

/** A copy in which every text is written anew. */
function inside(value: unknown, write: (text: string, key: string) => string, key = ''): unknown {
  if (typeof value === 'string') return write(value, key);
  if (Array.isArray(value)) return value.map((each) => inside(each, write));
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inside(each, write, name)]));
}
