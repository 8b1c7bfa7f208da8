import type { LinkName } from '../../links.ts';
import type { CommandLine, Row } from '../../values/report.ts';
import type { Outcome } from '../types.ts';
import { postgresService } from './names.ts';
import type { HerokuNow } from './observe.ts';
import type { Release } from './release.ts';
import { priceWords } from './seen.ts';

/** What the summary tells of an app on Heroku besides its facts. */
export function told(now: HerokuNow, release: Release): Pick<Outcome, 'created' | 'commands' | 'links'> {
  const hasPostgres = release.addOn !== undefined || now.addOns.some(({ service }) => service === postgresService);
  return {
    created: createdOf(now, release),
    commands: commandsOf(release, hasPostgres),
    links: linksOf(hasPostgres),
  };
}

/** What to read of Heroku, and of what the app leans on there. */
function linksOf(hasPostgres: boolean): readonly LinkName[] {
  const postgres = hasPostgres ? (['heroku-postgres'] as const) : [];
  return ['heroku-images', 'heroku-releases', 'heroku-domain', 'heroku-scale', ...postgres, 'heroku-pricing'];
}

/** What a push made on Heroku, and what of it is billed; of an add-on the price that Heroku's API tells. */
function createdOf(now: HerokuNow, { app, starts, addOn }: Release): readonly Row[] {
  const isNew = now.app === undefined;
  return [
    ...(isNew ? [{ name: 'App', value: `${app}, on the stack container` }] : []),
    ...(starts.length > 0 ? [{ name: 'Dynos', value: `one for ${starts.join(', ')}; billed while they run` }] : []),
    ...(addOn && 'plan' in addOn
      ? [{ name: 'Postgres', value: `${addOn.plan}, ${priceWords(now.plan?.price)}; it goes with the app` }]
      : []),
  ];
}

/** The commands of Heroku's own program for this app. */
function commandsOf({ app, kinds }: Release, hasPostgres: boolean): readonly CommandLine[] {
  const [worker] = kinds.map(({ type }) => type).filter((type) => type !== 'web' && type !== 'release');
  return [
    { about: 'a first user of the admin', command: `heroku run --app ${app} -- python manage.py createsuperuser` },
    { about: 'what it logs', command: `heroku logs --tail --app ${app}` },
    { about: 'its dynos', command: `heroku ps --app ${app}` },
    { about: 'more dynos', command: `heroku ps:scale web=2 --app ${app}` },
    ...(worker ? [{ about: `none for ${worker}`, command: `heroku ps:scale ${worker}=0 --app ${app}` }] : []),
    { about: 'its config vars', command: `heroku config --app ${app}` },
    { about: 'its releases', command: `heroku releases --app ${app}` },
    { about: 'a domain of your own', command: `heroku domains:add www.example.org --app ${app}` },
    ...(hasPostgres
      ? [
          { about: 'the database', command: `heroku pg:psql --app ${app}` },
          { about: 'a copy of it', command: `heroku pg:backups:capture --app ${app}` },
        ]
      : []),
  ];
}
