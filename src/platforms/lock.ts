import { findContainer } from '../docker/containers/find.ts';
import { UserError } from '../problems.ts';
import type { Step } from '../values/step.ts';
import { isGone } from './holder.ts';
import type { Fresh, Holder, ObserveDoors } from './types.ts';

const label = 'simple-deploy.lock';

/** The lock of an app that runs elsewhere, as it was found on the engine. */
export interface LockSeen {
  readonly holder: Holder;
  /** The process that took it is surely gone. */
  readonly gone: boolean;
}

/**
 * The lock of an app that runs elsewhere: a container of the engine that is never started. It keeps two pushes by one engine
 * apart; what keeps those of two machines apart is the platform's own.
 */
export async function lookAtLock(
  { engine }: Pick<ObserveDoors, 'engine'>,
  name: string,
): Promise<LockSeen | undefined> {
  // Without an engine there is no lock either: logs and status need none.
  const found = await engine().then(
    (connected) => findContainer(connected, nameOf(name)),
    () => undefined,
  );
  const text = found?.labels[label];
  if (text === undefined) return undefined;
  const holder = JSON.parse(text) as Holder;
  return { holder, gone: isGone(holder) };
}

/** Steps that take the lock, one of a process that is gone included, and the one that gives it back. Throws `app-locked`. */
export function lockSteps(
  seen: LockSeen | undefined,
  name: string,
  app: string,
  image: string,
  fresh: Fresh,
): { readonly take: readonly Step[]; readonly give: Step } {
  const lock = nameOf(name);
  if (seen && !seen.gone) {
    const { host, pid, since } = seen.holder;
    throw new UserError({ code: 'app-locked', app, host, pid, since, lock });
  }
  const value = JSON.stringify(fresh.holder);
  const drop = (held: string) => ({ kind: 'engine', call: 'drop-lock', name: lock, label, value: held }) as const;
  const stale: Step = {
    id: 'break-lock',
    title: 'Remove the lock of a push that is gone',
    why: 'The process that took it runs no longer.',
    effect: drop(JSON.stringify(seen?.holder)),
  };
  const give: Step = {
    id: 'unlock',
    title: 'Give the lock back',
    why: 'The push is over.',
    effect: drop(value),
    cleanup: true,
    unmentioned: true,
  };
  const take = { ...takeStep(lock, app, image, value), undo: [drop(value)] };
  return { take: seen ? [stale, take] : [take], give };
}

function takeStep(name: string, app: string, image: string, value: string): Step {
  const none = { env: {}, volumes: {}, ports: [], restart: 'no', stopSeconds: 1, confined: true } as const;
  const spec = { ...none, name, image, labels: { [label]: value } };
  return {
    id: 'lock',
    title: 'Take the lock',
    why: 'Two pushes of one app at once would undo each other.',
    // Nothing of the app runs on this engine that could have changed.
    effect: { kind: 'engine', call: 'take-lock', spec, app, label, seen: { name: `${name}-none` } },
    unmentioned: true,
  };
}

function nameOf(name: string): string {
  return `simple-deploy-${name}-elsewhere-lock`;
}
