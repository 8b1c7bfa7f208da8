import type { Layout, Requirement } from '../values/layout.ts';

/** Distributions of which one is enough to speak to that database. */
const drivers = {
  postgres: ['psycopg', 'psycopg-binary', 'psycopg2', 'psycopg2-binary'],
  mysql: ['mysqlclient', 'pymysql', 'mysql-connector-python'],
} as const;

/** Django 4.2 is the first that speaks psycopg 3. */
const FIRST_WITH_PSYCOPG_3 = [4, 2] as const;

/** Before 3.1 Django takes the time zone of psycopg2 2.9 for another than UTC: https://docs.djangoproject.com/en/2.2/ref/databases/#postgresql-notes */
const FIRST_WITH_PSYCOPG_2_9 = [3, 1] as const;

const FIRST_WITH_REDIS_CACHE = [4, 0] as const;

/**
 * What the image needs besides the project's requirements. Resolved together with them, so a version that the project
 * pins stays: each of these is a bare name wherever it can be.
 */
export function extrasFor(layout: Layout): readonly string[] {
  const { requirements } = layout.dependencies.value;
  const has = (name: string): boolean => requirements.some((requirement) => requirement.name === name);
  return [
    ...server(layout, requirements),
    'whitenoise',
    // The pure Python form loads libpq; with this extra it brings its own, in the version that the project pins.
    ...(has('psycopg') && !isCompiled(requirements) ? ['psycopg[binary]'] : []),
    ...driver(layout, requirements),
    ...cacheClient(layout, requirements),
  ];
}

/** What Django's own cache in Redis speaks through: where the project meets a Redis, and leaves the cache to us. */
function cacheClient({ services, overlay }: Layout, requirements: readonly Requirement[]): readonly string[] {
  const hasRedis = services.some(({ value }) => value === 'redis');
  const isOurs = overlay.some(({ line, acts }) => line === 'cache' && acts === 'sometimes');
  const django = requirements.find(({ name }) => name === 'django')?.version;
  const isTooOld = django !== undefined && isBefore(django, FIRST_WITH_REDIS_CACHE);
  if (!hasRedis || !isOurs || isTooOld || requirements.some(({ name }) => name === 'redis')) return [];
  return ['redis'];
}

/** psycopg in its compiled form, by name or as an extra. */
function isCompiled(requirements: readonly Requirement[]): boolean {
  return requirements.some(
    ({ name, extras = [] }) => name === 'psycopg-c' || (name === 'psycopg' && extras.includes('c')),
  );
}

/** In what the server is, when the project does not bring it. */
function server({ server: chosen, application }: Layout, requirements: readonly Requirement[]): readonly string[] {
  const isAsgi = application.value.interface === 'asgi';
  switch (chosen.value) {
    case 'uvicorn':
      return forUvicorn;
    case 'gunicorn':
      return isAsgi ? ['gunicorn', ...forUvicorn] : ['gunicorn'];
    case 'uwsgi':
      return requirements.some(({ name }) => name === 'pyuwsgi') ? [] : ['uwsgi'];
    case 'daphne':
    case 'hypercorn':
    case 'granian':
      return [chosen.value];
  }
}

/**
 * uvicorn by itself refuses web sockets, and channels is why most have an ASGI application. Of what `uvicorn[standard]`
 * brings: what serves faster, and not what development has from it.
 */
const forUvicorn = ['uvicorn', 'httptools', 'uvloop', 'websockets'] as const;

function driver(layout: Layout, requirements: readonly Requirement[]): readonly string[] {
  const database = layout.database.value;
  if (database !== 'postgres' && database !== 'mysql') return [];
  const known: readonly string[] = drivers[database];
  if (requirements.some(({ name }) => known.includes(name))) return [];
  // Django supports mysqlclient; PyMySQL works by claiming a version of it that newer ones of Django no longer accept.
  if (database === 'mysql') return ['mysqlclient'];
  const django = requirements.find(({ name }) => name === 'django')?.version;
  if (django === undefined || !isBefore(django, FIRST_WITH_PSYCOPG_3)) return ['psycopg[binary]'];
  return [isBefore(django, FIRST_WITH_PSYCOPG_2_9) ? 'psycopg2-binary==2.8.6' : 'psycopg2-binary'];
}

function isBefore(version: string, [major, minor]: readonly [number, number]): boolean {
  const [a = 0, b = 0] = version.split('.').map(Number);
  return a < major || (a === major && b < minor);
}
