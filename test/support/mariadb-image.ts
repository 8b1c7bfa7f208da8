import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serverImage } from './server-image.ts';

const entrypoint = readFileSync(fileURLToPath(new URL('mariadb-entrypoint.sh', import.meta.url)), 'utf8');

const install = `apt-get install -qy --no-install-recommends mariadb-server
rm -rf /var/lib/apt/lists/* /var/cache/apt/archives/* /var/lib/mysql
mkdir /var/lib/mysql`;

/** Makes sure that a MariaDB 10.11 which follows the official image's variables stands on the engine, built from Debian's package, and gives its name. */
export async function mariadbImage(): Promise<string> {
  return serverImage({
    tag: 'simple-deploy-test/mariadb:10.11',
    install,
    entrypoint,
    changes: ['CMD ["mariadbd"]', 'ENV LANG=C.UTF-8', 'VOLUME /var/lib/mysql', 'EXPOSE 3306'],
  });
}
