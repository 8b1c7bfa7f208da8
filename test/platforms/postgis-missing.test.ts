import { expect, test } from 'vitest';
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
