import type { Step } from '../../values/step.ts';
import type { Fresh } from '../types.ts';
import { keys, ownLabels } from './labels.ts';
import type { Names } from './names.ts';
import type { LocalNow } from './observe.ts';

/** Steps that take the app's lock, one of a process that is gone included, and the one that gives it back at the end. */
export function lockSteps(
  now: Pick<LocalNow, 'lock' | 'web'>,
  app: string,
  names: Names,
  image: string,
  fresh: Fresh,
): { readonly take: readonly Step[]; readonly give: Step } {
  const value = JSON.stringify(fresh.holder);
  const labels = { ...ownLabels(app, 'lock'), [keys.holder]: value };
  const none = { env: {}, volumes: {}, ports: [], restart: 'no', stopSeconds: 1, confined: true } as const;
  const seen = { name: names.web, ...(now.web && { id: now.web.id }) };
  const drop = { kind: 'engine', call: 'drop-lock', name: names.lock, label: keys.holder, value } as const;
  const take: Step = {
    id: 'lock',
    title: 'Take the lock',
    why: 'Two pushes of one app at once would undo each other.',
    effect: {
      kind: 'engine',
      call: 'take-lock',
      spec: { ...none, name: names.lock, image, labels },
      app,
      label: keys.holder,
      seen,
    },
    undo: [drop],
    unmentioned: true,
  };
  const give: Step = {
    id: 'unlock',
    title: 'Give the lock back',
    why: 'The push is over.',
    effect: drop,
    cleanup: true,
    unmentioned: true,
  };
  return { take: [...stale(now, names), take], give };
}

function stale({ lock }: Pick<LocalNow, 'lock'>, names: Names): readonly Step[] {
  if (!lock?.gone) return [];
  const value = JSON.stringify(lock.holder);
  return [
    {
      id: 'break-lock',
      title: 'Remove the lock of a push that is gone',
      why: `Process ${lock.holder.pid}, which took it at ${lock.holder.since}, runs no longer.`,
      effect: { kind: 'engine', call: 'drop-lock', name: names.lock, label: keys.holder, value },
    },
  ];
}
