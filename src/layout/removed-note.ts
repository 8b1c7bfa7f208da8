import { satisfies } from '@renovatebot/pep440';
import { isBelow, removalNamed } from '../django-removals/removal-of.ts';
import type { Problem } from '../problems.ts';
import type { Fact } from '../values/fact.ts';
import type { Dependencies } from '../values/layout.ts';
import { place } from '../values/place.ts';
import { djangoPythons } from './python-version/django-pythons.ts';

/** Runs on every Python that images are made with: what floats is not older than that. */
const ANYWHERE = '4.2';

/** A note on names of Django's that are imported before the site starts, and that its Django has no more. */
export function removedNote(ofDjango: readonly Fact<string>[], { requirements }: Dependencies): readonly Problem[] {
  const wanted = requirements.find(({ name }) => name === 'django');
  const django = wanted === undefined ? undefined : (wanted.version ?? newestOf(wanted.specifier));
  if (django === undefined) return [];
  const names = ofDjango.flatMap(({ value, origin }) => {
    const removed = removalNamed(value);
    return removed === undefined || isBelow(django, removed.since) ? [] : [{ removed, where: place(origin) }];
  });
  const firsts = names.filter(
    ({ removed }, index) => names.findIndex((each) => each.removed.name === removed.name) === index,
  );
  const isOpen = wanted?.version === undefined;
  const [below] = firsts.map(({ removed }) => removed.since).toSorted((a, b) => (isBelow(a, b) ? -1 : 1));
  return below === undefined ? [] : [{ code: 'django-removed', django, isOpen, below, names: firsts }];
}

/** The series that is installed at least, as far as the range tells. */
function newestOf(specifier = ''): string | undefined {
  const admits = (series: string): boolean =>
    specifier === '' || PATCHES.some((patch) => satisfies(`${series}.${patch}`, specifier));
  if (admits(ANYWHERE)) return ANYWHERE;
  return djangoPythons.map(({ series }) => series).find((series) => series !== '0' && admits(series));
}

const PATCHES = Array.from({ length: 60 }, (_, patch) => patch);
