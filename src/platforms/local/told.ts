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
function commandsOf(release: Told): readonly CommandLine[] {
  const { names, processes } = release;
  const { web } = names;
  const inContainer = (verb: string): string => `docker exec -it ${web} python manage.py ${verb}`;
  return [
    { about: 'a first admin', command: inContainer('createsuperuser') },
    { about: 'a shell of Django', command: inContainer('shell') },
    { about: 'which migrations have run', command: inContainer('showmigrations') },
    { about: 'what it logs', command: `docker logs --follow --tail 50 ${web}` },
    ...processes.map(({ name }) => ({
      about: `what ${name} logs`,
      command: `docker logs --follow --tail 50 ${names.process(name)}`,
    })),
    { about: 'its containers', command: `docker ps --all --filter name=${web.slice(0, -'web'.length)}` },
    { about: 'memory and processor time', command: `docker stats --no-stream ${web}` },
    { about: 'a shell in the container that serves', command: `docker exec -it ${web} bash` },
    ...(release.database === 'sqlite'
      ? [{ about: 'your own SQLite file in its place', command: takeDatabase(web) }]
      : []),
    ...backupCommands(release),
  ];
}

/** What puts the database that lies in the developer's folder in the place of the app's, and brings it up to the code. */
export function takeDatabase(web: string): string {
  return `docker exec -i ${web} sh -c 'python -m simple_deploy sqlite-take && python manage.py migrate' < db.sqlite3`;
}

/** What makes a backup of what the app keeps. */
function backupCommands({ names, image, server }: Pick<Told, 'names' | 'image' | 'server'>): readonly CommandLine[] {
  const { web, data, database } = names;
  const files = {
    about: 'a backup of its files, while it stands still',
    command: `docker stop ${web} && docker run --rm -v ${data}:/data ${image} tar -C /data -cf - . > data.tar; docker start ${web}`,
  };
  if (server === undefined) return [files];
  const dump =
    server === 'postgres'
      ? `docker exec ${database} pg_dump -U app -Fc app > database.dump`
      : `docker exec ${database} sh -c 'exec mariadb-dump -u app -p"$MYSQL_PASSWORD" app' > database.sql`;
  return [files, { about: 'a backup of the database', command: dump }];
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
