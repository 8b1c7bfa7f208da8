import { satisfies, validRange } from '@renovatebot/pep440';
import { pep440Range } from '../dependencies/poetry-constraint.ts';

/** Minor versions of Python 3 that official images have had, oldest first; the last is the newest that is out. */
export const minors = [6, 7, 8, 9, 10, 11, 12, 13, 14, 15] as const;

/** A patch release later than any minor version has had. */
const LAST_PATCH = 60;

/**
 * Minor version of `3.12`, `3.12.4`, `python-3.12.4`, `cpython-3.12.1-linux-x86_64-gnu`, `3.12-dev`, `3.13t`,
 * `3.11.4/envs/blog`; with `3` alone, another interpreter or the name of a virtual environment undefined.
 */
export function versionIn(text: string): string | undefined {
  const match = /^(?:c?python-?)?v?(\d+)\.(\d+)(?![\d])(?:\.\d+)?(?:[.\w+/-]*)$/i.exec(text.trim());
  return match === null ? undefined : `${match[1]}.${match[2]}`;
}

/** Which minor versions of Python 3 a range allows: PEP 440's, Poetry's (`^3.12`, `~3.12`, `3.12 || 3.13`), `*`; undefined when it is no range. */
export function minorsIn(text: string): readonly number[] | undefined {
  if (!known.has(text)) known.set(text, readRange(text));
  return known.get(text);
}

/** One range is asked about several times, and each answer tries a good many releases. */
const known = new Map<string, readonly number[] | undefined>();

function readRange(text: string): readonly number[] | undefined {
  const alternatives = text.split('||').map(rangeOf);
  if (alternatives.some((range) => range === undefined)) return undefined;
  return minors.filter((minor) => alternatives.some((range = '') => range === '' || allows(range, minor)));
}

/** Whether it allows some patch release: the first, the last, or one beside those that it names. */
function allows(range: string, minor: number): boolean {
  const named = [...range.matchAll(/\.\d+\.(\d+)/g)].map(([, patch]) => Number(patch));
  const patches = [0, LAST_PATCH, ...named.flatMap((patch) => [patch, patch + 1, Math.max(0, patch - 1)])];
  return patches.some((patch) => satisfies(`3.${minor}.${patch}`, range));
}

function rangeOf(text: string): string | undefined {
  // A bare `3` or `3.12` means any of its releases, where PEP 440 alone would mean 3.0 and 3.12.0.
  const range = pep440Range(text).replaceAll(/(^|,)==(\d+(?:\.\d+)?)(?=,|$)/g, '$1==$2.*');
  return range === '' || validRange(range) ? range : undefined;
}
