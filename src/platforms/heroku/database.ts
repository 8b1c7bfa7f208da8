import { link } from '../../links.ts';
import { UserError } from '../../problems.ts';
import type { Database } from '../../values/database.ts';
import type { Step } from '../../values/step.ts';
import { databaseIn } from '../image-labels.ts';
import type { PushRequest } from '../types.ts';
import { call, tokenEnded } from './call.ts';
import { label, planOf, platform, postgresService } from './names.ts';
import type { HerokuNow } from './observe.ts';
import { priceWords } from './seen.ts';
import { rememberedDatabase } from './variables.ts';

/** A Heroku Postgres that gives the app its DATABASE_URL: a new one, or one that is still being made. */
export type AddOnWanted = { readonly plan: string } | { readonly id: string; readonly name: string };

/**
 * Database that was chosen: now, by the address that is or will be the app's DATABASE_URL, or for an earlier push; undefined: it
 * was not.
 */
export function chosenDatabase(
  { config }: HerokuNow,
  { database, env, unset }: Pick<PushRequest, 'database' | 'env' | 'unset'>,
): Database | undefined {
  const url = env['DATABASE_URL'] ?? (unset.includes('DATABASE_URL') ? undefined : config['DATABASE_URL']);
  return database ?? kindOf(url) ?? (config[rememberedDatabase] as Database | undefined);
}

function kindOf(url: string | undefined): Database | undefined {
  const [, scheme = ''] = /^(\w+)[\w+.-]*:/.exec(url ?? '') ?? [];
  if (scheme.startsWith('postg')) return 'postgres';
  return scheme.startsWith('mysql') ? 'mysql' : undefined;
}

/**
 * The database of an app; `hasUrl`: it has a DATABASE_URL. Throws `choices-missing` where Heroku has several ways,
 * `image-lacks-database`, `choice-impossible` for SQLite.
 */
export function databaseOf(now: HerokuNow, request: PushRequest, hasUrl: boolean): Database {
  const { image } = request;
  const has = databaseIn(image) ?? 'none';
  const chosen = chosenDatabase(now, request);
  if (chosen === 'sqlite' && !hasUrl) refuseSqlite();
  const wanted = chosen === 'postgres' || chosen === 'mysql' ? chosen : has;
  if (has !== wanted) throw new UserError({ code: 'image-lacks-database', reference: image.reference, has, wanted });
  if (chosen !== undefined) return chosen;
  return hasUrl || has === 'none' || has === 'mysql' ? has : ask(now, has);
}

function refuseSqlite(): never {
  throw new UserError({
    code: 'choice-impossible',
    what: 'SQLite is a file, and the disk of a dyno is thrown away when it restarts, once a day at least: every row would be lost.',
    next: [
      '--database postgres   # Heroku Postgres; its price is shown, and asked for, before it is made',
      '--env DATABASE_URL=…  # one of your own',
      `Read on: ${link('heroku-sqlite').url}`,
    ],
  });
}

function ask({ plan }: HerokuNow, has: Database): never {
  const price = `${plan?.name ?? planOf()}, ${priceWords(plan?.price)}`;
  const postgres = {
    value: 'postgres',
    about: `Heroku Postgres (${price}): ${link('heroku-plans').url}`,
  };
  const lost = has === 'sqlite' ? 'none: SQLite is lost when a dyno restarts, once a day at least; ' : 'none, ';
  const none = { value: 'none', about: `${lost}or --env DATABASE_URL=… for one of your own` };
  const question = `the database (the settings use ${has})`;
  const choice = {
    key: 'database',
    option: '--database',
    question,
    suggestion: 'postgres',
    among: [postgres, none],
  } as const;
  throw new UserError({ code: 'choices-missing', platform, label, choices: [choice] });
}

/** The Postgres that an app with this database lacks. Throws `choice-impossible` for one that is there under another name. */
export function addOnFor(
  now: HerokuNow,
  { app, databasePlan }: PushRequest,
  database: Database,
): AddOnWanted | undefined {
  if (database !== 'postgres' || 'DATABASE_URL' in now.config) return undefined;
  const found = now.addOns.find(({ service, state }) => service === postgresService && state !== 'deprovisioned');
  if (found === undefined) {
    if (now.plan === undefined) throw planUnknown(planOf(databasePlan));
    return { plan: now.plan.name };
  }
  if (found.state === 'provisioning') return { id: found.id, name: found.name };
  throw new UserError({
    code: 'choice-impossible',
    what: `${app} has the Postgres ${found.name}, by ${found.configVars.join(', ')}, and no DATABASE_URL.`,
    next: [
      `heroku pg:promote ${found.name} --app ${app}   # gives it that name`,
      'or --env DATABASE_URL=… for another one',
    ],
  });
}

function planUnknown(value: string): UserError {
  const wanted = 'a plan that heroku addons:plans heroku-postgresql lists';
  return new UserError({ code: 'option-value', option: '--database-plan', value, wanted });
}

/** Steps after which the app has the DATABASE_URL of a Postgres. */
export function databaseSteps(now: HerokuNow, app: string, addOn: AddOnWanted | undefined): readonly Step[] {
  if (addOn === undefined) return [];
  const isNew = 'plan' in addOn;
  const create: readonly Step[] = isNew
    ? [
        {
          id: 'database',
          title: `Add ${addOn.plan}`,
          why: 'The app was asked to run with Heroku Postgres.',
          effect: call(now, 'POST', `/apps/${app}/addons`, { body: { plan: addOn.plan } }),
          means: tokenEnded,
        },
      ]
    : [];
  return [
    ...create,
    {
      id: 'database-ready',
      title: 'Wait for the Postgres',
      why: 'Heroku sets DATABASE_URL when it stands; this takes some minutes.',
      effect: {
        kind: 'watch',
        request: call(now, 'GET', `/apps/${app}/addons/${isNew ? '{addOn}' : addOn.id}`),
        at: ['state'],
        until: ['provisioned'],
        never: ['deprovisioned'],
        everyMs: 500,
        limitMs: 20 * 60_000,
      },
      ...(isNew && { uses: { addOn: { step: 'database', at: ['id'] } } }),
      means: tokenEnded,
    },
  ];
}
