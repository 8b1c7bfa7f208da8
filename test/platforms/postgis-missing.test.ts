import { expect, test } from 'vitest';
import { wordsFor } from '../../src/messages.ts';
import { postgisMissing } from '../../src/platforms/postgis-missing.ts';
import { runSteps } from '../../src/run-steps.ts';
import { testDoors } from './support/doors.ts';

const failure = (line: string) => {
  const step = {
    id: 'release',
    title: 'Migrate',
    why: 'because',
    failure: 'release-failed',
    advice: ['go back'],
  } as const;
  const effect = { kind: 'command', argv: ['sh', '-c', 'echo "$1"; exit 1', 'sh', `E: ${line}`] } as const;
  return runSteps([{ ...step, effect, means: [postgisMissing(['install it'])] }], testDoors());
};

// As PostgreSQL 13, 15 and a managed one say it, and Django's models of GeoDjango.
test.each([
  'could not open extension control file "/usr/share/postgresql/13/extension/postgis.control": No such file or directory',
  'django.db.utils.NotSupportedError: extension "postgis" is not available',
  'psycopg2.errors.InsufficientPrivilege: permission denied to create extension "postgis"',
  'permission denied to create extension "postgis_raster"',
  'Cannot determine PostGIS version for database "app" using command "SELECT postgis_lib_version()".',
  'psycopg.errors.UndefinedObject: type "geometry" does not exist',
])('a release step that fails with: %s', async (line) => {
  await expect(failure(line)).rejects.toMatchObject({
    problem: { code: 'postgis-missing', advice: ['install it'], log: [`E: ${line}`] },
  });
});

test.each([
  'extension "pg_trgm" is not available',
  'permission denied to create extension "hstore"',
  'type "geometry_kind" does not exist',
  'relation "postgis" does not exist',
])('another failure stays what it is: %s', async (line) => {
  await expect(failure(line)).rejects.toMatchObject({ problem: { code: 'release-failed', advice: ['go back'] } });
});

test('the words are those of the platform alone, whatever the log would have them be', () => {
  const log = ['Traceback (most recent call last):', 'NotSupportedError: extension "postgis" is not available'];
  const raised = { exception: 'NotSupportedError', message: 'extension "postgis" is not available' };
  const problem = {
    code: 'postgis-missing',
    step: 'Migrate',
    reason: 'exit code 1',
    log,
    advice: ['install it'],
  } as const;
  const { what, found, next } = wordsFor({ ...problem, raised } as typeof problem);
  expect([what, found?.length, next]).toEqual([
    expect.stringContaining('needs PostGIS and its database has none (exit code 1)'),
    2,
    ['install it', 'Push again when the cause is gone.'],
  ]);
});

test('an image of the PostGIS project that cannot be pulled is told to be for one kind of machine', () => {
  const words = (reference: string) =>
    wordsFor({ code: 'database-image-missing', reference, reason: 'no matching manifest' }).next.join('\n');
  expect(words('postgis/postgis:17-3.5')).toContain('amd64');
  expect(words('postgres:17')).not.toContain('amd64');
});
