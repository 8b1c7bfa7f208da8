import { scryptSync } from 'node:crypto';
import { UserError } from '../../problems.ts';
import { servicesOf } from '../image-labels.ts';
import { spreadRedis } from '../redis-variables.ts';
import { isReserved } from '../reserved-variables.ts';
import type { PushRequest } from '../types.ts';
import { at } from '../answers.ts';
import type { FlyNow } from './observe.ts';

/** Variables of the app's configuration by which the next push knows this one. */
export const remembered = {
  release: 'SIMPLE_DEPLOY_RELEASE',
  image: 'SIMPLE_DEPLOY_IMAGE',
  given: 'SIMPLE_DEPLOY_GIVEN',
  database: 'SIMPLE_DEPLOY_DATABASE',
} as const;

type Values = Readonly<Record<string, string>>;

/** The variables of an app, by where they stand. */
export interface Variables {
  /** Names of secrets that stand and stay. */
  readonly kept: readonly string[];
  /** Secrets that are handed over now. */
  readonly handed: Values;
  /** Those that hold no secret: in the configuration. */
  readonly plain: Values;
  /** Of the person's own fly.toml. */
  readonly own: Values;
  /** What tells the given ones from others. */
  readonly print: string | undefined;
}

/** The variables that a push comes to. Throws `variable-reserved`. */
export function variablesOf(now: FlyNow, request: PushRequest): Variables {
  refuseReserved(request);
  const { app, env, unset, image } = request;
  const kept = now.secrets.map(({ name }) => name).filter((name) => !unset.includes(name));
  const plain = plainOf(now, request);
  const secrets = Object.fromEntries(Object.entries(env).filter(([name]) => !(name in plain)));
  const given = { ...secrets, ...spreadRedis(servicesOf(image)['redis'] ?? [], env) };
  const print = fingerprint(now, given, app);
  return { kept, handed: news(now, given, kept, print), plain, own: ownVariables(now), print };
}

/** Variables that hold no secret, and that the configuration follows: they stand in it, and stay until they are unset. */
const plainNames = new Set(['WEB_CONCURRENCY', 'WEB_MEMORY', 'WEB_THREADS', 'SIMPLE_DEPLOY_STOP_SECONDS']);

function plainOf({ machines }: FlyNow, { env, unset }: PushRequest): Readonly<Record<string, string>> {
  const before = Object.entries(machines[0]?.env ?? {}).filter(([name]) => !unset.includes(name));
  return Object.fromEntries([...before, ...Object.entries(env)].filter(([name]) => plainNames.has(name)));
}

function ownVariables({ own }: FlyNow): Readonly<Record<string, string>> {
  const env = at(own?.table, 'env');
  return typeof env === 'object' && env !== null ? (env as Record<string, string>) : {};
}

/** Of the variables that are given, none when all of them were given before with these values. */
function news(
  now: FlyNow,
  given: Readonly<Record<string, string>>,
  kept: readonly string[],
  print: string | undefined,
): Readonly<Record<string, string>> {
  const same = print === now.machines[0]?.env[remembered.given];
  return same && Object.keys(given).every((name) => kept.includes(name)) ? {} : given;
}

/**
 * What tells given variables from others without telling them: Fly does not say what a secret is. All of them go into one
 * value, made slowly, so that a short one among them cannot be found out. Without variables that of the push before.
 */
function fingerprint({ machines }: FlyNow, given: Readonly<Record<string, string>>, app: string): string | undefined {
  const all = Object.entries(given).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (all.length === 0) return machines[0]?.env[remembered.given];
  return scryptSync(JSON.stringify(all), `simple-deploy ${app}`, 16).toString('hex');
}

const ofFly = /^(PORT|FLY_\w*)$/;

function useOf(name: string): string {
  if (name === 'PORT')
    return 'The server listens on 8000, or where a service of your fly.toml says; Fly listens on 80 and 443.';
  return name.startsWith('FLY_')
    ? 'Names that begin with FLY_ are those of Fly itself: choose another one.'
    : 'Host names of your own are given with --host.';
}

function refuseReserved({ env, unset }: PushRequest): void {
  for (const name of Object.keys(env)) {
    if (!ofFly.test(name) && !isReserved(name)) continue;
    throw new UserError({ code: 'variable-reserved', name, use: useOf(name) });
  }
  if (!unset.includes('SECRET_KEY')) return;
  const use = 'Give another with --env SECRET_KEY=…; without one nothing starts.';
  throw new UserError({ code: 'variable-reserved', name: 'SECRET_KEY', use });
}
