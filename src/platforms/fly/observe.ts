import { type Problem, UserError } from '../../problems.ts';
import type { LockSeen } from '../lock.ts';
import { lookAtLock } from '../lock-elsewhere.ts';
import type { ObserveDoors, Observed } from '../types.ts';
import { at, listAt, textAt, textsAt } from '../answers.ts';
import { hostOf, platform, refuseName } from './names.ts';
import { type OwnConfiguration, ownConfiguration, unreadConfiguration } from './own-configuration.ts';
import { type Ask, loggedIn } from './logged-in.ts';
import { type Size, sizeIn } from './size.ts';
import { isHeld, ofCommand, runningRelease } from './under-way.ts';

/** A machine of the app. */
export interface Machine {
  readonly id: string;
  readonly state: string;
  readonly region: string;
  /** Process group, such as "app". */
  readonly group: string;
  /** Version of the release that it is of; 0 when nothing tells. */
  readonly version: number;
  readonly image: string;
  readonly env: Readonly<Record<string, string>>;
  readonly checks: readonly { readonly name: string; readonly status: string; readonly output: string }[];
  readonly mounted: boolean;
  /** undefined: it is not told. */
  readonly size?: Size;
  readonly updatedAt: string;
}

export interface FlyRelease {
  readonly version: number;
  /** Such as "complete", "failed" or "running". */
  readonly status: string;
  readonly image: string;
  readonly createdAt: string;
}

/** What there is on Fly of an app, and what else a plan needs to know. */
export interface FlyNow {
  /** flyctl or fly. */
  readonly program: string;
  readonly token: string;
  /** Host of the registry. */
  readonly registry: string;
  readonly own?: OwnConfiguration;
  /** A configuration of the person's in a form that is not read here. */
  readonly unread?: string;
  readonly app?: { readonly org: string; readonly host: string };
  readonly machines: readonly Machine[];
  /** Names, and whether a deployment has not taken it up yet. */
  readonly secrets: readonly { readonly name: string; readonly staged: boolean }[];
  /** Newest first. */
  readonly releases: readonly FlyRelease[];
  readonly volumes: readonly { readonly id: string; readonly name: string; readonly size: string }[];
  /** Postgres clusters of the organisations; undefined when there was no need to list them. */
  readonly clusters?: readonly { readonly id: string; readonly name: string }[];
  readonly clustersFailed?: Problem;
  /** Organisations (slug → name) for a new app, regions (code → name) for one without machines; empty when they cannot be told. */
  readonly orgs: Readonly<Record<string, string>>;
  readonly regions: Readonly<Record<string, string>>;
  /** Organisation and region that flyctl's own variables choose. */
  readonly chosen: { readonly org?: string; readonly region?: string };
  readonly lock?: LockSeen;
  /** Somebody works at the release that is running; looked at only where a verb would come in between. */
  readonly held: boolean;
  /** The person has a terminal on which a command can ask. */
  readonly terminal: boolean;
}

/** Looks at the app, by flyctl alone. Throws what flyctl's absence and its errors are called; see program.ts. */
export async function observe(doors: ObserveDoors, target: Observed): Promise<FlyNow> {
  refuseName(target.app);
  const own = ownConfiguration(target.root);
  const unread = unreadConfiguration(target.root);
  const { program, token, ask, askUnlogged } = await loggedIn(doors);
  const { env } = doors;
  const apps = listAt([await ask('apps', 'list', '--json')], '0');
  const app = apps.find((each) => textAt(each, 'Name') === target.app);
  const org = textAt(app, 'Organization', 'Slug');
  const lock = await lookAtLock(doors, platform, target.app);
  const chosen = { ...chosenBy('org', env['FLY_ORG']), ...chosenBy('region', env['FLY_REGION']) };
  const seen = app === undefined ? nothing : await lookAtApp(ask, target.app);
  const orgs = app === undefined ? textsAt(await orNothing(ask('orgs', 'list', '--json'))) : { [org]: '' };
  return {
    program,
    token,
    registry: env['FLY_REGISTRY_HOST'] || 'registry.fly.io',
    ...(own && { own }),
    ...(unread !== undefined && { unread }),
    ...(app !== undefined && { app: { org, host: textAt(app, 'Hostname') || hostOf(target.app) } }),
    ...seen,
    ...(mayNeedCluster(seen, target)
      ? await clusters(ask, app === undefined ? (target.org ?? chosen.org) : org, Object.keys(orgs))
      : {}),
    orgs: app === undefined ? orgs : {},
    regions: seen.machines.length === 0 ? regionsIn(await orNothing(ask('platform', 'regions', '--json'))) : {},
    chosen,
    ...(lock && { lock }),
    held:
      mayComeBetween(target) &&
      runningRelease(seen) !== undefined &&
      // Who knows the nonce of a lease can end it.
      (await isHeld(askUnlogged, target.app, doors.signal)),
    terminal: process.stdin.isTTY && process.stdout.isTTY,
  };
}

function mayComeBetween({ verb }: Observed): boolean {
  return verb === 'push' || verb === 'rollback';
}

type Seen = Pick<FlyNow, 'machines' | 'secrets' | 'releases' | 'volumes'>;

const nothing: Seen = { machines: [], secrets: [], releases: [], volumes: [] };

async function lookAtApp(ask: Ask, app: string): Promise<Seen> {
  const list = async (...args: readonly string[]) => listAt([await ask(...args, '-a', app, '--json')], '0');
  const [machines, secrets, releases, volumes] = await Promise.all([
    list('machine', 'list'),
    list('secrets', 'list'),
    list('releases'),
    list('volumes', 'list'),
  ]);
  return {
    machines: machines.map(machineOf).filter((each) => !each.state.startsWith('destroy') && each.group !== ofCommand),
    secrets: secrets.map((each) => ({ name: textAt(each, 'name'), staged: textAt(each, 'status') === 'Staged' })),
    releases: releases.map(releaseOf).toSorted((a, b) => b.version - a.version),
    volumes: volumes.map((each) => ({
      id: textAt(each, 'id'),
      name: textAt(each, 'name'),
      size: `${textAt(each, 'size_gb')} GB`,
    })),
  };
}

function machineOf(machine: unknown): Machine {
  const text = (...path: readonly string[]) => textAt(machine, ...path);
  const size = sizeIn(at(machine, 'config', 'guest'));
  return {
    id: text('id'),
    state: text('state'),
    region: text('region'),
    group: text('config', 'metadata', 'fly_process_group') || 'app',
    version: Number(text('config', 'metadata', 'fly_release_version') || '0'),
    image: text('config', 'image'),
    env: textsAt(machine, 'config', 'env'),
    checks: listAt(machine, 'checks').map((each) => ({
      name: textAt(each, 'name'),
      status: textAt(each, 'status'),
      output: textAt(each, 'output'),
    })),
    mounted: listAt(machine, 'config', 'mounts').length > 0,
    ...(size && { size }),
    updatedAt: text('updated_at'),
  };
}

function releaseOf(release: unknown): FlyRelease {
  return {
    version: Number(textAt(release, 'Version')),
    status: textAt(release, 'Status').toLowerCase(),
    image: textAt(release, 'ImageRef'),
    createdAt: textAt(release, 'CreatedAt'),
  };
}

/**
 * Where a database of another kind was chosen, and where there is an address, clusters are of no interest to a push. Of an app that
 * is looked at, or goes, what is billed without it has to be told.
 */
function mayNeedCluster({ secrets, machines }: Seen, { verb, database }: Observed): boolean {
  if (verb === 'destroy' || verb === 'status') return true;
  if (database !== undefined) return database === 'postgres';
  const chosen = machines[0]?.env['SIMPLE_DEPLOY_DATABASE'];
  return secrets.every(({ name }) => name !== 'DATABASE_URL') && (chosen === undefined || chosen === 'postgres');
}

/** That they cannot be listed counts where one is needed: flyctl does not list them for every kind of token. */
async function clusters(
  ask: Ask,
  org: string | undefined,
  orgs: readonly string[],
): Promise<Pick<FlyNow, 'clusters' | 'clustersFailed'>> {
  try {
    const lists = await Promise.all(
      (org === undefined ? orgs : [org]).map((each) => ask('mpg', 'list', '--org', each, '--json')),
    );
    const found = lists.flatMap((list) => listAt([list], '0'));
    return { clusters: found.map((each) => ({ id: textAt(each, 'id'), name: textAt(each, 'name') })) };
  } catch (error) {
    if (error instanceof UserError) return { clustersFailed: error.problem };
    throw error;
  }
}

function regionsIn(regions: unknown): Readonly<Record<string, string>> {
  const known = listAt([regions], '0').map((each) => [textAt(each, 'code'), textAt(each, 'name')] as const);
  return Object.fromEntries(known.filter(([code]) => code !== ''));
}

/** What only helps a person to choose. */
function orNothing(answer: Promise<unknown>): Promise<unknown> {
  return answer.catch((error: unknown) => {
    if (error instanceof UserError) return undefined;
    throw error;
  });
}

function chosenBy(name: 'org' | 'region', value: string | undefined): FlyNow['chosen'] {
  return value === undefined || value === '' ? {} : { [name]: value };
}
