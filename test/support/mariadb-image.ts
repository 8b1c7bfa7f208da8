import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deriveImage } from './derived-image.ts';
import { debianBase } from './debian-base.ts';

const entrypoint = readFileSync(fileURLToPath(new URL('mariadb-entrypoint.sh', import.meta.url)), 'utf8');

const script = `
apt-get update -q
apt-get install -qy --no-install-recommends mariadb-server
rm -rf /var/lib/apt/lists/* /var/cache/apt/archives/* /var/lib/mysql
mkdir /var/lib/mysql
cat >/usr/local/bin/docker-entrypoint.sh <<'ENTRYPOINT'
${entrypoint}
ENTRYPOINT
chmod 755 /usr/local/bin/docker-entrypoint.sh
`;

/** Makes sure that a MariaDB 10.11 which follows the official image's variables stands on the engine, built from Debian's package, and gives its name. */
export async function mariadbImage(): Promise<string> {
  return deriveImage({
    tag: 'simple-deploy-test/mariadb:10.11',
    base: debianBase,
    script,
    changes: [
      'ENTRYPOINT ["docker-entrypoint.sh"]',
      'CMD ["mariadbd"]',
      'ENV LANG=C.UTF-8',
      'VOLUME /var/lib/mysql',
      'EXPOSE 3306',
    ],
  });
}
