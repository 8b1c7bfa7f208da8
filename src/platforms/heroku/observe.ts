import type { ObserveDoors, Target } from '../types.ts';
import { reader } from './api.ts';
import { appIn, type HerokuApp } from './app.ts';
import { endpoints, refuseName } from './names.ts';
import { findToken } from './token.ts';

/** What there is on Heroku of an app. */
export interface HerokuNow {
  readonly token: string;
  readonly api: string;
  /** Host of the registry. */
  readonly registry: string;
  /** Undefined: there is none of that name, or none that this login may see. */
  readonly app?: HerokuApp;
  /** The release that runs. */
  readonly release?: { readonly version: number; readonly status: string; readonly description: string };
  /** Team for a new app, by the variable of Heroku's own command. */
  readonly team?: string;
}

/** Looks at the app. Throws `app-name-invalid`, `platform-login-missing`, `platform-question-failed`. */
export async function observe(doors: ObserveDoors, { app: name }: Pick<Target, 'app'>): Promise<HerokuNow> {
  refuseName(name);
  const token = await findToken(doors);
  const read = reader(doors, token);
  const app = appIn(await read(`/apps/${name}`));
  const release = app === undefined ? undefined : currentIn(await read(`/apps/${app.name}/releases`));
  const team = doors.env['HEROKU_ORGANIZATION'];
  return {
    token: token.value,
    ...endpoints(doors.env),
    ...(app && { app }),
    ...(release && { release }),
    ...(team && { team }),
  };
}

/** The one that runs; those before it, and those whose release phase failed, are not current. */
function currentIn(releases: unknown): HerokuNow['release'] {
  const list = (Array.isArray(releases) ? releases : []) as readonly Readonly<Record<string, unknown>>[];
  const { version, status, description } = list.find(({ current }) => current === true) ?? {};
  if (typeof version !== 'number') return undefined;
  return { version, status: String(status), description: String(description) };
}
