import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { configure, type Wanted } from '../../../src/platforms/fly/configuration.ts';
import { memoryFor } from '../../../src/platforms/fly/memory.ts';

const schema = JSON.parse(readFileSync(new URL('fly-toml.schema.json', import.meta.url), 'utf8')) as object;
const isFlyToml = new Ajv({ strict: false, allErrors: true }).compile(schema);

const wanted: Wanted = {
  app: 'blog',
  region: 'fra',
  hosts: ['blog.fly.dev', 'blog.example'],
  image: { content: 'sha256:1' },
  processes: [],
  release: ['python', '-m', 'simple_deploy', 'release'],
  database: 'postgres',
  given: 'abc',
  plain: {},
  variables: {},
  sizes: {},
  own: undefined,
};
const worker = { name: 'worker', command: ['sh', '-c', "exec celery -A shop worker -n 'w 1'"] };
const start = "sh -c 'python -m simple_deploy release && exec gunicorn shop.wsgi'";

/** The configuration as Fly reads it; it must be one. */
function read(more: Partial<Wanted> = {}) {
  const table = parse(configure({ ...wanted, ...more }).text);
  expect(isFlyToml(table) ? [] : isFlyToml.errors).toEqual([]);
  return table;
}

test('one server that sleeps without traffic, with https, a health check that passes, a release and a console command', () => {
  const { env, ...table } = read();
  expect(table).toEqual({
    app: 'blog',
    primary_region: 'fra',
    kill_signal: 'SIGTERM',
    kill_timeout: 30,
    console_command: "sh -c 'cd -P /app && exec python manage.py shell'",
    deploy: { release_command: 'python -m simple_deploy release' },
    http_service: {
      internal_port: 8000,
      force_https: true,
      auto_stop_machines: 'stop',
      auto_start_machines: true,
      min_machines_running: 0,
      processes: ['app'],
      checks: [
        {
          method: 'GET',
          path: '/-/health',
          interval: '15s',
          timeout: '5s',
          grace_period: '30s',
          headers: { Host: 'blog.fly.dev', 'X-Forwarded-Proto': 'https' },
        },
      ],
    },
    vm: [{ cpu_kind: 'shared', cpus: 1, memory: '512mb' }],
  });
  expect(env).toEqual({
    PORT: '8000',
    SIMPLE_DEPLOY_PLATFORM: 'fly',
    SIMPLE_DEPLOY_SCHEME: 'https',
    SIMPLE_DEPLOY_HOSTS: 'blog.fly.dev,blog.example',
    SIMPLE_DEPLOY_DATA_DIR: '/data',
    SIMPLE_DEPLOY_DATABASE: 'postgres',
    SIMPLE_DEPLOY_GIVEN: 'abc',
    SIMPLE_DEPLOY_STOP_SECONDS: '30',
    SIMPLE_DEPLOY_RELEASE: expect.stringMatching(/^[0-9a-f]{16}$/),
    SIMPLE_DEPLOY_IMAGE: '{digest}',
  });
});

test('process types become groups beside the server, which keeps its name and the command of its image', () => {
  const { processes, http_service: service } = read({ processes: [worker] });
  expect(processes).toEqual({
    app: '',
    worker: `sh -c "exec celery -A shop worker -n 'w 1'"`,
  });
  expect(service).toMatchObject({ processes: ['app'] });
  expect(configure({ ...wanted, processes: [worker] }).groups).toEqual(['app', 'worker']);
});

test('a volume belongs to the server, which migrates when it starts', () => {
  expect(read({ start })).toMatchObject({
    processes: { app: start },
    mounts: [{ source: 'data', destination: '/data', initial_size: '1gb', processes: ['app'] }],
  });
  expect(read({ start })['deploy']).toBeUndefined();
  expect(read({ release: undefined })['deploy']).toBeUndefined();
});

test('the platform waits as long as the image takes to stop', () => {
  const long = { SIMPLE_DEPLOY_STOP_SECONDS: '600' };
  expect(read({ plain: long, variables: long })).toMatchObject({
    kill_timeout: 300,
    env: { SIMPLE_DEPLOY_STOP_SECONDS: '300' },
  });
});

test('a size that somebody gave a group stays, of that group alone, and is no difference', () => {
  const two = { kind: 'performance', cpus: 2, memory: 4096 };
  const scaled = { processes: [worker], sizes: { worker: two } };
  expect(read(scaled)['vm']).toEqual([
    { cpu_kind: 'shared', cpus: 1, memory: '512mb', processes: ['app'] },
    { cpu_kind: 'performance', cpus: 2, memory: '4096mb', processes: ['worker'] },
  ]);
  const usual = configure({ ...wanted, processes: [worker] });
  expect(configure({ ...wanted, ...scaled }).marker).toBe(usual.marker);
  expect(read({ sizes: { other: two } })['vm']).toEqual([{ cpu_kind: 'shared', cpus: 1, memory: '512mb' }]);
  const said = own({ vm: [{ memory: '1gb' }] });
  expect(read({ ...said, sizes: { app: two } })['vm']).toEqual([{ memory: '1gb' }]);
});

test.each([
  [{}, 512],
  [{ WEB_CONCURRENCY: '3' }, 512],
  [{ WEB_CONCURRENCY: '4' }, 768],
  [{ WEB_CONCURRENCY: '4', WEB_MEMORY: '300' }, 1536],
  [{ WEB_CONCURRENCY: 'many' }, 512],
] as const)('with %j a machine has %i MiB', (variables, memory) => {
  expect(memoryFor(variables)).toBe(memory);
});

test('each difference makes another marker, and none the same', () => {
  const marker = (more: Partial<Wanted> = {}) => configure({ ...wanted, ...more }).marker;
  const others = [
    marker({ image: { content: 'sha256:2' } }),
    marker({ hosts: ['blog.fly.dev'] }),
    marker({ processes: [worker] }),
    marker({ given: undefined }),
    marker({ release: undefined }),
    marker({ plain: { WEB_THREADS: '2' } }),
  ];
  expect(new Set([marker(), ...others]).size).toBe(others.length + 1);
  expect(marker()).toBe(marker());
});

const own = (table: Record<string, unknown>): Partial<Wanted> => ({
  own: { file: 'fly.toml', root: '/home/me/shop', table },
});

test('what a fly.toml of the person’s says stays, and what it lacks is added and told', () => {
  const table = {
    app: 'other',
    primary_region: 'iad',
    build: { dockerfile: 'Dockerfile' },
    env: { PORT: '9000', ZONE: 'north' },
    deploy: { strategy: 'bluegreen' },
    http_service: { internal_port: 9000, min_machines_running: 1 },
    vm: [{ memory: '2gb' }],
    files: [{ guest_path: '/etc/x', local_path: 'conf/x' }],
  };
  const { env, ...whole } = read(own(table));
  expect(whole).toMatchObject({
    app: 'blog',
    primary_region: 'iad',
    deploy: { strategy: 'bluegreen', release_command: 'python -m simple_deploy release' },
    http_service: { internal_port: 9000, min_machines_running: 1, checks: [{ path: '/-/health' }] },
    vm: [{ memory: '2gb' }],
    files: [{ guest_path: '/etc/x', local_path: '/home/me/shop/conf/x' }],
  });
  expect(whole['build']).toBeUndefined();
  expect(whole['http_service']).not.toHaveProperty('force_https');
  expect(env).toMatchObject({ PORT: '9000', ZONE: 'north', SIMPLE_DEPLOY_HOSTS: 'blog.fly.dev,blog.example' });
  const { added } = configure({ ...wanted, ...own(table) });
  expect(added).toContain('deploy.release_command');
  expect(added).toContain('http_service.checks');
  expect(added).toContain('env.SIMPLE_DEPLOY_HOSTS');
  expect(added).not.toContain('vm');
  expect(added).not.toContain('env.PORT');
});

test.each([
  [{ services: [{ internal_port: 9000, protocol: 'tcp' }] }, '9000', undefined],
  [{ http_service: { internal_port: 9001 }, services: [{ internal_port: 9000 }] }, '9001', 9001],
  [{ env: { PORT: '9002' } }, '9002', 9002],
  [{ http_service: { force_https: false } }, '8000', 8000],
])('by the fly.toml %j the server listens on %s', (table, port, served) => {
  const { env, http_service: service } = read(own(table));
  expect(env).toMatchObject({ PORT: port });
  expect((service as { internal_port?: number } | undefined)?.internal_port).toBe(served);
});

test('a volume goes to the group of the person’s own that is served, which migrates before its own command', () => {
  const processes = { site: 'gunicorn shop.wsgi' };
  const whole = read({ ...own({ processes, http_service: { internal_port: 8000, processes: ['site'] } }), start });
  expect(whole).toMatchObject({ processes: { site: start }, mounts: [{ source: 'data', processes: ['site'] }] });
  const { added } = configure({ ...wanted, ...own({ processes }), start });
  expect(added).toContain('the release step before processes.site');
  expect(configure({ ...wanted, ...own({ processes }) }).added.join()).not.toContain('the release step');
});

test('groups, checks, services and mounts of the person’s own are left as they are', () => {
  const service = { internal_port: 8000, processes: ['web'], checks: [{ path: '/up' }] };
  const processes = { web: 'gunicorn shop.wsgi', worker: 'celery' };
  const whole = read({ ...own({ processes, http_service: service }), processes: [worker] });
  expect(whole).toMatchObject({ processes, http_service: service });
  expect(read(own({ services: [{ internal_port: 8000, protocol: 'tcp' }] }))['http_service']).toBeUndefined();
  const mounted = read({ ...own({ mounts: { source: 'files', destination: '/files' } }), start });
  expect(mounted).toMatchObject({
    mounts: { source: 'files', destination: '/files' },
    env: { SIMPLE_DEPLOY_DATA_DIR: '/files' },
  });
});
