import { UserError } from '../../problems.ts';
import { servicesOf } from '../image-labels.ts';
import { spreadRedis } from '../redis-variables.ts';
import { isReserved } from '../reserved-variables.ts';
import { stopOf } from '../stop-seconds.ts';
import type { PushRequest } from '../types.ts';
import { platform } from './names.ts';
import type { HerokuNow } from './observe.ts';

type Values = Readonly<Record<string, string>>;

/** Variable of the app by which the next push knows which database was chosen. */
export const rememberedDatabase = 'SIMPLE_DEPLOY_DATABASE';
const hostsVariable = 'SIMPLE_DEPLOY_HOSTS';
/** What dynos are given between SIGTERM and SIGKILL: https://devcenter.heroku.com/articles/dyno-shutdown-behavior */
const stopSeconds = 30;
/** The one folder that any user may write to; it goes with the dyno, as all of its disk does. */
const dataFolder = '/tmp/data';

/** Config vars that the app has after a push, as far as a push decides. */
export function variablesOf(
  { config }: HerokuNow,
  { env, unset, image }: PushRequest,
  {
    hosts,
    database,
    secretKey,
  }: { readonly hosts: readonly string[]; readonly database: string; readonly secretKey: string },
): Values {
  const given = { ...env, ...spreadRedis(servicesOf(image)['redis'] ?? [], env) };
  const stays = Object.fromEntries(Object.entries(config).filter(([name]) => !unset.includes(name)));
  return {
    ...('SECRET_KEY' in stays ? {} : { SECRET_KEY: secretKey }),
    ...given,
    SIMPLE_DEPLOY_PLATFORM: platform,
    SIMPLE_DEPLOY_SCHEME: 'https',
    [hostsVariable]: hosts.join(','),
    SIMPLE_DEPLOY_DATA_DIR: dataFolder,
    [rememberedDatabase]: database,
    ...stopOf({ ...stays, ...given }, stopSeconds).variables,
  };
}

/** What has to be said to Heroku so that the app has these variables and not those: null forgets one. */
export function changesOf(
  { config }: HerokuNow,
  values: Values,
  unset: readonly string[],
): Readonly<Record<string, string | null>> {
  const set = Object.entries(values).filter(([name, value]) => config[name] !== value);
  const forget = unset.filter((name) => name in config && !(name in values)).map((name) => [name, null] as const);
  return Object.fromEntries([...set, ...forget]);
}

/** Names by `--host` of an earlier push: they stay until others are given. */
export function rememberedHosts({ config, app, domains }: HerokuNow): readonly string[] {
  const known = new Set([app?.webUrl, ...domains]);
  return (config[hostsVariable] ?? '').split(',').filter((host) => host !== '' && !known.has(host));
}

const ofHeroku = /^(PORT|DYNO|HEROKU_\w*)$/;

/** Throws `variable-reserved`. */
export function refuseReserved({ env, unset }: Pick<PushRequest, 'env' | 'unset'>): void {
  for (const name of Object.keys(env)) {
    if (!ofHeroku.test(name) && !isReserved(name)) continue;
    const use = name === 'PORT' ? 'Heroku chooses it anew for each dyno.' : 'Hosts are named with --host.';
    throw new UserError({ code: 'variable-reserved', name, use });
  }
  if (!unset.includes('SECRET_KEY')) return;
  const use = 'Give another with --env SECRET_KEY=…; without one nothing starts.';
  throw new UserError({ code: 'variable-reserved', name: 'SECRET_KEY', use });
}
