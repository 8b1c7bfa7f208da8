import { nearest } from '../nearest.ts';
import { overlayLines } from '../overlay-lines.ts';
import { UserError } from '../problems.ts';
import { DATABASES, type Database } from '../values/database.ts';
import { FORMATS, type ManifestFormat } from '../values/manifest-format.ts';
import { SERVERS, type Server } from '../values/server.ts';
import { isReference } from '../values/reference.ts';

/** `NAME=value` pairs as a record; a bare NAME takes its value from `env`. Throws `option-value`. */
export function pairs(option: string, texts: unknown, env: NodeJS.ProcessEnv = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (list(texts) ?? []).map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals === -1 ? pair : pair.slice(0, equals);
      const value = equals === -1 ? env[name] : pair.slice(equals + 1);
      if (!/^[A-Za-z_]\w*$/.test(name)) {
        throw new UserError({ code: 'option-value', option, value: name, wanted: 'NAME=value' });
      }
      if (value === undefined) {
        const wanted = 'NAME=value, or the bare name of a variable that is set here, and it is not';
        throw new UserError({ code: 'option-value', option, value: name, wanted });
      }
      return [name, value];
    }),
  );
}

/** `--database`. Throws `option-value`. */
export function databaseOf(value: unknown): Database | undefined {
  return oneOf('--database', text(value), DATABASES);
}

/** `--format`. Throws `option-value`. */
export function formatOf(value: unknown): ManifestFormat | undefined {
  return oneOf('--format', text(value), FORMATS);
}

/** `--server`. Throws `option-value`. */
export function serverOf(option: string, value: string | undefined): Server | undefined {
  return oneOf(option, value, SERVERS);
}

/** A value that is one of a few words; undefined where none was typed. Throws `option-value`. */
export function oneOf<T extends string>(option: string, value: string | undefined, known: readonly T[]): T | undefined {
  const found = known.find((each) => each === value);
  if (value === undefined || found !== undefined) return found;
  const wanted = known.join(', ');
  throw new UserError({ code: 'option-value', option, value, wanted, nearest: nearest(value, known) });
}

/** A settings module, as importlib takes it (`my-site.settings` too). It stands in commands of the Dockerfile. Throws `option-value`. */
export function moduleOf(option: string, value: string | undefined): string | undefined {
  if (value === undefined || /^[\p{L}\p{N}_][\p{L}\p{N}_-]*(\.[\p{L}\p{N}_-]+)*$/u.test(value)) return value;
  const wanted = 'a module as Python imports it, such as mysite.settings';
  const near = /^[\w/]+\.py$/.test(value) ? { nearest: value.slice(0, -'.py'.length).replaceAll('/', '.') } : {};
  throw new UserError({ code: 'option-value', option, value, wanted, ...near });
}

/** The name of an image. It stands in the Dockerfile, and in calls of the engine. Throws `option-value`. */
export function imageOf(option: string, value: string): string {
  if (isReference(value)) return value;
  const wanted = 'the name of an image, such as team/blog:1.0 (lower case, a tag at most)';
  throw new UserError({ code: 'option-value', option, value, wanted });
}

/** `--platform`. Throws `option-value`. */
export function osArchOf(value: unknown): string | undefined {
  const typed = text(value);
  if (typed === undefined || /^linux\/(amd64|arm64)(\/v8)?$/.test(typed)) return typed;
  const wanted = 'linux/amd64 or linux/arm64';
  throw new UserError({ code: 'option-value', option: '--platform', value: typed, wanted });
}

/**
 * Packages of Debian, sorted, each once. They stand in a command of the Dockerfile, so they are what Debian's policy allows as a
 * name, with a version at most. Throws `option-value`.
 */
export function debianPackages(option: string, names: readonly string[]): readonly string[] {
  for (const name of names) {
    if (/^[a-z0-9][a-z0-9+.-]+(=[\w.+:~-]+)?$/.test(name)) continue;
    throw new UserError({
      code: 'option-value',
      option,
      value: name,
      wanted: "a Debian package's name, such as libgdal-dev",
    });
  }
  return [...new Set(names)].toSorted();
}

/** Lines of the settings overlay, sorted, each once. Throws `option-value`. */
export function overlayLinesOf(option: string, names: readonly string[]): readonly string[] {
  const known = overlayLines.map(({ name }) => name);
  for (const value of names) {
    if (known.includes(value)) continue;
    const wanted = `a line of the settings overlay: ${known.join(', ')}`;
    throw new UserError({ code: 'option-value', option, value, wanted, nearest: nearest(value, known) });
  }
  return [...new Set(names)].toSorted();
}

/** What is read from a value, when there is one. */
export function given<T, U>(value: T | undefined, read: (value: T) => U): U | undefined {
  return value === undefined ? undefined : read(value);
}

/** An option that may stand several times, as the parser gives it. */
export function list(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? (value as readonly string[]) : undefined;
}

/** An option with a value, as the parser gives it. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The choices that were made. */
export function withoutUndefined<T extends object>(choices: { readonly [K in keyof T]: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined)) as Partial<T>;
}
