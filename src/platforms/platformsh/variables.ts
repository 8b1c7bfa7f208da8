import { UserError } from '../../problems.ts';
import type { ApiRequest, Step } from '../../values/step.ts';
import { demandedOf } from '../demanded.ts';
import { servicesOf as servicesOfImage } from '../image-labels.ts';
import { isReserved } from '../reserved-variables.ts';
import type { Fresh, PushRequest } from '../types.ts';
import type { Flavour } from './names.ts';
import type { PlatformshNow } from './observe.ts';
import { fingerprint, trailersOf } from './trailers.ts';

type Values = Readonly<Record<string, string>>;

/** The variables of an environment, by what becomes of them. */
export interface Variables {
  /** Handed over now. */
  readonly handed: Values;
  /** Names that are forgotten now. */
  readonly forgotten: readonly string[];
  /** What tells the given ones from others: stands in the commit. */
  readonly given: string | undefined;
}

/** The variables that a push comes to. Throws `variable-reserved`, `variables-missing`, `choice-impossible`. */
export function variablesOf(now: PlatformshNow, request: PushRequest, fresh: Fresh, flavour: Flavour): Variables {
  const { env, unset, app } = request;
  refuseReserved(request);
  if (now.login === undefined) refuseWithoutProgram(request, flavour);
  const standing = now.project?.environment?.variables ?? [];
  const kept = standing.map(({ name }) => name).filter((name) => !unset.includes(name));
  checkDemands(request, [...kept, ...Object.keys(env)], now.login !== undefined);
  const [newest] = now.commits ?? [];
  const before = newest && trailersOf(newest)?.given;
  const given = fingerprint(env, app, before);
  const isSame = given === before && Object.keys(env).every((name) => kept.includes(name));
  const key = now.login === undefined || kept.includes('SECRET_KEY') ? {} : { SECRET_KEY: fresh.secretKey };
  return {
    handed: { ...key, ...(isSame ? {} : env) },
    forgotten: unset.filter((name) => standing.some((each) => each.name === name && !each.ofProject)),
    given,
  };
}

/** What the platform or we tell the app of itself, and what is computed where it runs. */
const ofPlatform = /^(PORT|SOCKET|PLATFORM_\w*)$/;

function refuseReserved({ env, unset }: PushRequest): void {
  for (const name of Object.keys(env)) {
    if (!ofPlatform.test(name) && !isReserved(name)) continue;
    throw new UserError({ code: 'variable-reserved', name, use: 'The platform gives it its value.' });
  }
  if (!unset.includes('SECRET_KEY')) return;
  const use = 'Give another with --env SECRET_KEY=…';
  throw new UserError({ code: 'variable-reserved', name: 'SECRET_KEY', use });
}

function refuseWithoutProgram({ env, unset }: PushRequest, { programs: [program], label }: Flavour): void {
  const names = [...Object.keys(env), ...unset];
  if (names.length === 0) return;
  const what = `Variables (${names.join(', ')}) are set through ${label}'s API, and git alone does not reach that.`;
  throw new UserError({
    code: 'choice-impossible',
    what,
    next: [
      `Leave --destination out, and log in: ${program} login`,
      'Or set them in the console, and push without --env.',
    ],
  });
}

/**
 * Throws `variables-missing` with what the settings demand beyond all of `has` and what the tree computes: the key, the
 * database's address, Redis's. Without the platform's program nobody knows what is set, and nothing can be.
 */
function checkDemands({ image, env }: PushRequest, has: readonly string[], isKnown: boolean): void {
  if (!isKnown) return;
  const redis = servicesOfImage(image)['redis'] ?? [];
  const given = new Set(['SECRET_KEY', 'DATABASE_URL', 'DJANGO_SETTINGS_MODULE', ...redis, ...has]);
  const names = demandedOf(image, { values: env, names: [...given] }).filter((name) => !given.has(name));
  if (names.length > 0) throw new UserError({ code: 'variables-missing', names });
}

/** The environment whose variables are set. */
export interface Holder {
  readonly login: NonNullable<PlatformshNow['login']>;
  /** Id, or what stands for it. */
  readonly project: string;
  readonly branch: string;
  readonly standing: readonly { readonly name: string; readonly ofProject: boolean }[];
}

/** Steps that set and forget variables of an environment; values travel in the body of a request. */
export function variableSteps({ handed, forgotten }: Variables, holder: Holder): readonly Step[] {
  const own = holder.standing.filter(({ ofProject }) => !ofProject).map(({ name }) => name);
  return [
    ...Object.entries(handed).map(([name, value]) => setStep(holder, name, value, own.includes(name))),
    ...forgotten.map((name) => forgetStep(holder, name)),
  ];
}

function setStep(holder: Holder, name: string, value: string, stands: boolean): Step {
  const created = { name: `env:${name}`, is_sensitive: true, visible_build: false, visible_runtime: true };
  return {
    id: `variable-${name}`,
    title: `Set the variable ${name}`,
    why: stands ? 'It was given now.' : 'It is not there yet.',
    effect: {
      ...request(holder, stands ? 'PATCH' : 'POST', stands ? name : undefined),
      body: stands ? { value } : { ...created, value },
    },
  };
}

function forgetStep(holder: Holder, name: string): Step {
  return {
    id: `forget-${name}`,
    title: `Forget the variable ${name}`,
    why: 'It was asked for.',
    effect: request(holder, 'DELETE', name),
  };
}

function request(
  { login, project, branch }: Holder,
  method: ApiRequest['method'],
  name: string | undefined,
): ApiRequest {
  const path = name === undefined ? '' : `/${encodeURIComponent(`env:${name}`)}`;
  return {
    kind: 'api',
    method,
    url: `${login.api}/projects/${project}/environments/${encodeURIComponent(branch)}/variables${path}`,
    headers: { authorization: `Bearer ${login.token}`, accept: 'application/json' },
  };
}
