import { link, type LinkName } from '../../links.ts';
import type { CommandLine, Row } from '../../values/report.ts';
import type { Outcome } from '../types.ts';
import { postgresService } from './names.ts';
import type { HerokuNow } from './observe.ts';
import { current, type Release } from './release.ts';
import { priceWords } from './seen.ts';

/** What the summary tells of an app on Heroku besides its facts. */
export function told(now: HerokuNow, release: Release): Pick<Outcome, 'created' | 'commands' | 'links'> {
  const hasPostgres = release.addOn !== undefined || now.addOns.some(({ service }) => service === postgresService);
  return {
    created: createdOf(now, release),
    commands: commandsOf(now, release, hasPostgres),
    links: linksOf(hasPostgres),
  };
}

/** What to read of Heroku, and of what the app leans on there; the most useful first. */
function linksOf(hasPostgres: boolean): readonly LinkName[] {
  const postgres = hasPostgres ? (['heroku-postgres'] as const) : [];
  return ['heroku-images', ...postgres, 'heroku-domain', 'heroku-pricing', 'heroku-releases', 'heroku-scale'];
}

/** What a push made on Heroku, and what of it is billed; of an add-on the price that Heroku's API tells. */
function createdOf(now: HerokuNow, { app, team, region = 'us', starts, addOn }: Release): readonly Row[] {
  const isNew = now.app === undefined;
  const place = `${app}${team === undefined ? '' : `, team ${team}`}, region ${region}`;
  const one = starts.map((type) => `one for ${type}`).join(', ');
  const rows = [
    ...(isNew ? [{ name: 'App', value: `${place}, of the kind that runs images (stack container)` }] : []),
    ...(starts.length > 0
      ? [{ name: 'Dynos', value: `${one}; a dyno is a container that Heroku runs, billed while it does` }]
      : []),
    ...(addOn && 'plan' in addOn
      ? [{ name: 'Postgres', value: `${addOn.plan}, ${priceWords(now.plan?.price)}; it goes with the app` }]
      : []),
  ];
  return rows.length === 0 ? [] : [...rows, { name: 'Prices', value: link('heroku-pricing').url }];
}

/** The commands of Heroku's own program for this app. */
function commandsOf(now: HerokuNow, { app, kinds }: Release, hasPostgres: boolean): readonly CommandLine[] {
  const at = `--app ${app}`;
  const [worker] = kinds.map(({ type }) => type).filter((type) => type !== 'web' && type !== 'release');
  const before = current(now);
  const run = `heroku run ${at} -- python manage.py`;
  return [
    { about: 'a first admin', command: `${run} createsuperuser` },
    { about: 'a shell of Django', command: `${run} shell` },
    { about: 'which migrations have run', command: `${run} showmigrations` },
    { about: 'what it logs', command: `heroku logs --tail ${at}` },
    { about: 'its dynos: the containers that run', command: `heroku ps ${at}` },
    { about: 'two dynos for the server', command: `heroku ps:scale web=2 ${at}` },
    ...(worker ? [{ about: `no dyno for ${worker}`, command: `heroku ps:scale ${worker}=0 ${at}` }] : []),
    { about: 'its config vars: variables of the app, with their values', command: `heroku config ${at}` },
    { about: 'write a config var in your editor', command: `heroku config:edit NAME ${at}` },
    { about: 'a domain of your own', command: `heroku domains:add www.example.org ${at}` },
    { about: 'its releases', command: `heroku releases ${at}` },
    ...(before === undefined
      ? []
      : [
          {
            about: 'go back to the release before; config vars go back too',
            command: `heroku rollback v${before.version} ${at}`,
          },
        ]),
    ...(hasPostgres
      ? [
          { about: 'a shell of the database', command: `heroku pg:psql ${at}` },
          ...backupCommands(app).map((command, index) => ({
            about: index === 0 ? 'a backup of the database now' : 'one every night',
            command,
          })),
        ]
      : []),
    { about: 'remove the app and its add-ons', command: `heroku apps:destroy ${at} --confirm ${app}` },
  ];
}

/** Commands that make a backup of the Postgres of an app: now, and every night. */
export function backupCommands(app: string): readonly [string, string] {
  return [
    `heroku pg:backups:capture --app ${app}`,
    `heroku pg:backups:schedule DATABASE_URL --at '02:00 UTC' --app ${app}`,
  ];
}
