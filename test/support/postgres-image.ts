import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serverImage } from './server-image.ts';

const entrypoint = readFileSync(fileURLToPath(new URL('postgres-entrypoint.sh', import.meta.url)), 'utf8');

const installing = (packages: string) => `# The cluster that the package makes is not wanted.
mkdir -p /etc/postgresql-common
echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
apt-get install -qy --no-install-recommends ${packages}
rm -rf /var/lib/apt/lists/* /var/cache/apt/archives/*
ln -s /usr/lib/postgresql/*/bin /usr/local/pgsql-bin
sed -i "s/^#*listen_addresses *=.*/listen_addresses = '*'/" /usr/share/postgresql/*/postgresql.conf.sample`;

/** Makes sure that a PostgreSQL 15 which follows the official image's variables stands on the engine, built from Debian's package, and gives its name. */
export async function postgresImage(): Promise<string> {
  return server('simple-deploy-test/postgres:15', 'postgresql');
}

/** The same with PostGIS, which no database of it has before somebody creates the extension. */
export async function postgisImage(): Promise<string> {
  return server('simple-deploy-test/postgis:15', 'postgresql postgresql-15-postgis-3');
}

async function server(tag: string, packages: string): Promise<string> {
  return serverImage({
    tag,
    install: installing(packages),
    entrypoint,
    changes: [
      'CMD ["postgres"]',
      'ENV PGDATA=/var/lib/postgresql/data',
      'ENV LANG=C.UTF-8',
      'ENV PATH=/usr/local/pgsql-bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'VOLUME /var/lib/postgresql/data',
      'EXPOSE 5432',
    ],
    // SIGTERM would wait for every client to leave.
    stopSignal: 'SIGINT',
  });
}
