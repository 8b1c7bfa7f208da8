import { link, type LinkName } from '../../links.ts';
import type { CommandLine, Row } from '../../values/report.ts';
import { inProject } from '../shell-words.ts';
import type { Outcome } from '../types.ts';
import { clusterOf } from './names.ts';
import { isAny, type NewThings } from './new-things.ts';
import type { FlyNow } from './observe.ts';
import type { Release } from './release.ts';
import { serverWords } from './scale.ts';

type Told = Pick<Release, 'app' | 'org' | 'region' | 'volume' | 'cluster' | 'database'>;
type Seen = Pick<FlyNow, 'program' | 'app' | 'releases' | 'own'>;

/** What the summary tells of an app on Fly besides its facts. */
export function told(now: Seen, release: Told, things: NewThings): Pick<Outcome, 'created' | 'commands' | 'links'> {
  return {
    created: isAny(things) ? createdOf(release, things) : [],
    commands: commandsOf(now, release),
    links: linksOf(release),
  };
}

/** What a push made on Fly that stays, and what of it is billed. Fly's API names no prices, so none are told. */
function createdOf(
  { app, org, region }: Told,
  { app: isNew, volume, cluster, groups, alone }: NewThings,
): readonly Row[] {
  const postgres = `${clusterOf(app)}; billed by the month, also without the app; Fly makes backups of it`;
  const rows: readonly (readonly [made: boolean, name: string, value: string])[] = [
    [isNew, 'App', `${app} in the organisation ${org}, region ${region}`],
    [isNew, 'Machines', 'billed while they run; those of the server stop without traffic'],
    [groups.length > 0, 'Machines', `for ${serverWords(groups)}; billed while they run`],
    [alone.length > 0, 'Machine', `a second one for ${serverWords(alone)}; billed while it runs`],
    [volume, 'Volume', 'data, 1 GB; billed while it stands'],
    [cluster, 'Managed Postgres', postgres],
    [true, 'Prices', link('fly-pricing').url],
  ];
  return rows.flatMap(([made, name, value]) => (made ? [{ name, value }] : []));
}

/** The commands of flyctl for this app. */
function commandsOf(now: Seen, { app, org, volume, cluster }: Told): readonly CommandLine[] {
  const { program } = now;
  const at = `--app ${app}`;
  const onMachine = (verb: string): string =>
    `${program} ssh console ${at} --pty -C "${inProject(['python', 'manage.py', verb])}"`;
  return [
    { about: 'a first admin', command: onMachine('createsuperuser') },
    { about: 'a shell of Django', command: onMachine('shell') },
    { about: 'which migrations have run', command: onMachine('showmigrations') },
    { about: 'what it logs', command: `${program} logs ${at}` },
    { about: 'its machines and their checks', command: `${program} status ${at}` },
    { about: 'its secrets: variables of the app, by name', command: `${program} secrets list ${at}` },
    { about: 'set a secret: type NAME=value, then Ctrl-D', command: `${program} secrets import ${at}` },
    { about: 'a domain of your own', command: `${program} certs add www.example.org ${at}` },
    // A volume belongs to one machine, and so does what SQLite keeps there.
    ...(volume ? [] : [{ about: 'more machines', command: `${program} scale count 2 ${at}` }]),
    { about: 'more memory', command: `${program} scale memory 1024 ${at}` },
    { about: 'its releases and their images', command: `${program} releases ${at} --image` },
    ...goBack(now, app),
    ...(volume ? [{ about: 'its volume, which has snapshots', command: `${program} volumes list ${at}` }] : []),
    ...(cluster === undefined
      ? []
      : [{ about: 'the Postgres clusters and their IDs', command: `${program} mpg list --org ${org}` }]),
    { about: 'remove the app', command: `${program} apps destroy ${app}` },
  ];
}

/** By flyctl alone; a fly.toml of the person's would be taken instead of the configuration that runs. */
function goBack({ program, releases: [newest], own }: Seen, app: string): readonly CommandLine[] {
  if (own !== undefined || newest?.status !== 'complete' || newest.image === '') return [];
  const command = `${program} deploy --app ${app} --image ${newest.image} --skip-release-command --ha=false`;
  return [{ about: 'go back to the image before this one', command }];
}

/** What to read of Fly, and of what the app leans on there; the most useful first. */
function linksOf({ volume, cluster }: Told): readonly LinkName[] {
  return [
    'fly-start',
    ...(cluster === undefined ? [] : (['fly-postgres'] as const)),
    ...(volume ? (['fly-volumes'] as const) : []),
    'fly-domain',
    'fly-pricing',
    'fly-scale',
  ];
}
