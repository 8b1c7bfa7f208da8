import type { LinkName } from '../../links.ts';
import type { CommandLine, Row } from '../../values/report.ts';
import type { Outcome } from '../types.ts';
import type { LocalNow } from './observe.ts';
import type { Release } from './release-spec.ts';

type Told = Pick<Release, 'names' | 'image' | 'server' | 'redis' | 'processes' | 'database'>;

/** What the summary tells of an app on this machine besides its facts. */
export function told(
  now: Pick<LocalNow, 'data' | 'database' | 'redis'>,
  release: Told,
): Pick<Outcome, 'created' | 'commands' | 'links'> {
  return { created: createdOf(now, release), commands: commandsOf(release), links: linksOf(release) };
}

/** What a push made on this machine that was not there before. */
function createdOf(now: Pick<LocalNow, 'data' | 'database' | 'redis'>, { names, server, redis }: Told): readonly Row[] {
  const volumes = [
    ...(now.data ? [] : [{ name: 'Volume', value: `${names.data}: what the app keeps in files` }]),
    ...(server === undefined || now.database ? [] : [{ name: 'Volume', value: `${names.database}: the database` }]),
    ...(redis === undefined || now.redis ? [] : [{ name: 'Volume', value: `${names.redis}: Redis` }]),
  ];
  return volumes.length === 0 ? [] : [...volumes, { name: 'Billed', value: 'nothing: it lies on this machine' }];
}

/** The commands of docker for this app. */
function commandsOf({ names, image, server, processes }: Told): readonly CommandLine[] {
  const { web, data, database } = names;
  return [
    { about: 'its containers', command: `docker ps --all --filter name=${web.slice(0, -'web'.length)}` },
    { about: 'a shell in the container that serves', command: `docker exec -it ${web} bash` },
    { about: 'memory and processor time', command: `docker stats --no-stream ${web}` },
    ...processes.map(({ name }) => ({
      about: `the log of ${name}`,
      command: `docker logs --tail 50 ${names.process(name)}`,
    })),
    {
      about: 'a backup of its files, while it stands still',
      command: `docker stop ${web} && docker run --rm -v ${data}:/data ${image} tar -C /data -cf - . > data.tar; docker start ${web}`,
    },
    ...(server === 'postgres'
      ? [
          {
            about: 'a backup of the database',
            command: `docker exec ${database} pg_dump -U app -Fc app > database.dump`,
          },
        ]
      : []),
    ...(server === 'mysql'
      ? [
          {
            about: 'a backup of the database',
            command: `docker exec ${database} sh -c 'exec mariadb-dump -u app -p"$MYSQL_PASSWORD" app' > database.sql`,
          },
        ]
      : []),
  ];
}

/** What to read of docker, and of what the app leans on. */
function linksOf({ database, server }: Told): readonly LinkName[] {
  return [
    'caddy-proxy',
    'docker-start',
    'docker-volumes',
    ...(database === 'sqlite' ? (['sqlite-backup'] as const) : []),
    ...(server === 'postgres' ? (['postgres-backup'] as const) : []),
  ];
}
