import type { Layout } from '../../values/layout.ts';
import type { Table } from './lines.ts';
import type { Flavour } from './names.ts';

/** The services of the application. */
export interface Services {
  /** As services.yaml has them. */
  readonly services: Table;
  /** Name of the relationship → service and endpoint. */
  readonly relationships: Readonly<Record<string, string>>;
  /** Variables that the settings read the address of Redis from. */
  readonly redisNames: readonly string[];
}

/** Versions for a new service. A database that stands keeps its own: the platform moves none to another major version. */
const types = { postgres: 'postgresql:17', mysql: 'mariadb:11.4', redis: 'redis:7.2' } as const;

/** Endpoints of the services' types. */
const endpoints = { postgres: 'postgresql', mysql: 'mysql' } as const;

/** Types of services that stand there, by their names. */
export type Standing = Readonly<Record<string, string>>;

/** What the project needs, with the names that it gets. Pure. */
export function servicesOf(
  { database, services: needed }: Pick<Layout, 'database' | 'services'>,
  options: {
    readonly flavour: Flavour;
    readonly standing: Standing;
    readonly withoutRedis: boolean;
    /** What Postgres is to have; the platform creates them. */
    readonly extensions: readonly string[];
  },
): Services {
  const { flavour, standing, withoutRedis, extensions } = options;
  const kind = database.value === 'postgres' || database.value === 'mysql' ? database.value : undefined;
  const redis = withoutRedis ? undefined : needed.find(({ value }) => value === 'redis');
  const disk = flavour.hasSizes ? { disk: 1024 } : {};
  // https://docs.upsun.com/add-services/postgresql.html#extensions
  const configuration = kind === 'postgres' && extensions.length > 0 ? { configuration: { extensions } } : {};
  const typeOf = (name: string, usual: string): string => {
    const stands = standing[name];
    return stands?.split(':')[0] === usual.split(':')[0] && stands !== undefined ? stands : usual;
  };
  return {
    services: {
      ...(kind && { db: { type: typeOf('db', types[kind]), ...disk, ...configuration } }),
      ...(redis && { cache: { type: typeOf('cache', types.redis) } }),
    },
    relationships: {
      ...(kind && { database: `db:${endpoints[kind]}` }),
      ...(redis && { redis: 'cache:redis' }),
    },
    redisNames: redis?.variables ?? [],
  };
}
