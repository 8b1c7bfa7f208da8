import { secretForms } from './secret-forms.ts';
import { maySaySecret } from './secret-names.ts';

const HIDDEN = '[hidden]';
/** Shorter values stand in too many harmless places to be replaced by value. */
const SHORTEST = 5;
const HARMLESS = new Set(['false', 'production', 'development', 'localhost', '127.0.0.1']);

/** Replaces secret values wherever they show, in the forms that they are written in. */
export interface Redactor {
  /** From now on this value is a secret. Short and everyday values ("true", "8000") are ignored. */
  readonly add: (value: string | undefined) => void;
  /** Like `add` for the password alone of a URL such as `postgres://user:password@host/name`. */
  readonly addPassword: (url: string | undefined) => void;
  /** The value of a variable: all of it, and the password alone where it is a URL. By its name it may be known to be no secret. */
  readonly addVariable: (value: string, name?: string) => void;
  /**
   * A word that everybody sees, as the app's name: it is shown where only variables have it as their value whose names do not
   * speak of secrets (`POSTGRES_DB=blog`).
   */
  readonly publish: (word: string) => void;
  /** The text without any secret value. */
  readonly redact: (text: string) => string;
}

/** A redactor that knows no secret yet. */
export function createRedactor(): Redactor {
  const forms = new Set<string>();
  // Values of variables that may be harmless, and words that are.
  const doubtful = new Set<string>();
  const published = new Set<string>();
  let longestFirst: readonly string[] | undefined;
  const addTo = (known: Set<string>, value: string | undefined): void => {
    if (value === undefined || isEveryday(value)) return;
    for (const form of secretForms(value)) if (form.length >= SHORTEST) known.add(form);
    longestFirst = undefined;
  };
  const add = (value: string | undefined): void => addTo(forms, value);
  const isHidden = (form: string): boolean => forms.has(form) || !published.has(form);
  return {
    add,
    addPassword: (url) => add(passwordOf(url)),
    addVariable(value, name) {
      const isWord = name !== undefined && !maySaySecret(name) && /^[\w.-]+$/.test(value);
      addTo(isWord ? doubtful : forms, value);
      add(passwordOf(value));
    },
    publish(word) {
      published.add(word);
      longestFirst = undefined;
    },
    redact(text) {
      longestFirst ??= [...new Set([...forms, ...doubtful])].filter(isHidden).toSorted((a, b) => b.length - a.length);
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

function passwordOf(url: string | undefined): string | undefined {
  const raw = url?.match(/^[a-z][a-z0-9+.-]*:\/\/[^:@/]*:(?<password>[^@/]+)@/i)?.groups?.['password'];
  if (raw === undefined) return undefined;
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}
