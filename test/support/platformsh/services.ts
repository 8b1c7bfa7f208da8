import { setTimeout as pause } from 'node:timers/promises';
import { mariadbImage } from '../mariadb-image.ts';
import { postgisImage, postgresImage } from '../postgres-image.ts';
import { redisImage } from '../redis-image.ts';
import { InvalidConfiguration, type Section } from './configuration.ts';
import { runIn } from './container.ts';
import { type Ground, label } from './ground.ts';
import { prefixOf } from './remove.ts';
import type { Endpoint } from './runtime-variables.ts';
import type { Environment, Running } from './state.ts';

/** A kind of service that this platform has. */
interface Kind {
  readonly image: (extensions: readonly unknown[]) => Promise<string>;
  readonly env: readonly string[];
  /** In place of the image's own. */
  readonly command?: readonly string[];
  readonly ready: readonly string[];
  readonly endpoint: Omit<Endpoint, 'type' | 'service'>;
}

const main = { path: 'main', username: 'main', password: 'main' };
const nobody = { path: null, username: null, password: null };
const mysql: Kind = {
  image: mariadbImage,
  env: ['MYSQL_DATABASE=main', 'MYSQL_USER=user', 'MYSQL_PASSWORD=', 'MYSQL_ROOT_PASSWORD=of-the-platform'],
  ready: ['mariadb', '--host=127.0.0.1', '--user=user', '--execute=SELECT 1', 'main'],
  // There is a password, and it is empty.
  endpoint: { scheme: 'mysql', rel: 'mysql', port: 3306, path: 'main', username: 'user', password: '' },
};
const redis: Kind = {
  image: redisImage,
  env: [],
  // Without a password, and reached by the network of the environment only.
  command: ['redis-server', '--protected-mode', 'no'],
  ready: ['redis-cli', 'ping'],
  endpoint: { scheme: 'redis', rel: 'redis', port: 6379, ...nobody },
};
const kinds: Readonly<Record<string, Kind>> = {
  postgresql: {
    image: (extensions) => (extensions.includes('postgis') ? postgisImage() : postgresImage()),
    env: ['POSTGRES_USER=main', 'POSTGRES_PASSWORD=main', 'POSTGRES_DB=main'],
    ready: ['pg_isready', '-h', '127.0.0.1', '-U', 'main', '-d', 'main'],
    endpoint: { scheme: 'pgsql', rel: 'postgresql', port: 5432, ...main },
  },
  mysql,
  mariadb: mysql,
  redis,
  'redis-persistent': redis,
  valkey: { ...redis, endpoint: { ...redis.endpoint, rel: 'valkey' } },
  'valkey-persistent': { ...redis, endpoint: { ...redis.endpoint, rel: 'valkey' } },
};

function kindOf(name: string, section: Section): { readonly type: string; readonly kind: Kind } {
  const type = String(section['type']);
  const kind = kinds[type.split(':')[0] ?? ''];
  if (kind === undefined) throw new InvalidConfiguration(`Service ${name} has the type ${type}.`);
  return { type, kind };
}

/** What a Postgres is to have: https://docs.upsun.com/add-services/postgresql.html#extensions */
function extensionsIn(section: Section): readonly unknown[] {
  const { extensions = [] } = (section['configuration'] ?? {}) as { readonly extensions?: readonly unknown[] };
  return extensions;
}

/** How an application is told of a service. */
export function endpointOf(service: string, section: Section): Endpoint {
  const { type, kind } = kindOf(service, section);
  return { ...kind.endpoint, type, service };
}

/** Starts the services that do not run yet, waits until they answer, and gives all; one that stands keeps its data. */
export async function startServices(
  ground: Ground,
  environment: Environment,
  network: string,
  services: Readonly<Record<string, Section>>,
): Promise<readonly Running[]> {
  const before = environment.deployment?.services ?? [];
  const all = Object.entries(services).map(async ([name, section]): Promise<Running> => {
    const { type, kind } = kindOf(name, section);
    const stands = before.find((each) => each.name === name && each.type === type);
    if (stands !== undefined) return stands;
    const { docker, mark } = ground;
    const container = await docker.createContainer({
      name: `${prefixOf(ground, environment)}-service-${name}`,
      Image: await kind.image(extensionsIn(section)),
      Env: [...kind.env],
      ...(kind.command && { Cmd: [...kind.command] }),
      Labels: { [label]: mark },
      HostConfig: { NetworkMode: network },
    });
    await container.start();
    const until = Date.now() + 60_000;
    while ((await runIn(ground, container.id, kind.ready, { user: '', folder: '/' })) !== 0) {
      if (Date.now() > until) throw new Error(`Service ${name} does not answer.`);
      await pause(200);
    }
    for (const extension of extensionsIn(section)) await enable(ground, container.id, String(extension));
    return { name, type, container: container.id, configuration: section };
  });
  return Promise.all(all);
}

async function enable(ground: Ground, container: string, extension: string): Promise<void> {
  const argv = ['psql', '-qU', 'main', '-c', `CREATE EXTENSION "${extension}" CASCADE`, 'main'];
  if ((await runIn(ground, container, argv, { user: '', folder: '/' })) !== 0)
    throw new InvalidConfiguration(`The extension ${extension} is not supported.`);
}

/** Gives a service the names by which applications know it. */
export async function nameService({ docker }: Ground, network: string, service: Running, names: readonly string[]) {
  const net = docker.getNetwork(network);
  await net.disconnect({ Container: service.container, Force: true });
  await net.connect({ Container: service.container, EndpointConfig: { Aliases: [...names] } });
}
