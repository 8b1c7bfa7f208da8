import { UserError } from '../../problems.ts';
import type { Database } from '../../values/database.ts';
import type { Configured } from './configured.ts';
import type { Flavour } from './names.ts';
import type { PlatformshNow } from './observe.ts';
import type { Standing } from './services.ts';
import { trailersOf } from './trailers.ts';

/** Services that hold nothing which a person would miss; all others do, known or not. */
const holdsNothing = /^(redis|valkey|memcached|varnish|chrome-headless|gotenberg)(:|$)/;

/** Services that stand, as the API tells them; by git alone, as the newest commit of ours does. */
export function standingOf({ login, project, commits }: PlatformshNow): Standing {
  if (login !== undefined) return project?.environment?.services ?? {};
  const [newest] = commits ?? [];
  return (newest && trailersOf(newest)?.services) ?? {};
}

const kindOf = (type: string): string => type.split(':')[0] ?? '';

/** Services that stand and hold data, and that these would not be. */
export function lostOf(standing: Standing, services: Standing): readonly string[] {
  return Object.entries(standing).flatMap(([name, type]) =>
    holdsNothing.test(type) || kindOf(services[name] ?? '') === kindOf(type) ? [] : [`${name} (${type})`],
  );
}

/** The platform deletes a service that is configured no more, with its data. Throws `choice-impossible`. */
export function refuseLoss(
  standing: Standing,
  configured: Configured | undefined,
  { branch, force }: { readonly branch: string; readonly force: boolean },
  { label }: Flavour,
): void {
  const lost = configured === undefined || force ? [] : lostOf(standing, configured.services);
  if (lost.length === 0) return;
  const what = `What is pushed to ${branch} has no service ${lost.join(', ')} any more, and ${label} would delete that with its data: nothing was pushed.`;
  const kept = databaseAmong(standing);
  const next = [
    ...(kept === undefined ? [] : [`To keep it: the same command with --database ${kept}`]),
    'To delete it with its data: the same command with --force',
  ];
  throw new UserError({ code: 'choice-impossible', what, next });
}

/** The database that stands where a push makes one: it is kept without being named again. */
export function databaseAmong({ db = '' }: Standing): Database | undefined {
  if (/^postgresql(:|$)/.test(db)) return 'postgres';
  return /^(mariadb|mysql|oracle-mysql)(:|$)/.test(db) ? 'mysql' : undefined;
}
