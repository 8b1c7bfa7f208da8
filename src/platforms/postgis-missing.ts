import type { Meaning } from '../values/step.ts';

/**
 * What Postgres says of `CREATE EXTENSION postgis`, which Django's engine runs before it migrates, where the server has no
 * PostGIS (by releases of Postgres) or the role may not; and what Django says where nobody ran it.
 */
const says = [
  String.raw`extension "postgis[a-z_]*" is not available`,
  String.raw`could not open extension control file "[^"]*/postgis[a-z_]*\.control"`,
  String.raw`permission denied to create extension "postgis[a-z_]*"`,
  'cannot determine PostGIS version',
  String.raw`type "(public\.)?(geometry|geography)" does not exist`,
].join('|');

/** What a release step's last lines mean that tell of a database without PostGIS; `advice`: how it gets one. */
export function postgisMissing(advice: readonly string[]): Meaning {
  return { says, failure: 'postgis-missing', advice };
}
