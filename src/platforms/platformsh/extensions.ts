import type { SourceProject } from '../types.ts';

/** What the platform offers: https://docs.upsun.com/add-services/postgresql.html#available-extensions; another one is refused with all of a configuration. */
const offered = new Set(
  `address_standardizer address_standardizer_data_us adminpack autoinc bloom btree_gin btree_gist citext cube dblink dict_int
  dict_xsyn earthdistance file_fdw fuzzystrmatch hstore insert_username intagg intarray isn lo ltree moddatetime pageinspect
  pg_buffercache pg_freespacemap pg_prewarm pg_stat_statements pg_trgm pg_visibility pgcrypto pgrouting pgrowlocks pgstattuple
  postgis postgis_sfcgal postgis_tiger_geocoder postgis_topology postgres_fdw refint seg sslinfo tablefunc tcn
  tsm_system_rows tsm_system_time unaccent uuid-ossp vector xml2`.split(/\s+/),
);

/** Operations of django.contrib.postgres: https://docs.djangoproject.com/en/stable/ref/contrib/postgres/operations/ */
const operations: Readonly<Record<string, string>> = {
  Bloom: 'bloom',
  BtreeGin: 'btree_gin',
  BtreeGist: 'btree_gist',
  CIText: 'citext',
  Crypto: 'pgcrypto',
  HStore: 'hstore',
  Trigram: 'pg_trgm',
  Unaccent: 'unaccent',
};

const byOperation = new RegExp(String.raw`\b(${Object.keys(operations).join('|')})Extension\(`, 'g');
const byName = /\bCreateExtension\(\s*(?:name\s*=\s*)?["']([\w-]+)["']/g;
const bySql = /\bCREATE\s+EXTENSION\s+(?:IF\s+NOT\s+EXISTS\s+)?\\?"?([\w-]+)/gi;

/**
 * The extensions that the project's Postgres has to list in its configuration, by which the platform enables them: those that it
 * needs as a whole, and those that its own migrations create.
 */
export function extensionsOf({ layout, paths, readText }: Omit<SourceProject, 'options'>): readonly string[] {
  if (layout.database.value !== 'postgres') return [];
  const migrations = [...paths].filter((path) => /(^|\/)migrations\/[^/]+\.py$/.test(path));
  const created = migrations.flatMap((path) => createdBy(readText(path) ?? ''));
  const all = new Set([...layout.databaseExtensions.map(({ value }) => value), ...created]);
  return [...all].filter((name) => offered.has(name)).toSorted();
}

function createdBy(text: string): readonly string[] {
  if (!/extension/i.test(text)) return [];
  const code = text.replaceAll(/^\s*#.*$/gm, '');
  return [
    ...[...code.matchAll(byOperation)].map(([, operation = '']) => operations[operation] ?? ''),
    ...[...code.matchAll(byName), ...code.matchAll(bySql)].map(([, name = '']) => name.toLowerCase()),
  ];
}
