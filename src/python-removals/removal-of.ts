import { OLDEST_MINOR } from '../layout/python-version/oldest-minor.ts';
import { pythonsOfDjango } from '../layout/python-version/django-pythons.ts';
import { nameInError } from '../name-in-error.ts';
import type { PythonRemoval } from '../problems/build.ts';
import { removedModules, removedNames, removedSyntax } from './names.ts';

/** What an error is about that Python has no more, with the newest that has it and runs this Django; undefined for every other error. Pure. */
export function pythonRemovalOf(message: string, django?: string): PythonRemoval | undefined {
  const found = inSyntax(message) ?? ofName(message);
  if (found === undefined) return undefined;
  const [name, since] = found;
  const oldest = django === undefined ? 0 : (pythonsOfDjango([{ name: 'django', version: django }])?.oldest ?? 0);
  const older = since - 1;
  return { name, since: `3.${since}`, ...(older >= Math.max(OLDEST_MINOR, oldest) && { older: `3.${older}` }) };
}

type Removed = readonly [name: string, since: number];

function inSyntax(message: string): Removed | undefined {
  const found = removedSyntax.find(({ says }) => says.test(message));
  return found && [found.name, found.since];
}

function ofName(message: string): Removed | undefined {
  const name = nameInError(message) ?? '';
  const module = removedModules.find(({ names }) => names.includes(name));
  const found = module ?? removedNames.find((each) => each.names.some((one) => name === `${each.module}.${one}`));
  return found && [name, found.since];
}
