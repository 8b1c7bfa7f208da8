import { saysSecret } from './secret-names.ts';

const HIDDEN = '[hidden]';

/** Members of an answer whose values belong to the app: names stay, values go. */
const OF_THE_APP = /^(?:env|environment_variables|config_vars|secrets|variables)$/i;

/**
 * What a program of a platform answered, for the log, which takes out every value that it knows by itself. What nobody has told it
 * goes by where it stands: values of an app's variables, members that are named like a secret, passwords in addresses.
 * JSON is given as a value, so that it stands on one line; the rest of the lines are what the program wrote beside it.
 */
export function answerForLog(output: string, lines: readonly string[]): readonly unknown[] {
  const parsed = parsedJson(output);
  if (parsed === undefined) return lines.filter((line) => line.trim() !== '').map(maskedLine);
  const ofAnswer = new Set(output.split(/\r?\n/));
  const beside = lines.filter((line) => line.trim() !== '' && !ofAnswer.has(line));
  return [masked(parsed), ...beside.map(maskedLine)];
}

/** An object or a list; undefined for any other text. */
function parsedJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function masked(value: unknown): unknown {
  if (typeof value === 'string') return withoutPasswords(value);
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, maskedMember(name, each)]));
}

function maskedMember(name: string, value: unknown): unknown {
  if (saysSecret(name) && typeof value !== 'object') return HIDDEN;
  if (!OF_THE_APP.test(name) || typeof value !== 'object' || value === null || Array.isArray(value)) {
    return masked(value);
  }
  return Object.fromEntries(Object.keys(value).map((each) => [each, HIDDEN]));
}

/** A line of words; of `NAME=value` and `NAME: value` the value goes where the name says that it is a secret. */
function maskedLine(line: string): string {
  return withoutPasswords(line).replace(
    /(?<![\w-])([A-Za-z][\w-]*)(\s*[=:]\s*)(\S.*)/g,
    (whole, name: string, between: string) => (saysSecret(name) ? `${name}${between}${HIDDEN}` : whole),
  );
}

/** Of an address with a name and a password, the password goes. */
export function withoutPasswords(text: string): string {
  return text.replace(/(:\/\/[^:@/\s]*:)[^@\s]+@/g, `$1${HIDDEN}@`);
}
