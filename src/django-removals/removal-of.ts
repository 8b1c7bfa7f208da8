import { djangoPythons } from '../layout/python-version/django-pythons.ts';
import { nameInError } from '../name-in-error.ts';
import type { DjangoRemoval } from '../problems/build.ts';
import { removals } from './names.ts';
import { removedUses } from './uses.ts';

/** What an error is about that Django has no more; undefined for every other error. Pure. */
export function removalOf(message: string): DjangoRemoval | undefined {
  const use = removedUses.find(({ says }) => says.test(message));
  if (use !== undefined) return removal(use.name, use.since, use.instead);
  const name = nameInError(message);
  return name === undefined ? undefined : removalNamed(name);
}

/** The same of a dotted name that is imported. */
export function removalNamed(name: string): DjangoRemoval | undefined {
  if (!name.startsWith('django.')) return undefined;
  for (const { since, names } of removals) {
    const known = Object.keys(names).find((each) => name === each || name.startsWith(`${each}.`));
    if (known !== undefined) return removal(known, since, names[known] ?? '');
  }
  return undefined;
}

function removal(name: string, since: string, instead: string): DjangoRemoval {
  const before = djangoPythons.find(({ series }) => isBelow(series, since));
  const python = before === undefined ? {} : { python: `3.${before.newest}` };
  return { name, since, ...(instead !== '' && { instead }), ...python };
}

/** Whether a version, or a series, comes before that series. */
export function isBelow(series: string, since: string): boolean {
  const [[major = 0, minor = 0], [thatMajor = 0, thatMinor = 0]] = [numbers(series), numbers(since)];
  return major < thatMajor || (major === thatMajor && minor < thatMinor);
}

function numbers(version: string): [number?, number?] {
  return version.split('.').map(Number) as [number?, number?];
}
