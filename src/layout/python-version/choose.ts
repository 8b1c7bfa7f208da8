import type { Fact } from '../../values/fact.ts';
import type { Considered } from '../../values/considered.ts';
import { place } from '../../values/place.ts';
import type { Ask } from './ask.ts';
import { minors, minorsIn, versionIn } from './constraint.ts';
import type { DjangoPythons } from './django-pythons.ts';
import { OLDEST_MINOR } from './oldest-minor.ts';
import type { Wheels } from './wheels.ts';

/** The newest that is chosen where nothing tells which wheels there are: packages have had two years to publish theirs. */
const DEFAULT_MINOR = 13;
/** The newest that is chosen unasked, where a lock file lists wheels for it. */
const SETTLED_MINOR = 14;

/** All that decides. */
export interface Witnesses {
  readonly asks: readonly Ask[];
  readonly django: DjangoPythons | undefined;
  /** Asked for only where there is a choice: they are read from large files. */
  readonly wheels: () => Wheels;
}

/** The version, and what was passed over. */
export interface Choice {
  readonly python: Fact<{ readonly version: string }>;
  readonly considered: readonly Considered[];
}

/**
 * The rule: the first pin that lies in every range that the project states and that its Django runs on; else the best of
 * the ranges; else what tools and CI are set to; else the best there is. Best: what Django supports, then what most of
 * the packages have wheels for, then the newest.
 */
export function choosePython(given: Witnesses): Choice {
  const { allowed, ranges, refused } = allowedBy(given.asks);
  const { chosen, considered } = firstPin(given, allowed, ranges);
  const passed = [...refused, ...considered];
  if (chosen !== undefined) return { python: chosen, considered: passed };
  const hint = ranges.length > 0 ? undefined : newestHint(given);
  if (hint !== undefined) return { python: hint, considered: passed };
  const { minor, why } = best(given, allowed);
  const [range] = ranges;
  const from = range === undefined ? why : `chosen from ${ranges.map(({ text }) => text).join(' and ')}: ${why}`;
  return {
    python: { value: { version: `3.${minor}` }, origin: range?.origin ?? 'default', why: from },
    considered: passed,
  };
}

interface Allowed {
  readonly allowed: readonly number[];
  readonly ranges: readonly Ask[];
  readonly refused: readonly Considered[];
}

/** What all ranges have in common; one that leaves nothing of those before it is passed over. */
function allowedBy(asks: readonly Ask[]): Allowed {
  let allowed: readonly number[] = minors;
  const ranges: Ask[] = [];
  const refused: Considered[] = [];
  for (const ask of asks.filter(({ kind }) => kind === 'range')) {
    const own = minorsIn(ask.text) ?? [];
    const both = allowed.filter((minor) => own.includes(minor));
    if (own.length === 0) continue;
    if (both.length === 0) refused.push(passedOver(ask, ask.text, `contradicts ${named(ranges)}`));
    else {
      allowed = both;
      if (!ranges.some(({ text }) => text === ask.text)) ranges.push(ask);
    }
  }
  return { allowed, ranges, refused };
}

interface Pinned {
  readonly chosen?: Fact<{ readonly version: string }>;
  readonly considered: readonly Considered[];
}

function firstPin({ asks, django }: Witnesses, allowed: readonly number[], ranges: readonly Ask[]): Pinned {
  let chosen: { version: string; ask: Ask } | undefined;
  const considered: Considered[] = [];
  for (const ask of asks.filter(({ kind }) => kind === 'pin')) {
    const version = versionIn(ask.text);
    // Further versions of one file are for its tests.
    if (version === undefined || version === chosen?.version || isFile(ask, chosen?.ask)) continue;
    const refusal = refusalOf(version, allowed, ranges, django);
    if (refusal !== undefined) considered.push(passedOver(ask, version, refusal));
    else if (chosen === undefined) chosen = { version, ask };
    else considered.push(passedOver(ask, version, `${place(chosen.ask.origin)} comes first`));
  }
  return chosen === undefined
    ? { considered }
    : { chosen: { value: { version: chosen.version }, origin: chosen.ask.origin }, considered };
}

function refusalOf(
  version: string,
  allowed: readonly number[],
  ranges: readonly Ask[],
  django: DjangoPythons | undefined,
): string | undefined {
  const minor = minorOf(version);
  if (ranges.length > 0 && !allowed.includes(minor)) return `not in ${named(ranges)}`;
  return django !== undefined && minor < django.oldest ? `Django ${django.django} does not run on it` : undefined;
}

/** The newest of the first file that names one which Django supports. */
function newestHint({ asks, django }: Witnesses): Fact<{ readonly version: string }> | undefined {
  const fits = asks
    .filter(({ kind }) => kind === 'hint')
    .map(({ text, origin }) => ({ minor: minorOf(versionIn(text) ?? ''), origin }))
    .filter(({ minor }) => minor >= (django?.oldest ?? OLDEST_MINOR) && minor <= (django?.newest ?? SETTLED_MINOR));
  const [first] = fits;
  if (first === undefined) return undefined;
  const same = fits.filter(({ origin }) => fileOf(origin) === fileOf(first.origin));
  const newest = same.reduce((a, b) => (b.minor > a.minor ? b : a));
  return { value: { version: `3.${newest.minor}` }, origin: newest.origin, why: 'what tools and tests are set to' };
}

function best({ django, wheels: wheelsOf }: Witnesses, allowed: readonly number[]): { minor: number; why: string } {
  const wheels = wheelsOf();
  const settled = wheels.areListed && django !== undefined ? SETTLED_MINOR : DEFAULT_MINOR;
  const [oldest, newest] = [django?.oldest ?? 0, Math.min(django?.newest ?? settled, settled)];
  const possible = allowed.filter((minor) => minor >= OLDEST_MINOR);
  const distance = (minor: number): number => Math.max(0, minor - newest, oldest - minor);
  const missing = new Map(possible.map((minor) => [minor, wheels.without(minor)]));
  const lacks = (minor: number): number => missing.get(minor)?.length ?? 0;
  const [minor = allowed.at(-1) ?? DEFAULT_MINOR] = possible.toSorted(
    (a, b) => distance(a) - distance(b) || lacks(a) - lacks(b) || b - a,
  );
  const supported = django === undefined ? 'nothing asks for a version' : whyOfDjango(minor, django);
  const passed = possible.find((each) => each > minor && each <= (django?.newest ?? newest) && each <= SETTLED_MINOR);
  if (passed === undefined) return { minor, why: supported };
  const lacking = missing.get(passed) ?? [];
  const but = lacking.length > 0 ? `${someOf(lacking)} no wheel` : 'no lock file tells which packages have wheels';
  return { minor, why: `${supported}; ${but} for 3.${passed}` };
}

function whyOfDjango(minor: number, { django, oldest, newest }: DjangoPythons): string {
  if (minor > newest) return `newer than any that Django ${django} was made for`;
  if (minor === newest) return `the newest that Django ${django} was made for`;
  return minor < oldest ? `older than any that Django ${django} was made for` : `Django ${django} supports it`;
}

function someOf([first = '', ...rest]: readonly string[]): string {
  return rest.length === 0 ? `${first} has` : `${first} and ${rest.length} more have`;
}

function passedOver({ origin }: Ask, value: string, why: string): Considered {
  return { fact: 'python', value, origin, why };
}

function named(ranges: readonly Ask[]): string {
  return ranges.map(({ text, origin }) => `${text} (${place(origin)})`).join(' and ');
}

function minorOf(version: string): number {
  return version.startsWith('3.') ? Number(version.slice(2)) : -1;
}

function isFile(ask: Ask, other: Ask | undefined): boolean {
  return other !== undefined && fileOf(ask.origin) === fileOf(other.origin);
}

function fileOf(origin: Ask['origin']): string {
  return typeof origin === 'object' && 'file' in origin ? origin.file : '';
}
