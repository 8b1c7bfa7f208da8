import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { application } from '../../../src/platforms/platformsh/application.ts';
import { ownConfiguration } from '../../../src/platforms/platformsh/configuration.ts';
import { type Flavour, platformsh, upsun } from '../../../src/platforms/platformsh/names.ts';
import { servicesOf } from '../../../src/platforms/platformsh/services.ts';
import type { BuildOptions } from '../../../src/values/build-options.ts';
import type { SourceTree } from '../../../src/values/source-tree.ts';
import { layoutOf } from '../../support/layouts.ts';
import { sourceOf } from '../../support/source-of.ts';

const fixtures = fileURLToPath(new URL('../../../fixtures/', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));
const isUpdate = process.env['GOLDEN'] === 'write';

/** Every fixture that can be built, and those that differ in how. */
const buildable: readonly (readonly [name: string, options: Partial<BuildOptions>])[] = [
  ['flat', {}],
  ['nested-same-name', { database: 'postgres' }],
  ['two-levels', {}],
  ['parent-base-dir', {}],
  ['split-settings', {}],
  ['asgi', {}],
  ['uv-nested', {}],
  ['uv-workspace', {}],
  ['poetry-2', { database: 'mysql' }],
  ['pdm', {}],
  ['pipenv', {}],
  ['pylock', {}],
  ['pep621', {}],
  ['setuptools', {}],
  ['bare-settings', {}],
  ['celery-redis', { database: 'postgres' }],
  ['procfile-huey', {}],
  ['vite-npm', {}],
  ['tailwind-pnpm', {}],
];

function textAt({ entries }: SourceTree, path: string, otherwise?: string): string {
  const source = entries.find((entry) => entry.path === path)?.source;
  if (source === undefined && otherwise !== undefined) return otherwise;
  if (source === undefined || !('bytes' in source)) throw new Error(`no ${path} was made`);
  return Buffer.from(source.bytes).toString();
}

function schema(name: string): (value: unknown) => readonly string[] {
  const validate = new Ajv({ strict: false }).compile(
    JSON.parse(readFileSync(`${here}${name}.schema.json`, 'utf8')) as object,
  );
  return (value) =>
    validate(value) ? [] : (validate.errors ?? []).map((each) => `${each.instancePath} ${each.message}`);
}

describe('the configuration', () => {
  const whole = schema('upsun-config');
  const [app, routes, services] = ['application', 'routes', 'services'].map((name) => schema(`platformsh.${name}`));

  it.each(buildable)('of %s fits the schemas of both flavours', async (name, options) => {
    const ofUpsun = await sourceOf(`${fixtures}${name}`, upsun, options);
    expect(whole(parse(textAt(ofUpsun, '.upsun/config.yaml')))).toEqual([]);
    const ofPlatformsh = await sourceOf(`${fixtures}${name}`, platformsh, options);
    expect(app?.(parse(textAt(ofPlatformsh, '.platform.app.yaml')))).toEqual([]);
    expect(routes?.(parse(textAt(ofPlatformsh, '.platform/routes.yaml')))).toEqual([]);
    expect(services?.(parse(textAt(ofPlatformsh, '.platform/services.yaml', '{}')))).toEqual([]);
    expect(ofPlatformsh.entries.map(({ path }) => path)).not.toContain('.upsun/config.yaml');
  });

  it('is refused by the schemas when it has a key that they do not know', async () => {
    const tree = await sourceOf(`${fixtures}flat`, upsun);
    const value = parse(textAt(tree, '.upsun/config.yaml')) as { applications: { app: object } };
    const wrong = { ...value, applications: { app: { ...value.applications.app, image: 'x' } } };
    expect(whole(wrong)).toEqual(['/applications/app must NOT have additional properties']);
  });

  it.each([
    ['celery-redis', upsun, '.upsun/config.yaml', { database: 'postgres' }],
    ['uv-nested', platformsh, '.platform.app.yaml', {}],
    ['vite-npm', upsun, '.simple-deploy/build.json', {}],
  ] as const satisfies readonly (readonly [string, Flavour, string, Partial<BuildOptions>])[])(
    'of %s is the one that was looked at',
    async (name, flavour, path, options) => {
      const text = textAt(await sourceOf(`${fixtures}${name}`, flavour, options), path);
      const golden = `${here}golden/${name}${path.slice(path.lastIndexOf('.'))}`;
      if (isUpdate) writeFileSync(golden, text);
      expect(text).toBe(readFileSync(golden, 'utf8'));
    },
  );
});

const nothing = { services: {}, relationships: {}, redisNames: [] };

function applicationOf(changes: Parameters<typeof layoutOf>[0], flavour = upsun): Readonly<Record<string, unknown>> {
  const layout = layoutOf(changes);
  return application(
    { layout, services: nothing, staticUrl: undefined, server: ['gunicorn'], release: ['migrate'], skip: [] },
    flavour,
  );
}

describe('processes besides the server', () => {
  const process = (name: string, ...command: readonly string[]) => ({
    value: { name, command },
    origin: 'default' as const,
  });

  it('are workers, and those with a schedule crons', () => {
    const processes = [
      process('worker', 'celery', '-A', 'blog', 'worker'),
      process('nightly', 'sh', '-c', 'exec 0 3 * * * python manage.py clearsessions'),
      process('web', 'python', 'serve.py'),
    ];
    const { workers, crons } = applicationOf({ processes });
    expect(workers).toEqual({ worker: { commands: { start: 'cd /app/blog && exec celery -A blog worker' } } });
    expect(crons).toEqual({
      nightly: {
        spec: '0 3 * * *',
        commands: { start: "cd /app/blog && exec sh -c 'exec python manage.py clearsessions'" },
      },
    });
  });

  it('are none where there are none', () => {
    expect(Object.keys(applicationOf({}))).not.toContain('workers');
    expect(Object.keys(applicationOf({}))).not.toContain('crons');
  });
});

describe('static files', () => {
  const locations = (staticUrl: string | undefined) => {
    const layout = layoutOf();
    const wanted = { layout, services: nothing, staticUrl, server: ['gunicorn'], release: undefined, skip: [] };
    return (application(wanted, upsun)['web'] as { locations: object }).locations;
  };

  it('are served from what was collected, below the URL of the settings', () => {
    expect(locations('/assets/')).toMatchObject({
      '/assets': { root: '.simple-deploy/static', expires: '1h', passthru: true },
      '/': { passthru: true },
    });
  });

  it("are Django's where reading does not tell the URL", () => {
    expect(locations(undefined)).toEqual({ '/': { passthru: true } });
  });
});

describe('services', () => {
  const options = { flavour: upsun, standing: {}, withoutRedis: false, extensions: [] };
  const postgres = layoutOf({ database: { value: 'postgres', origin: 'default' } });

  it('are a database of the kind that the settings use', () => {
    expect(servicesOf(postgres, options)).toMatchObject({
      services: { db: { type: 'postgresql:17' } },
      relationships: { database: 'db:postgresql' },
    });
    expect(servicesOf(layoutOf(), options).services).toEqual({});
  });

  it('keep the version of a database that stands', () => {
    const standing = { db: 'postgresql:14' };
    expect(servicesOf(postgres, { ...options, standing }).services).toEqual({ db: { type: 'postgresql:14' } });
    expect(servicesOf(postgres, { ...options, standing: { db: 'mariadb:10.6' } }).services).toEqual({
      db: { type: 'postgresql:17' },
    });
  });

  it('have a size where the platform wants one', () => {
    expect(servicesOf(postgres, { ...options, flavour: platformsh }).services).toEqual({
      db: { type: 'postgresql:17', disk: 1024 },
    });
  });

  it('are a Redis where one is needed, unless it is not wanted', () => {
    const services = [{ value: 'redis' as const, origin: 'default' as const, variables: ['BROKER_URL'] }];
    const needing = layoutOf({ services });
    expect(servicesOf(needing, options)).toEqual({
      services: { cache: { type: 'redis:7.2' } },
      relationships: { redis: 'cache:redis' },
      redisNames: ['BROKER_URL'],
    });
    expect(servicesOf(needing, { ...options, withoutRedis: true }).relationships).toEqual({});
  });
});

describe("a configuration of the person's own", () => {
  it('is known by flavour', () => {
    expect(ownConfiguration(['a.py', '.upsun/deploy.yaml'], upsun)).toBe('.upsun/deploy.yaml');
    expect(ownConfiguration(['.platform.app.yaml'], upsun)).toBeUndefined();
    expect(ownConfiguration(['api/.platform.app.yaml'], platformsh)).toBe('api/.platform.app.yaml');
    expect(ownConfiguration(['.platform/applications.yaml'], platformsh)).toBe('.platform/applications.yaml');
    expect(ownConfiguration(['.platform/services.yaml'], platformsh)).toBeUndefined();
  });
});
