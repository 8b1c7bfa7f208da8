import { expect, test } from 'vitest';
import { additions } from '../../../src/platforms/platformsh/additions.ts';
import { extensionsOf } from '../../../src/platforms/platformsh/extensions.ts';
import { type Flavour, platformsh, upsun } from '../../../src/platforms/platformsh/names.ts';
import { defaultBuildOptions } from '../../../src/values/build-options.ts';
import type { Layout } from '../../../src/values/layout.ts';
import { layoutOf } from '../../support/layouts.ts';

type Files = Readonly<Record<string, string>>;

const postgres = { database: { value: 'postgres', origin: 'default' } } as const;
const gis: Partial<Layout> = {
  ...postgres,
  databaseExtensions: [{ value: 'postgis', origin: 'default', setsEngine: true }],
};
const operation = (text: string): Files => ({ 'blog/posts/migrations/0001_initial.py': `operations = [${text}]\n` });

function project(files: Files, changes: Partial<Layout>) {
  const paths = new Set(Object.keys(files));
  return { layout: layoutOf(changes), options: defaultBuildOptions, paths, readText: (path: string) => files[path] };
}

const of = (files: Files, changes: Partial<Layout> = postgres) => extensionsOf(project(files, changes));

function notesOf(files: Files, flavour: Flavour, changes = gis) {
  return additions(project(files, changes), { standing: {}, withoutRedis: false }, flavour).notes.slice(1);
}

test('what the project needs, and what its migrations create, by name', () => {
  expect(of({}, gis)).toEqual(['postgis']);
  expect(of({})).toEqual([]);
  expect(of(operation('TrigramExtension(), UnaccentExtension(), CryptoExtension()'), gis)).toEqual([
    'pg_trgm',
    'pgcrypto',
    'postgis',
    'unaccent',
  ]);
  expect(of(operation('ops.CreateExtension("uuid-ossp"), CreateExtension(name=\'hstore\')'))).toEqual([
    'hstore',
    'uuid-ossp',
  ]);
  expect(of(operation('RunSQL("CREATE EXTENSION IF NOT EXISTS citext; create extension \\"pg_trgm\\"")'))).toEqual([
    'citext',
    'pg_trgm',
  ]);
});

test('not what a comment, another file, another database or another platform has', () => {
  expect(of({ 'blog/posts/migrations/0001_initial.py': '  # TrigramExtension()\n' })).toEqual([]);
  expect(of({ 'blog/posts/operations.py': 'TrigramExtension()' })).toEqual([]);
  expect(of(operation('CreateExtension("timescaledb")'))).toEqual([]);
  expect(of(operation('TrigramExtension()'), { database: { value: 'mysql', origin: 'default' } })).toEqual([]);
});

test('what is written lists them at the service, for both flavours; without any it is as it was', () => {
  const written = (flavour: Flavour, path: string, changes: Partial<Layout>): string =>
    additions(project({}, changes), { standing: {}, withoutRedis: false }, flavour).files.find(
      (file) => file.path === path,
    )?.text ?? '';
  const listed = /type: postgresql:17\n(?: +disk: 1024\n)? +configuration:\n +extensions:\n +- postgis\n/;
  expect(written(upsun, '.upsun/config.yaml', gis)).toMatch(listed);
  expect(written(platformsh, '.platform/services.yaml', gis)).toMatch(listed);
  expect(written(upsun, '.upsun/config.yaml', gis)).toContain('SIMPLE_DEPLOY_POSTGIS: "1"');
  expect(written(upsun, '.upsun/config.yaml', postgres)).not.toMatch(/extensions|POSTGIS/);
});

const services = (extensions: string) =>
  `db:\n  type: postgresql:16\n  configuration: { extensions: [${extensions}] }\ncache:\n  type: redis:7.2\n`;
const fixed = (extensions: string): Files => ({
  '.platform.app.yaml': 'name: app',
  '.platform/services.yaml': services(extensions),
});
const flex = (extensions: string): Files => ({
  '.upsun/config.yaml': `services:\n${services(extensions).replaceAll(/^/gm, '  ')}`,
});

test.each([
  ['platformsh', platformsh, fixed, '.platform/services.yaml'],
  ['upsun', upsun, flex, '.upsun/config.yaml'],
] as const)(
  'a configuration of the person’s own that lists too little is told before the push: %s',
  (_, flavour, files, file) => {
    const [note, ...more] = notesOf({ ...files('hstore'), ...operation('TrigramExtension()') }, flavour);
    expect(more).toEqual([]);
    expect(note).toMatchObject({
      code: 'note-setting',
      what: expect.stringContaining(`pg_trgm, postgis of Postgres, and the service db in your ${file}`) as string,
      next: ['Below db: configuration: { extensions: [hstore, pg_trgm, postgis] }'],
    });
    expect(notesOf(files('postgis'), flavour)).toEqual([]);
    expect(notesOf(files(''), flavour, postgres as typeof gis)).toEqual([]);
  },
);

test('nothing is said of a configuration without a Postgres, or that is no YAML', () => {
  expect(notesOf({ '.upsun/config.yaml': 'services:\n  db:\n    type: mariadb:11.4\n' }, upsun)).toEqual([]);
  expect(notesOf({ '.upsun/config.yaml': '\t{' }, upsun)).toEqual([]);
});
