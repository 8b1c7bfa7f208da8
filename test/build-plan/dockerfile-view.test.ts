import { describe, expect, it, test } from 'vitest';
import { baseImageFor } from '../../src/build-plan/base-image.ts';
import { dockerfileView } from '../../src/build-plan/dockerfile-view.ts';
import { extrasFor } from '../../src/build-plan/extras.ts';
import { defaultBuildOptions } from '../../src/values/build-options.ts';
import type { Database } from '../../src/values/database.ts';
import type { Layout } from '../../src/values/layout.ts';
import { dependenciesOf, layoutOf } from '../support/layouts.ts';

const options = defaultBuildOptions;
const extras = (requirements: readonly string[], database: Database = 'sqlite'): readonly string[] =>
  extrasFor(layoutOf({ dependencies: dependenciesOf(requirements), database: { value: database, origin: 'default' } }));

/** The same where the project meets a Redis, with what the line of the overlay for the cache does. */
const withRedis = (requirements: readonly string[], acts: 'sometimes' | 'never' = 'sometimes'): readonly string[] =>
  extrasFor(
    layoutOf({
      dependencies: dependenciesOf(requirements),
      services: [{ value: 'redis', origin: 'default', variables: [] }],
      overlay: [{ line: 'cache', does: '', acts, found: [] }],
    }),
  );

test('a Redis brings its client where the cache is ours to set', () => {
  expect(withRedis(['django==5.2'])).toContain('redis');
  expect(withRedis(['django==5.2'], 'never')).not.toContain('redis');
  expect(withRedis(['django==3.2.25'])).not.toContain('redis');
  expect(withRedis(['django==5.2', 'redis==5.0.1'])).not.toContain('redis');
  expect(extras(['django==5.2'])).not.toContain('redis');
});

const python = (version: string): Layout =>
  layoutOf({ python: { value: { version }, origin: { file: '.python-version' } } });

describe('the base image', () => {
  it('is the official one of the version, with its Debian release named', () => {
    expect(baseImageFor(python('3.13'), options)).toBe('python:3.13-slim-trixie');
    expect(baseImageFor(python('3.8'), options)).toBe('python:3.8-slim-bookworm');
  });

  it('is on the last Debian that has what a requirement needs', () => {
    const layout = layoutOf({ dependencies: dependenciesOf(['django', 'pdfkit']) });
    expect(baseImageFor(layout, options)).toBe('python:3.13-slim-bookworm');
    const without = { ...options, withoutAptPackages: ['wkhtmltopdf'] };
    expect(baseImageFor(layout, without)).toBe('python:3.13-slim-trixie');
  });

  it('is on the Debian that has the release of the library which a requirement fits', () => {
    expect(baseImageFor(layoutOf({ dependencies: dependenciesOf(['django', 'gdal==3.6.2']) }), options)).toMatch(
      /bookworm$/,
    );
    expect(baseImageFor(layoutOf({ dependencies: dependenciesOf(['django', 'gdal==3.8.4']) }), options)).toMatch(
      /trixie$/,
    );
  });

  it('cannot be one of a Python that is not out', () => {
    expect(() => baseImageFor(python('3.99'), options)).toThrow('python-too-new');
  });

  it('is what the person says', () => {
    expect(baseImageFor(python('3.13'), { ...options, baseImage: 'my/python' })).toBe('my/python');
  });

  it('cannot be one of a Python that nothing runs on any more', () => {
    expect(() => baseImageFor(python('3.7'), options)).toThrow('python-too-old');
    expect(() => baseImageFor(python('2.7'), options)).toThrow('python-too-old');
  });

  it('is refused for a Django that a newer Python does not run', () => {
    const old = layoutOf({ ...python('3.6'), dependencies: dependenciesOf(['django==1.9.8']) });
    expect(() => baseImageFor(old, options)).toThrow('python-two');
    expect(() => baseImageFor({ ...old, dependencies: dependenciesOf(['django==1.11.29']) }, options)).toThrow(
      'python-too-old',
    );
  });
});

describe('what is installed besides', () => {
  it('is the server and WhiteNoise, bare, so that the pins of the project decide', () => {
    expect(extras(['django', 'gunicorn==22.0.0'])).toEqual(['gunicorn', 'whitenoise']);
  });

  it('a driver for the database, when there is none, that this Django speaks', () => {
    expect(extras([], 'postgres')).toContain('psycopg[binary]');
    expect(extras(['django==3.2.25'], 'postgres')).toContain('psycopg2-binary');
    expect(extras(['django==3.1'], 'postgres')).toContain('psycopg2-binary');
    expect(extras(['django==3.0.14'], 'postgres')).toContain('psycopg2-binary==2.8.6');
    expect(extras([], 'mysql')).toContain('mysqlclient');
    expect(extras(['pymysql'], 'mysql')).not.toContain('mysqlclient');
    expect(extras(['psycopg2'], 'postgres').join()).not.toMatch(/psycopg/);
    expect(extras(['psycopg==3.2.1'])).toContain('psycopg[binary]');
    expect(extras(['psycopg==3.2.1', 'psycopg-c==3.2.1'], 'postgres').join()).not.toMatch(/psycopg/);
    const compiled = dependenciesOf([]).value;
    const requirements = [{ name: 'psycopg', extras: ['c'] }];
    const dependencies = { value: { ...compiled, requirements }, origin: 'default' } as const;
    expect(extrasFor(layoutOf({ dependencies })).join()).not.toMatch(/psycopg/);
  });

  it('uvicorn with websockets for an ASGI application', () => {
    const application = {
      value: { interface: 'asgi', module: 'x.asgi', callable: 'application' },
      origin: 'default',
    } as const;
    const server = { value: 'uvicorn', origin: 'default' } as const;
    expect(extrasFor(layoutOf({ application, server }))).toEqual([
      'uvicorn',
      'httptools',
      'uvloop',
      'websockets',
      'whitenoise',
    ]);
  });
});

describe('the view', () => {
  it('compiles in a stage that stays behind, and takes the libraries along', () => {
    const view = dockerfileView(layoutOf({ dependencies: dependenciesOf(['mysqlclient']) }), options);
    expect(view.systemBuildPackages).toEqual(expect.arrayContaining(['gcc', 'libmariadb-dev']));
    expect(view.libraries).toEqual(['libmariadb3']);
    const both = dockerfileView(layoutOf({ dependencies: dependenciesOf(['psycopg2', 'psycopg-c']) }), options);
    expect(both.libraries).toEqual(['libpq5']);
  });

  it('takes git along only where a requirement comes from there', () => {
    const dependencies = dependenciesOf([]);
    const view = dockerfileView(
      layoutOf({ dependencies: { ...dependencies, value: { ...dependencies.value, needsGit: true } } }),
      options,
    );
    expect(view.systemBuildPackages).toEqual(['ca-certificates', 'git']);
    expect(view.libraries).toEqual([]);
  });

  it('makes the folder of a manifest importable, but not twice that of manage.py', () => {
    const dependencies = dependenciesOf([]);
    const value = { ...dependencies.value, localPaths: ['.', 'site'] };
    const layout = layoutOf({
      dependencies: { ...dependencies, value },
      projectDir: { value: 'site', origin: 'default' },
    });
    expect(dockerfileView(layout, options).importPaths).toEqual(['/project']);
  });

  it('quotes for the shell what is not plain', () => {
    const dependencies = dependenciesOf([]);
    const value = { ...dependencies.value, files: ["my 'reqs.txt"], localPaths: ['a b'] };
    const factory = {
      value: { interface: 'wsgi', module: 'django.core.wsgi', callable: 'get_wsgi_application()' },
      origin: 'default',
    } as const;
    const view = dockerfileView(layoutOf({ dependencies: { ...dependencies, value }, application: factory }), options);
    expect(view.manifests).toEqual([String.raw`'my '\''reqs.txt'`]);
    expect(view.importPaths).toEqual(["'/project/a b'"]);
    expect(view.application).toBe("'django.core.wsgi:get_wsgi_application()'");
    expect(JSON.parse(view.command)).toContain('django.core.wsgi:get_wsgi_application()');
  });
});

it('quotes what names of folders and modules may hold, for the shell and for the Dockerfile', () => {
  const origin = 'default' as const;
  const layout = layoutOf({
    projectDir: { value: "my $HOME's/site", origin },
    productionSettingsModule: { value: 'a; id', origin },
  });
  const { folder, workdir, settings } = dockerfileView(layout, options);
  expect({ folder, workdir, settings }).toEqual({
    folder: String.raw`'my $HOME'\''s/site'`,
    workdir: String.raw`'/project/my $HOME'\''s/site'`,
    settings: "'a; id'",
  });
});

test('lines of the overlay that are switched off are one list for the image', () => {
  expect(dockerfileView(layoutOf(), { ...options, skip: ['https', 'media'] }).skips).toEqual(['https,media']);
  expect(dockerfileView(layoutOf(), options).skips).toEqual([]);
  const supplied = { DB_HOST: 'host', DB_NAME: 'name' } as const;
  expect(dockerfileView(layoutOf({ supplied }), options).supplied).toBe('DB_HOST=host DB_NAME=name');
  expect(dockerfileView(layoutOf(), options).supplied).toBe('');
});

test('a plain engine of Postgres becomes GeoDjango’s in the image, unless one is written in the settings', () => {
  const need = { value: 'postgis', origin: 'default' } as const;
  const of = (setsEngine: boolean) =>
    dockerfileView(layoutOf({ databaseExtensions: [{ ...need, setsEngine }] }), options).usesPostgis;
  expect([of(true), of(false), dockerfileView(layoutOf(), options).usesPostgis]).toEqual([true, false, false]);
});

test('variables are lent what the settings can read, and DEBUG is off by its name', () => {
  const origin = { file: 'shop/settings.py', line: 3 };
  const readings = {
    APP_DEBUG: { as: 'whole-number', origin },
    JOBS: { as: 'whole-number', origin },
    USE_S3: { as: 'yes-or-no', origin },
    OTHER: { as: 'json', origin },
  } as const;
  const environment = ['APP_DEBUG', 'JOBS', 'KEY', 'USE_S3'].map((value) => ({ value, origin }));
  expect(dockerfileView(layoutOf({ environment, readings }), options).demands).toEqual([
    'APP_DEBUG',
    "'JOBS=1'",
    'KEY',
    "'USE_S3=0'",
  ]);
});
