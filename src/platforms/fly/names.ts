import { UserError } from '../../problems.ts';

/** As `--to` takes it. */
export const platform = 'fly';
/** As people call it. */
export const label = 'Fly.io';
export const page = 'docs/platforms/fly.md';

/** A name is part of a host name (RFC 1123, 2.1), NAME.fly.dev. Throws `app-name-invalid`. */
export function refuseName(app: string): void {
  if (/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(app)) return;
  const rule = 'on Fly it has lower case letters, digits and dashes, 63 at most, and no dash at an end';
  throw new UserError({ code: 'app-name-invalid', app, rule });
}

/** Name of the Postgres cluster that is made for an app: it outlives the app, and is found again by it. */
export function clusterOf(app: string): string {
  return `${app}-db`;
}

/** Host name under which Fly serves an app. */
export function hostOf(app: string): string {
  return `${app}.fly.dev`;
}
