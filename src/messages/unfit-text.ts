import { place } from '../values/place.ts';
import type { ReadAs, VariableReading } from '../values/variable-reading.ts';

const forms: Readonly<Record<ReadAs, readonly [words: string, example: string]>> = {
  'whole-number': ['a whole number', '10'],
  number: ['a number', '0.5'],
  'yes-or-no': ['True or False', 'True'],
  json: ['JSON', `'{"key": "value"}'`],
};

/** What is wrong with a value; the value stays unsaid, as it may be a secret. */
export function unfitText(name: string, { as, origin }: VariableReading): string {
  return `${name} is read as ${forms[as][0]} in ${place(origin)}, and what it is given is not.`;
}

/** What could be typed. */
export function exampleOf(as: ReadAs): string {
  return forms[as][1];
}
