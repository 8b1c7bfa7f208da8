import { UserError } from '../../problems.ts';

/** As people call the platform. */
export const label = 'this machine';

/** Names of everything that belongs to an app on the engine. The last word is the role, so no two apps share a name. */
export interface Names {
  /** The release that serves. */
  readonly web: string;
  /** The release that is about to. */
  readonly next: string;
  /** One-off containers. */
  readonly release: string;
  readonly proof: string;
  readonly copy: string;
  readonly run: (id: string) => string;
  readonly lock: string;
  /** Volume of the copy that a migration is tried on. */
  readonly rehearsal: string;
  /** Volume of SQLite and uploads. */
  readonly data: string;
  /** Container and volume of the database server. */
  readonly database: string;
  /** Container and volume of Redis. */
  readonly redis: string;
  readonly network: string;
  /** A process of the release that serves, and of the one that is about to. A type's name has no dots. */
  readonly process: (type: string) => string;
  readonly nextProcess: (type: string) => string;
}

/** Names for an app. */
export function namesFor(app: string): Names {
  const name = (role: string) => `simple-deploy-${app}-${role}`;
  return {
    web: name('web'),
    next: name('next'),
    release: name('release'),
    proof: name('proof'),
    copy: name('copy'),
    run: (id) => `${name('run')}.${id}`,
    lock: name('lock'),
    rehearsal: name('rehearsal'),
    data: name('data'),
    database: name('database'),
    redis: name('redis'),
    network: name('network'),
    process: (type) => `${name('process')}.${type}`,
    nextProcess: (type) => `${name('process')}.${type}.next`,
  };
}

/** What the engine and we allow as the name of an app. */
const appNameRule = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;

/** Throws `app-name-invalid` for a name that the engine would not take, or would take for another. */
export function refuseName(app: string): void {
  if (appNameRule.test(app)) return;
  const rule = 'it takes up to 40 lower case letters, digits and hyphens, and begins and ends with a letter or digit';
  throw new UserError({ code: 'app-name-invalid', app, rule });
}
