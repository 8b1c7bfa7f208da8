import type { PlatformProblem } from '../problems/platform.ts';
import type { Database } from '../values/database.ts';
import { place } from '../values/place.ts';
import { namedInText } from './named-in-text.ts';
import { exampleOf, unfitText } from './unfit-text.ts';
import type { WordsOf } from './words.ts';

type VariableProblem = Extract<PlatformProblem, { readonly code: `variable${string}` }>;

/** What is wrong with variables that the app is to have. */
export const platformVariables: WordsOf<VariableProblem> = {
  'variables-missing': ({ names, readAt = [], ofDatabase, besides = [], ofRedis, namedIn, next: more = [] }) => ({
    what: `The settings demand ${names.length === 1 ? 'a variable that has' : 'variables that have'} no value here: ${names.join(', ')}.`,
    found: readAt.map(
      ({ value, origin, why }) => `${value} is read in ${place(origin)}${why === undefined ? '' : `: ${why}`}`,
    ),
    next: [
      ...(ofDatabase === undefined ? [] : [databaseLine(ofDatabase, besides)]),
      ...(ofRedis ? ['--env REDIS_URL=redis://… fills in what is read of the address of Redis.'] : []),
      `simple-deploy push ${names.map(given).join(' ')}`,
      ...(namedIn === undefined ? [] : [namedInText(namedIn, names)]),
      'A bare --env NAME takes the value from your environment, --env-file FILE reads NAME=value lines; once is enough.',
      ...(names.includes('DATABASE_URL')
        ? ['--database postgres (or mysql) starts a server and gives its DATABASE_URL.']
        : []),
      ...more,
    ],
  }),
  'variable-unwritable': ({ name, platform, why }) => ({
    what: `The value of ${name} cannot be handed to ${platform}: ${why}.`,
    next: ['Write the value in another form (base64, say, that your settings decode), then push again.'],
  }),
  'variables-unfit': ({ unfit }) => ({
    what: unfit.map(({ name, reading }) => unfitText(name, reading)).join(' '),
    next: [
      `simple-deploy push ${unfit.map(({ name, reading }) => `--env ${name}=${exampleOf(reading.as)}`).join(' ')}`,
      'Nothing was built, and the app is as it was.',
    ],
  }),
  'variable-reserved': ({ name, use }) => ({ what: `The variable ${name} is set by the platform.`, next: [use] }),
};

function given(name: string): string {
  return `--env ${name}=…`;
}

/** Of the settings' own kind; where they take a plain address, it may be either. */
function databaseLine(database: Database, besides: readonly string[]): string {
  const isKnown = database === 'postgres' || database === 'mysql';
  const command = ['simple-deploy push --database', isKnown ? database : 'postgres', ...besides.map(given)].join(' ');
  const filled = besides.length === 0 ? 'what is read of it' : 'the others';
  return `${command}${isKnown ? '' : ' (or mysql)'} starts a server, whose address fills in ${filled}.`;
}
