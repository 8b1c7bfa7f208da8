import { satisfies } from '@renovatebot/pep440';
import type { Requirement } from '../../values/layout.ts';

/** Minor versions of Python 3 that a series of Django supports. */
interface Supported {
  readonly series: string;
  readonly oldest: number;
  readonly newest: number;
  /** Where a patch release of the series added the newest: the first that has it, and what came before. */
  readonly since?: readonly [release: string, before: number];
}

/** Newest series first. https://docs.djangoproject.com/en/stable/faq/install/ and the release notes named there. */
export const djangoPythons: readonly Supported[] = [
  { series: '6.1', oldest: 12, newest: 15 },
  { series: '6.0', oldest: 12, newest: 14 },
  { series: '5.2', oldest: 10, newest: 14, since: ['5.2.8', 13] },
  { series: '5.1', oldest: 10, newest: 13, since: ['5.1.3', 12] },
  { series: '5.0', oldest: 10, newest: 12 },
  { series: '4.2', oldest: 8, newest: 12, since: ['4.2.8', 11] },
  { series: '4.1', oldest: 8, newest: 11, since: ['4.1.3', 10] },
  { series: '4.0', oldest: 8, newest: 10 },
  { series: '3.2', oldest: 6, newest: 10, since: ['3.2.9', 9] },
  { series: '3.1', oldest: 6, newest: 9, since: ['3.1.3', 8] },
  { series: '3.0', oldest: 6, newest: 9, since: ['3.0.11', 8] },
  { series: '2.2', oldest: 5, newest: 9, since: ['2.2.17', 8] },
  { series: '2.1', oldest: 5, newest: 7 },
  { series: '2.0', oldest: 4, newest: 7 },
  { series: '1.11', oldest: 4, newest: 7, since: ['1.11.17', 6] },
  { series: '0', oldest: 4, newest: 5 },
];

/** Series that the last row stands for. */
const OLDER = ['1.10', '1.9', '1.8', '1.7', '1.6', '1.5', '1.4'];

/** What the project's Django supports: its version as far as it is known, and the oldest and newest minor version of Python. */
export interface DjangoPythons {
  readonly django: string;
  readonly oldest: number;
  readonly newest: number;
}

/** For the Django that is required or locked: the exact version, else the newest series of the range. Undefined when that is open. */
export function pythonsOfDjango(requirements: readonly Requirement[]): DjangoPythons | undefined {
  const django = requirements.find(({ name }) => name === 'django');
  if (django?.version !== undefined) return ofVersion(django.version);
  const specifier = django?.specifier ?? '';
  // Without an upper end the newest Django of the day is installed, which fits any Python that is not old.
  if (!/[<~]|==/.test(specifier)) return undefined;
  const fits = (series: string): boolean => PATCHES.some((patch) => satisfies(`${series}.${patch}`, specifier));
  const row = djangoPythons.find(({ series }) => series !== '0' && fits(series));
  if (row !== undefined) return { django: row.series, oldest: row.oldest, newest: row.newest };
  const older = OLDER.find(fits);
  return older === undefined ? undefined : ofVersion(older);
}

const PATCHES = Array.from({ length: 60 }, (_, patch) => patch);

/**
 * Before 1.8 Django imports what Python took away with 3.5 (html.parser.HTMLParseError,
 * https://docs.python.org/3/whatsnew/3.5.html#removed). Models of 1.9 and 1.10 are an error since 3.8, where __classcell__
 * has to be handed on (https://docs.python.org/3/whatsnew/3.8.html#changes-in-the-python-api); the last of 1.8 run.
 */
const BEFORE_IMAGES = ['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7', '1.9', '1.10'];

/** A Django from before there was a Python that images are made with. */
export interface OldDjango {
  /** The version or the range, as the project says it. */
  readonly said: string;
  /** Its series, the newest that the range admits. */
  readonly newest: string;
}

/** The Django that is required or locked, when it is one from before there was a Python that images are made with. */
export function djangoBeforeImages(requirements: readonly Requirement[]): OldDjango | undefined {
  const { version, specifier = '' } = requirements.find(({ name }) => name === 'django') ?? {};
  if (version !== undefined) {
    const newest = BEFORE_IMAGES.find((series) => `${version}.`.startsWith(`${series}.`));
    return newest === undefined ? undefined : { said: version, newest };
  }
  const admits = (series: string): boolean => PATCHES.some((patch) => satisfies(`${series}.${patch}`, specifier));
  const later = ['1.8', ...djangoPythons.map(({ series }) => series).filter((series) => series !== '0')];
  const newest = specifier === '' || later.some(admits) ? undefined : BEFORE_IMAGES.findLast(admits);
  return newest === undefined ? undefined : { said: specifier, newest };
}

function ofVersion(version: string): DjangoPythons | undefined {
  const row = djangoPythons.find(({ series }) => compared(version, series) >= 0);
  if (row === undefined) return undefined;
  const { oldest, newest, since } = row;
  const early = since !== undefined && compared(version, since[0]) < 0;
  return { django: version, oldest, newest: early ? since[1] : newest };
}

function compared(a: string, b: string): number {
  const [one = [], two = []] = [a, b].map((text) => text.split('.').map((part) => Number.parseInt(part, 10) || 0));
  const index = [0, 1, 2].find((each) => (one[each] ?? 0) !== (two[each] ?? 0));
  return index === undefined ? 0 : (one[index] ?? 0) - (two[index] ?? 0);
}
