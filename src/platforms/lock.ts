import { UserError } from '../problems.ts';
import type { Step } from '../values/step.ts';
import { isGone } from '../holder.ts';
import type { Holder } from '../values/holder.ts';
import type { Fresh } from './types.ts';

/** A lock as it was found: a container of the engine that is never started, with its holder in a label. */
export interface LockSeen {
  readonly holder: Holder;
  /** The process that took it is surely gone. */
  readonly gone: boolean;
}

/** The lock of an app. */
export interface Lock {
  /** Of the container. */
  readonly name: string;
  /** Key of the label that names the holder. */
  readonly label: string;
  /** Further labels of the container. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly app: string;
  /** Any image of the engine: nothing of it runs. */
  readonly image: string;
  /** A container that has to be as it was seen when the lock is taken: of that ID, or not there. */
  readonly seen: { readonly name: string; readonly id?: string };
}

/** Reads the label in which a lock names its holder; a damaged one is held by somebody. */
export function lockSeen(label: string | undefined): LockSeen {
  const holder = holderIn(label) ?? { host: '?', pid: 0, since: '?' };
  return { holder, gone: isGone(holder) };
}

function holderIn(label: string | undefined): Holder | undefined {
  try {
    return label === undefined ? undefined : (JSON.parse(label) as Holder);
  } catch {
    return undefined;
  }
}

/** Throws `app-locked` while the process that holds the lock may run. */
export function refuseHeld(held: LockSeen | undefined, { app, name: lock }: Pick<Lock, 'app' | 'name'>): void {
  if (held === undefined || held.gone) return;
  const { host, pid, since } = held.holder;
  throw new UserError({ code: 'app-locked', app, host, pid, since, lock });
}

/** Steps that take a lock, one of a process that is gone included, and the one that gives it back at the end. */
export function lockSteps(
  lock: Lock,
  held: LockSeen | undefined,
  fresh: Fresh,
): { readonly take: readonly Step[]; readonly give: Step } {
  const { name, label } = lock;
  const drop = (value: string) => ({ kind: 'engine', call: 'drop-lock', name, label, value }) as const;
  const value = JSON.stringify(fresh.holder);
  const give: Step = {
    id: 'unlock',
    title: 'Give the lock back',
    why: 'The push is over.',
    effect: drop(value),
    cleanup: true,
    unmentioned: true,
  };
  const take = { ...takeStep(lock, value), undo: [drop(value)] };
  if (!held?.gone) return { take: [take], give };
  const stale: Step = {
    id: 'break-lock',
    title: 'Remove the lock of a push that is gone',
    why: `Process ${held.holder.pid}, which took it at ${held.holder.since}, runs no longer.`,
    effect: drop(JSON.stringify(held.holder)),
  };
  return { take: [stale, take], give };
}

function takeStep({ name, label, labels, app, image, seen }: Lock, value: string): Step {
  const none = { env: {}, volumes: {}, ports: [], restart: 'no', stopSeconds: 1, confined: true } as const;
  const spec = { ...none, name, image, labels: { ...labels, [label]: value } };
  return {
    id: 'lock',
    title: 'Take the lock',
    why: 'Two pushes of one app at once would undo each other.',
    effect: { kind: 'engine', call: 'take-lock', spec, app, label, seen },
    unmentioned: true,
  };
}
