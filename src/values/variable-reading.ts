import type { Origin } from './fact.ts';

/** What code makes of the text of a variable, and fails on any other text. */
export type ReadAs = 'whole-number' | 'number' | 'yes-or-no' | 'json';

/** How the settings read a variable, and where. */
export interface VariableReading {
  readonly as: ReadAs;
  readonly origin: Origin;
}

/** By name of the variable. */
export type VariableReadings = Readonly<Record<string, VariableReading>>;

const forms: Readonly<Record<ReadAs, (text: string) => boolean>> = {
  // https://docs.python.org/3/library/functions.html#int, and float
  'whole-number': (text) => /^[+-]?\d+(_\d+)*$/.test(text),
  number: (text) => /^[+-]?((\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(e[+-]?\d+)?|inf|infinity|nan)$/i.test(text),
  // What any of the libraries takes.
  'yes-or-no': (text) => /^(true|t|yes|y|on|1|false|f|no|n|off|0)$/i.test(text),
  json: isJson,
};

/** Whether a text can be read so; an empty one is left to the code, which often takes it for none. */
export function fits(text: string, as: ReadAs): boolean {
  const trimmed = text.trim();
  return trimmed === '' || forms[as](trimmed);
}

/** Python's JSON has words for numbers that JSON has not. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return /\b(NaN|Infinity)\b/.test(text);
  }
}

const lent: Readonly<Record<ReadAs, string>> = {
  'whole-number': '1',
  number: '1',
  // What is off asks nothing of others: a storage elsewhere, a debugger.
  'yes-or-no': '0',
  json: '{}',
};

/** What a build lends a variable that is read so. */
export function placeholderFor(as: ReadAs): string {
  return lent[as];
}
