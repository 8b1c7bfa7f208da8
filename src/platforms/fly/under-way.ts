import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../../problems.ts';
import { at, listAt, textAt } from '../answers.ts';
import type { Ask } from './logged-in.ts';
import { label } from './names.ts';

/** Group of the machine on which flyctl runs a release command: one that an interruption left goes with the next release. */
export const ofCommand = 'fly_app_release_command';

interface Release {
  readonly version: number;
  readonly status: string;
  readonly createdAt: string;
}

interface Seen {
  /** Newest first. */
  readonly releases: readonly Release[];
}

/**
 * The newest release, when it may be under way. It is pending for a moment only, before flyctl says that it runs it: what stays so
 * was interrupted there.
 */
export function runningRelease({ releases }: Seen): Release | undefined {
  const [newest] = releases;
  return newest?.status === 'running' ? newest : undefined;
}

/** Between two looks: flyctl goes from the release command to the machines within it. */
const betweenMs = 5000;

/**
 * Whether somebody works at a release that is running: its command runs, or machines are held. A flyctl that was killed lets go
 * of machines that stood after 13 s, of one that it was making after five minutes (its \`lease_ttl\`).
 */
export async function isHeld(ask: Ask, app: string, signal: AbortSignal, pauseMs = betweenMs): Promise<boolean> {
  if (await holds(ask, app)) return true;
  await pause(pauseMs, undefined, { signal });
  return holds(ask, app);
}

async function holds(ask: Ask, app: string): Promise<boolean> {
  const all = listAt([await ask('machine', 'list', '-a', app, '--json')], '0');
  const machines = all.filter((machine) => !textAt(machine, 'state').startsWith('destroy'));
  const isCommand = (machine: unknown) => textAt(machine, 'config', 'metadata', 'fly_process_group') === ofCommand;
  const runs = ['starting', 'started', 'stopping'];
  if (machines.some((machine) => isCommand(machine) && runs.includes(textAt(machine, 'state')))) return true;
  const ids = machines.filter((machine) => !isCommand(machine)).map((machine) => textAt(machine, 'id'));
  if (ids.length === 0) return false;
  // One that went meanwhile is a sign of somebody at work.
  const leases = await ask('machine', 'leases', 'view', ...ids, '-a', app, '--json').catch(heldAfterAll);
  return Object.keys(leases ?? {}).some((id) => textAt(at(leases, id), 'data', 'nonce') !== '');
}

function heldAfterAll(error: unknown): unknown {
  if (error instanceof UserError) return { unknown: { data: { nonce: 'unknown' } } };
  throw error;
}

/** Throws `release-under-way`, unless it was broken off and nobody holds it any more. */
export function refuseUnderWay(
  now: Seen & { readonly held: boolean },
  { app, force = false }: { readonly app: string; readonly force?: boolean },
): void {
  const release = runningRelease(now);
  if (release === undefined || !now.held || force) return;
  const { version, createdAt: since } = release;
  const ends =
    'One that was killed lets go of the machines by itself, within five minutes; push --force does not wait for that.';
  throw new UserError({ code: 'release-under-way', app, platform: label, version, since, ends });
}
