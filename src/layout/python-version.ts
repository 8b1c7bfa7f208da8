import { satisfies, validRange } from '@renovatebot/pep440';
import type { Problem } from '../problems.ts';
import type { Fact, Origin } from '../values/fact.ts';
import type { Requirement } from '../values/layout.ts';
import type { ProjectFiles } from '../values/project-files.ts';
import { at, lineOfKey, tableOf } from './dependencies/toml.ts';
import { place } from '../values/place.ts';
import { join, upFrom } from './paths.ts';

type Version = { readonly version: string };

/** What asks for a Python: an exact version, or a range to choose from. */
interface Ask {
  readonly text: string;
  readonly kind: 'version' | 'range';
  readonly origin: Origin;
}

/** Minor versions that official images and Debian have had, newest first: what a range is chosen from. */
const minors = [14, 13, 12, 11, 10, 9, 8, 7, 6];

/** Newest Python that a Django release series was made for (https://docs.djangoproject.com/en/5.2/faq/install/); a series not named follows the one below it. */
const newestFor: readonly (readonly [django: string, minor: number])[] = [
  ['6.0', 14],
  ['5.2', 13],
  ['5.1', 13],
  ['5.0', 12],
  ['4.2', 12],
  ['4.1', 11],
  ['4.0', 10],
  ['3.2', 10],
  ['3.0', 9],
  ['2.2', 9],
  ['2.0', 7],
  ['0', 6],
];
const DEFAULT_MINOR = 13;

/** The Python the image gets, and what could not be read. */
export interface FoundPython {
  readonly python: Fact<Version>;
  readonly problems: readonly Problem[];
}

/**
 * The first of: `--python`; .python-version, runtime.txt, `requires-python` of pyproject.toml or uv.lock, Pipfile, each
 * beside manage.py or above it; the FROM line of a Dockerfile there; the newest Python that the Django found was made
 * for. From a range the newest that Django allows, else the oldest in it.
 */
export function findPythonVersion(
  files: ProjectFiles,
  projectDir: string,
  option: string | undefined,
  requirements: readonly Requirement[],
): FoundPython {
  const preferred = preferredMinor(requirements);
  const asks =
    option === undefined
      ? asksOf(files, projectDir)
      : [{ text: option, kind: 'version', origin: { option: '--python' } } satisfies Ask];
  const problems: Problem[] = [];
  for (const ask of asks) {
    const version = ask.kind === 'version' ? exact(ask.text) : fromRange(ask.text, preferred);
    if (version === undefined)
      problems.push({ code: 'python-version-unreadable', where: place(ask.origin), text: ask.text });
    else {
      const why = ask.kind === 'range' ? { why: `chosen from ${ask.text}` } : {};
      return { python: { value: { version }, origin: ask.origin, ...why }, problems };
    }
  }
  return {
    python: { value: { version: `3.${preferred}` }, origin: 'default', why: whyDefault(requirements) },
    problems,
  };
}

function asksOf(files: ProjectFiles, projectDir: string): Ask[] {
  return upFrom(projectDir).flatMap((folder) => [
    ...versionFile(files, join(folder, '.python-version')),
    ...versionFile(files, join(folder, 'runtime.txt')),
    ...required(files, join(folder, 'pyproject.toml'), 'requires-python', ['project', 'requires-python']),
    ...required(files, join(folder, 'pyproject.toml'), 'python', ['tool', 'poetry', 'dependencies', 'python']),
    ...required(files, join(folder, 'uv.lock'), 'requires-python', ['requires-python']),
    ...required(files, join(folder, 'Pipfile'), 'python_version', ['requires', 'python_version']),
    ...baseImage(files, join(folder, 'Dockerfile')),
  ]);
}

/** First line that is neither empty nor a comment: pyenv's and Heroku's file may hold both. */
function versionFile(files: ProjectFiles, path: string | undefined): Ask[] {
  const lines = path === undefined ? [] : (files.readText(path) ?? '').split(/\r?\n/);
  const index = lines.findIndex((line) => /^\s*[^#\s]/.test(line));
  const text = lines[index]?.trim();
  return text === undefined || path === undefined
    ? []
    : [{ text, kind: 'version', origin: { file: path, line: index + 1 } }];
}

function required(files: ProjectFiles, path: string | undefined, key: string, keys: readonly string[]): Ask[] {
  const value = path === undefined ? undefined : at(tableOf(files, path), ...keys);
  if (typeof value !== 'string' || path === undefined) return [];
  const line = lineOfKey(files, path, key);
  const origin = { file: path, ...(line === undefined ? {} : { line }) };
  return [{ text: value, kind: /^\d+(\.\d+)*$/.test(value) ? 'version' : 'range', origin }];
}

function baseImage(files: ProjectFiles, path: string | undefined): Ask[] {
  const lines = path === undefined ? [] : (files.readText(path) ?? '').split(/\r?\n/);
  return lines.flatMap((line, index) => {
    const text = /^FROM\s+(?:--\S+\s+)?(?:\S+\/)?python:(3\.\d+)/i.exec(line)?.[1];
    return text === undefined || path === undefined
      ? []
      : [{ text, kind: 'version' as const, origin: { file: path, line: index + 1 } }];
  });
}

/** `3.12`, `3.12.4`, `python-3.12.4`, `cpython-3.12`, `3.12-dev`; with `3` alone the choice is ours. */
function exact(text: string): string | undefined {
  const match = /^(?:c?python-?)?(\d+)\.(\d+)(?:[.\w+-]*)$/i.exec(text);
  return match === null ? undefined : `${match[1]}.${match[2]}`;
}

/** PEP 440's ranges, and Poetry's `^3.12` and `~3.12`, which mean below 4 and below 3.13. */
function fromRange(text: string, preferred: number): string | undefined {
  const range = text
    .replace(/\^\s*(\d+)([.\d]*)/g, (_, major, rest) => `>=${major}${rest},<${Number(major) + 1}`)
    .replace(/(^|,)\s*~\s*(?=\d)/g, '$1~=')
    .replace(/(~=\d+\.\d+)(?![.\d])/g, '$1.0');
  if (!validRange(range)) return undefined;
  // A minor version is in the range when some patch release is.
  const fits = minors.filter((minor) => [0, 30].some((patch) => satisfies(`3.${minor}.${patch}`, range)));
  const minor = fits.find((each) => each <= preferred) ?? fits.at(-1);
  return minor === undefined ? undefined : `3.${minor}`;
}

function djangoVersion(requirements: readonly Requirement[]): string | undefined {
  return requirements.find(({ name }) => name === 'django')?.version;
}

function preferredMinor(requirements: readonly Requirement[]): number {
  const version = djangoVersion(requirements);
  if (version === undefined) return DEFAULT_MINOR;
  return newestFor.find(([series]) => compare(version, series) >= 0)?.[1] ?? DEFAULT_MINOR;
}

function compare(a: string, b: string): number {
  const [one, two] = [a, b].map((text) => text.split('.').map((part) => Number.parseInt(part, 10) || 0));
  const index = [0, 1].find((each) => (one?.[each] ?? 0) !== (two?.[each] ?? 0));
  return index === undefined ? 0 : (one?.[index] ?? 0) - (two?.[index] ?? 0);
}

function whyDefault(requirements: readonly Requirement[]): string {
  const version = djangoVersion(requirements);
  return version === undefined ? 'nothing asks for a version' : `the newest that Django ${version} was made for`;
}
