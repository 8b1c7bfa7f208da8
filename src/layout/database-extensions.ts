import type { Database } from '../values/database.ts';
import type { Fact } from '../values/fact.ts';
import type { ExtensionNeed } from '../values/layout.ts';
import { placeOfString } from './place-of-string.ts';
import type { PythonSource } from './python-source.ts';

/** Django's engine, a wrapper of it (`django_prometheus.db.backends.postgis`), or an address that asks for it. */
const POSTGIS = /\.postgis$|^postgis:\/\//;
const SPATIALITE = /\.spatialite$|^spatialite:\/\//;
const GEODJANGO = /^django\.contrib\.gis$/;
/** An engine of Postgres that knows no geometry. */
const PLAIN = /\.postgresql(_psycopg2)?$/;

/**
 * The extensions that the project needs of its Postgres server: PostGIS, when the settings name its engine; when they
 * name SpatiaLite, and Postgres is met in its place; or when GeoDjango is installed and no engine of Postgres is written, so
 * that an address says it: models of GeoDjango work with no other one.
 */
export function findDatabaseExtensions(
  sources: readonly PythonSource[],
  { value: database }: Fact<Database>,
): readonly ExtensionNeed[] {
  if (database !== 'postgres') return [];
  const setsEngine = placeOfString(sources, PLAIN) === undefined;
  const need = (pattern: RegExp, why: string): readonly ExtensionNeed[] => {
    const origin = placeOfString(sources, pattern);
    return origin === undefined ? [] : [{ value: 'postgis', origin, why, setsEngine }];
  };
  return [
    ...need(POSTGIS, "the engine is GeoDjango's"),
    ...need(SPATIALITE, 'in place of SpatiaLite'),
    ...(setsEngine ? need(GEODJANGO, 'GeoDjango, and the address says the engine') : []),
  ].slice(0, 1);
}
