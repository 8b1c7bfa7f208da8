import type { LinkName } from '../../links.ts';
import type { CommandLine, Row } from '../../values/report.ts';
import type { Outcome } from '../types.ts';
import { clusterOf } from './names.ts';
import type { Release } from './release.ts';

type Told = Pick<Release, 'app' | 'org' | 'region' | 'volume' | 'cluster' | 'database'>;

/** What the summary tells of an app on Fly besides its facts. */
export function told(release: Told, isNew: boolean): Pick<Outcome, 'created' | 'commands' | 'links'> {
  return { created: isNew ? createdOf(release) : [], commands: commandsOf(release.app), links: linksOf(release) };
}

/** What a first push made on Fly, and what of it is billed. Fly's API names no prices, so none are told. */
function createdOf({ app, org, region, volume, cluster }: Told): readonly Row[] {
  return [
    { name: 'App', value: `${app} in ${org}, ${region}; its machines are billed while they run` },
    ...(volume ? [{ name: 'Volume', value: 'data; billed while it stands' }] : []),
    ...(cluster === undefined
      ? []
      : [{ name: 'Managed Postgres', value: `${clusterOf(app)}; billed by the month, also without the app` }]),
  ];
}

/** The commands of flyctl for this app. */
function commandsOf(app: string): readonly CommandLine[] {
  return [
    {
      about: 'a first user of the admin',
      command: `fly ssh console --app ${app} --pty -C "python manage.py createsuperuser"`,
    },
    { about: 'a shell of Django', command: `fly ssh console --app ${app} --pty -C "python manage.py shell"` },
    { about: 'its machines and checks', command: `fly status --app ${app}` },
    { about: 'set a secret: type NAME=value, then Ctrl-D', command: `fly secrets import --app ${app}` },
    { about: 'a domain of your own', command: `fly certs add www.example.org --app ${app}` },
    { about: 'more machines', command: `fly scale count 2 --app ${app}` },
    { about: 'more memory', command: `fly scale memory 1024 --app ${app}` },
    { about: 'its releases and their images', command: `fly releases --app ${app} --image` },
  ];
}

/** What to read of Fly, and of what the app leans on there. */
function linksOf({ volume, cluster }: Told): readonly LinkName[] {
  return [
    'fly-start',
    'fly-domain',
    'fly-scale',
    ...(cluster === undefined ? [] : (['fly-postgres'] as const)),
    ...(volume ? (['fly-volumes'] as const) : []),
    'fly-pricing',
  ];
}
