import { minorsIn } from './constraint.ts';

/**
 * Whether a package is wanted on some Pythons only, and not on this one: a backport, such as backports.zoneinfo, has no
 * wheel for a Python that needs none. Poetry 2, PDM and pylock.toml say it at the package itself; uv, Poetry 1 and
 * pyproject.toml where it is asked for, so that there each place has to say it.
 * @param texts of locks and manifests
 * @param name as PyPI compares names
 */
export function isMarkedOut(texts: readonly string[], name: string, minor: number): boolean {
  const asked: string[] = [];
  for (const text of texts) {
    for (const { line, following } of mentionsOf(text, name)) {
      if (!/^\s*name\s*=/.test(line)) asked.push(line);
      else {
        const own = following.find((each) => /^\s*markers?\s*=/.test(each));
        if (own !== undefined) return excludes(own, minor);
      }
    }
  }
  return asked.length > 0 && asked.every((line) => excludes(line, minor));
}

interface Mention {
  readonly line: string;
  /** What comes after it, up to the files of the package. */
  readonly following: readonly string[];
}

/** Lines that name the package alone, not one whose name it begins; a lock is large, so no pattern runs over it. */
function* mentionsOf(text: string, name: string): Generator<Mention> {
  for (const spelled of new Set([name, name.replaceAll('-', '.'), name.replace('-', '.'), name.replaceAll('-', '_')])) {
    for (let at = text.indexOf(spelled); at !== -1; at = text.indexOf(spelled, at + spelled.length)) {
      const end = text.indexOf('\n', at);
      const line = text.slice(text.lastIndexOf('\n', at) + 1, end === -1 ? undefined : end);
      if (isNamed(line, spelled)) yield { line, following: entryAfter(text, end) };
    }
  }
}

/** `name = "x"`, `{ name = "x", … }`, `x = {…}`, `"x>=1; …"`, and not the name of a file. */
function isNamed(line: string, spelled: string): boolean {
  const before = line.slice(0, line.indexOf(spelled));
  const after = line.slice(line.indexOf(spelled) + spelled.length);
  return /^[\s{[,"'A-Za-z=]*$/.test(before) && /^\s*(["'=<>!~;[ ]|$)/.test(after) && !/\.(whl|tar|zip)/.test(line);
}

function entryAfter(text: string, from: number): readonly string[] {
  if (from === -1) return [];
  const lines = text.slice(from + 1, from + NEAR).split('\n');
  const end = lines.findIndex((line) => /^\s*(\[|files\s*=|wheels\s*=|$)/.test(line));
  return end === -1 ? lines : lines.slice(0, end);
}

const NEAR = 2_000;

/** What it says of Python in one sentence without `or`: `python_version < "3.9"`, Poetry's `python = "<3.9"`. */
function excludes(line: string, minor: number): boolean {
  if (/\bor\b/.test(line)) return false;
  const marked = [...line.matchAll(/python_(?:full_)?version\s*([<>=!~]{1,2})\s*\\?["']([\d.]+(?:\.\*)?)/g)];
  const [, range] = /\bpython\s*=\s*["']([^"']+)["']/.exec(line) ?? [];
  const ranges = [...marked.map(([, sign = '', version = '']) => `${sign}${version}`), ...(range ? [range] : [])];
  return ranges.some((each) => minorsIn(each)?.includes(minor) === false);
}
