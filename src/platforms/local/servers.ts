import type { Database } from '../../values/database.ts';

/** Databases for which a server is started beside the app. */
export type ServerKind = Extract<Database, 'postgres' | 'mysql'>;

/** What there is to know about a server of one kind, given an image that takes the variables of the official one. */
export interface Server {
  /** The version that a first push starts; later ones keep what the data was written with. */
  readonly image: string;
  readonly port: number;
  readonly variables: (name: string, password: string) => Readonly<Record<string, string>>;
  /** Folder of the data in the container. */
  readonly data: string;
  /** Ends with 0 as soon as it takes connections over TCP: while they prepare a first start, the images listen on a socket only. */
  readonly ready: (name: string) => readonly string[];
}

/**
 * The same version with PostGIS, from the images of the PostGIS project: they follow the official ones, and are made for amd64
 * alone. https://github.com/postgis/docker-postgis
 */
export const postgisImage = 'postgis/postgis:17-3.5';

const postgres: Server = {
  image: 'postgres:17',
  port: 5432,
  variables: (name, password) => ({
    POSTGRES_USER: name,
    POSTGRES_PASSWORD: password,
    POSTGRES_DB: name,
    // A folder below the volume: it may hold other things at its root, such as lost+found.
    PGDATA: '/var/lib/postgresql/data/pgdata',
  }),
  data: '/var/lib/postgresql/data',
  ready: (name) => ['pg_isready', '-q', '-h', '127.0.0.1', '-U', name, '-d', name],
};

/** MariaDB: the client library that Debian compiles the driver against is MariaDB's. An image of MySQL takes the same. */
const mysql: Server = {
  image: 'mariadb:11.4',
  port: 3306,
  variables: (name, password) => ({
    MYSQL_USER: name,
    MYSQL_PASSWORD: password,
    MYSQL_DATABASE: name,
    MYSQL_ROOT_PASSWORD: password,
    MYSQL_ROOT_HOST: 'localhost',
  }),
  data: '/var/lib/mysql',
  // The images of MariaDB have the one name only, those of MySQL the other. It answers before it asks who wants to know.
  ready: () => [
    'sh',
    '-c',
    'exec "$(command -v mariadb-admin || command -v mysqladmin)" ping --silent --protocol=tcp -h 127.0.0.1',
  ],
};

const servers: Readonly<Record<ServerKind, Server>> = { postgres, mysql };

/** The server of that kind. */
export function serverOf(kind: ServerKind): Server {
  return servers[kind];
}

/** The kind of server that a database needs; undefined for a file, or none. */
export function serverKind(database: Database | undefined): ServerKind | undefined {
  return database === 'postgres' || database === 'mysql' ? database : undefined;
}
