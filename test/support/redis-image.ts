import { serverImage } from './server-image.ts';

/** What the official image promises, in short: the server's program runs as its own user, in /data. */
const entrypoint = `#!/bin/sh
set -e
if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ]; then
  chown -R redis:redis /data
  exec setpriv --reuid=redis --regid=redis --init-groups "$0" "$@"
fi
exec "$@"
`;

const install = `apt-get install -qy --no-install-recommends redis-server
rm -rf /var/lib/apt/lists/* /var/cache/apt/archives/*
mkdir -p /data`;

/** Makes sure that a Redis 7 which follows the official image stands on the engine, built from Debian's package, and gives its name. */
export async function redisImage(): Promise<string> {
  return serverImage({
    tag: 'simple-deploy-test/redis:7.0',
    install,
    entrypoint,
    changes: ['CMD ["redis-server"]', 'WORKDIR /data', 'VOLUME /data', 'EXPOSE 6379'],
  });
}
