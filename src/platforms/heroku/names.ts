import { UserError } from '../../problems.ts';

/** As `--to` takes it. */
export const platform = 'heroku';
/** As people call it. */
export const label = 'Heroku';
export const page = 'docs/platforms/heroku.md';

/** A name is part of a host name there (Platform API, app name). Throws `app-name-invalid`. */
export function refuseName(app: string): void {
  if (/^[a-z][a-z0-9-]{1,28}[a-z0-9]$/.test(app)) return;
  const rule =
    'on Heroku it has 3 to 30 lower case letters, digits and dashes, begins with a letter and ends with none of the dashes';
  throw new UserError({ code: 'app-name-invalid', app, rule });
}

/** Where the Platform API and the registry are; the variables move them for tests and gateways. */
export function endpoints(env: NodeJS.ProcessEnv): { readonly api: string; readonly registry: string } {
  return {
    api: (env['HEROKU_API_URL'] || 'https://api.heroku.com').replace(/\/+$/, ''),
    registry: env['HEROKU_REGISTRY'] || 'registry.heroku.com',
  };
}

export const postgresService = 'heroku-postgresql';
/** Plan of a Postgres where none is asked for: the smallest. */
const smallest = 'essential-0';

/** Full name of a plan of Heroku Postgres. */
export function planOf(plan: string = smallest): string {
  return plan.includes(':') ? plan : `${postgresService}:${plan}`;
}
