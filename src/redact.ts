const HIDDEN = '[hidden]';
/** Shorter values stand in too many harmless places to be replaced by value. */
const SHORTEST = 5;
/** Of a value with several lines, such as a key, which is told line by line. */
const SHORTEST_LINE = 8;
const HARMLESS = new Set(['false', 'production', 'development', 'localhost', '127.0.0.1']);

/** Replaces secret values wherever they show, in the forms that they are written in. */
export interface Redactor {
  /** From now on this value is a secret. Short and everyday values ("true", "8000") are ignored. */
  readonly add: (value: string | undefined) => void;
  /** Like `add` for the password alone of a URL such as `postgres://user:password@host/name`. */
  readonly addPassword: (url: string | undefined) => void;
  /** The value of a variable: all of it, and the password alone where it is a URL. */
  readonly addVariable: (value: string) => void;
  /** The text without any secret value. */
  readonly redact: (text: string) => string;
}

/** A redactor that knows no secret yet. */
export function createRedactor(): Redactor {
  const forms = new Set<string>();
  let longestFirst: readonly string[] | undefined;
  const add = (value: string | undefined): void => {
    if (value === undefined || isEveryday(value)) return;
    for (const form of formsOf(value)) forms.add(form);
    longestFirst = undefined;
  };
  return {
    add,
    addPassword: (url) => add(passwordOf(url)),
    addVariable(value) {
      add(value);
      add(passwordOf(value));
    },
    redact(text) {
      longestFirst ??= [...forms].toSorted((a, b) => b.length - a.length);
      return longestFirst.reduce((safe, form) => safe.replaceAll(form, HIDDEN), text);
    },
  };
}

/** For JSON.stringify: every text at any depth without any secret value. */
export function redacting(redactor: Pick<Redactor, 'redact'>): (key: string, value: unknown) => unknown {
  return (_key, value) => (typeof value === 'string' ? redactor.redact(value) : value);
}

function isEveryday(value: string): boolean {
  return value.length < SHORTEST || HARMLESS.has(value.toLowerCase()) || /^\d{1,5}$/.test(value);
}

function formsOf(value: string): Set<string> {
  const lines = value.split(/\r?\n/).filter((line) => line.length >= SHORTEST_LINE);
  const plain = lines.length > 1 ? [value, ...lines] : [value];
  const all = plain.flatMap((text) => [
    text,
    encodeURIComponent(text),
    encodeURI(text),
    JSON.stringify(text).slice(1, -1),
    text.replaceAll("'", String.raw`'\''`),
    ...base64Forms(text),
  ]);
  return new Set(all.filter((form) => form.length >= SHORTEST));
}

/**
 * Base64 of the value alone, and the part of it that does not depend on what stands before and after it, as in
 * `user:password`: at each of the three offsets the characters that mix in foreign bits are cut off.
 */
function base64Forms(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const inside = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const start = offset === 0 ? 0 : offset + 1;
    const isWhole = (offset + bytes.length) % 3 === 0;
    return encoded.slice(start, isWhole ? undefined : -1);
  });
  const long = inside.filter((form) => form.length >= 8);
  return [bytes.toString('base64'), bytes.toString('base64url'), ...long, ...long.map(toUrlAlphabet)];
}

function toUrlAlphabet(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}

function passwordOf(url: string | undefined): string | undefined {
  const raw = url?.match(/^[a-z][a-z0-9+.-]*:\/\/[^:@/]*:(?<password>[^@/]+)@/i)?.groups?.['password'];
  if (raw === undefined) return undefined;
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}
