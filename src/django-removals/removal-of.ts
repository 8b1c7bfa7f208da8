import { djangoPythons } from '../layout/python-version/django-pythons.ts';
import type { DjangoRemoval } from '../problems/build.ts';
import { removals } from './names.ts';
import { removedUses } from './uses.ts';

/** What an error is about that Django has no more; undefined for every other error. Pure. */
export function removalOf(message: string): DjangoRemoval | undefined {
  const use = removedUses.find(({ says }) => says.test(message));
  if (use !== undefined) return removal(use.name, use.since, use.instead);
  const name = nameIn(message);
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

/** The dotted name that an import, or a setting with one, asked for in vain. */
function nameIn(message: string): string | undefined {
  const module = /^No module named '([\w.]+)'/.exec(message)?.[1];
  if (module !== undefined) return module;
  const [, name, of] =
    /cannot import name '(\w+)' from (?:partially initialized module )?'([\w.]+)'/.exec(message) ?? [];
  if (name !== undefined) return `${of}.${name}`;
  const [, holder, lacks] =
    /[Mm]odule ['"]([\w.]+)['"] (?:does not define a|has no attribute) ['"](\w+)['"]/.exec(message) ?? [];
  return holder === undefined ? undefined : `${holder}.${lacks}`;
}
