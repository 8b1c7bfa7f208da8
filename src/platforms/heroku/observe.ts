import { saysAddress, saysSecret } from '../../secret-names.ts';
import { listAt, textAt, textsAt, at } from '../answers.ts';
import type { LockSeen } from '../lock.ts';
import { lookAtLock } from '../lock-elsewhere.ts';
import type { ObserveDoors, Target } from '../types.ts';
import { type Read, reader } from './api.ts';
import { appIn, type HerokuApp } from './app.ts';
import { newestFirst } from './call.ts';
import { endpoints, planOf, platform, refuseName } from './names.ts';
import {
  type AddOn,
  addOnsIn,
  type Dyno,
  dynosIn,
  type Formation,
  formationIn,
  type HerokuRelease,
  type Price,
  priceIn,
  releasesIn,
} from './seen.ts';
import { findToken } from './token.ts';

/** What there is on Heroku of an app, and what else a plan needs to know. */
export interface HerokuNow {
  readonly token: string;
  readonly api: string;
  /** Host of the registry. */
  readonly registry: string;
  /** Undefined: there is none of that name, or none that this login may see. */
  readonly app?: HerokuApp;
  /** Newest first. */
  readonly releases: readonly HerokuRelease[];
  /** Config vars, values too: Heroku tells them. */
  readonly config: Readonly<Record<string, string>>;
  readonly formation: readonly Formation[];
  readonly dynos: readonly Dyno[];
  readonly addOns: readonly AddOn[];
  /** Own domains of the app. */
  readonly domains: readonly string[];
  /** The plan of a Postgres that would be made; undefined: none is needed, or there is no such plan. */
  readonly plan?: { readonly name: string; readonly price?: Price };
  /** Regions for a new app (code → where); empty when they cannot be told. */
  readonly regions: Readonly<Record<string, string>>;
  /** Team for a new app, by the variable of Heroku's own command. */
  readonly team?: string;
  readonly lock?: LockSeen;
  /** What a terminal of the person's is like, in the variables that say so. */
  readonly terminal?: Readonly<Record<'TERM' | 'COLUMNS' | 'LINES', string>>;
  readonly at: number;
}

/** Looks at the app. Throws `app-name-invalid`, `platform-login-missing`, `platform-question-failed`. */
export async function observe(doors: ObserveDoors, target: Target): Promise<HerokuNow> {
  refuseName(target.app);
  const token = await findToken(doors);
  const read = reader(doors, token);
  const app = appIn(await read(`/apps/${target.app}`));
  const seen = app === undefined ? nothing : await lookAtApp(read, app);
  hideSecrets(seen.config, doors);
  const lock = await lookAtLock(doors, platform, target.app);
  const team = doors.env['HEROKU_ORGANIZATION'];
  const plan = await planFor(read, seen.config, target);
  return {
    token: token.value,
    ...endpoints(doors.env),
    ...(app && { app }),
    ...seen,
    ...(plan && { plan }),
    regions: app === undefined ? regionsIn(await read('/regions')) : {},
    ...(team && { team }),
    ...(lock && { lock }),
    ...terminalOf(doors.env),
    at: Date.now(),
  };
}

function terminalOf({ TERM = 'dumb' }: NodeJS.ProcessEnv): Pick<HerokuNow, 'terminal'> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return {};
  const { columns, rows } = process.stdout;
  return { terminal: { TERM, COLUMNS: String(columns), LINES: String(rows) } };
}

type Seen = Pick<HerokuNow, 'releases' | 'config' | 'formation' | 'dynos' | 'addOns' | 'domains'>;

const nothing: Seen = { releases: [], config: {}, formation: [], dynos: [], addOns: [], domains: [] };
/** Heroku keeps some thousands; what a push and a rollback ask of them is among the newest. */
const releasesRead = 200;

async function lookAtApp(read: Read, app: HerokuApp): Promise<Seen> {
  const at = (path: string) => read(`/apps/${app.name}/${path}`);
  const [releases, config, formation, dynos, addOns, domains] = await Promise.all([
    read(`/apps/${app.name}/releases`, newestFirst(releasesRead).headers),
    at('config-vars'),
    at('formation'),
    at('dynos'),
    at('addons'),
    at('domains'),
  ]);
  return {
    releases: releasesIn(releases),
    config: textsAt(config),
    formation: formationIn(formation),
    dynos: dynosIn(dynos),
    addOns: addOnsIn(addOns, app),
    domains: domainsIn(domains),
  };
}

/** By the names of the variables; who gives a value knows what it is, and of these we only read them. */
function hideSecrets(config: HerokuNow['config'], { secret }: ObserveDoors): void {
  for (const [name, value] of Object.entries(config)) {
    if (saysSecret(name) || (saysAddress(name) && value.includes('@'))) secret(value);
  }
}

function domainsIn(domains: unknown): readonly string[] {
  return listAt([domains], '0')
    .filter((each) => textAt(each, 'kind') === 'custom')
    .map((each) => textAt(each, 'hostname'))
    .filter((name) => name !== '');
}

async function planFor(read: Read, config: HerokuNow['config'], { databasePlan }: Target): Promise<HerokuNow['plan']> {
  if ('DATABASE_URL' in config) return undefined;
  const name = planOf(databasePlan);
  const answer = await read(`/plans/${name}`);
  if (textAt(answer, 'name') === '') return undefined;
  const price = priceIn(at(answer, 'price'));
  return { name, ...(price && { price }) };
}

/** Those of the Common Runtime: others are a space's. */
function regionsIn(answer: unknown): HerokuNow['regions'] {
  const known = listAt([answer], '0').map((each) => [
    textAt(each, 'name'),
    textAt(each, 'description') || textAt(each, 'country'),
  ]);
  return Object.fromEntries(known.filter(([name]) => name !== '')) as Record<string, string>;
}
