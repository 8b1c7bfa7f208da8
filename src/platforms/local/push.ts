import type { ContainerState } from '../../values/container.ts';
import type { Step } from '../../values/step.ts';
import type { Fresh, Plan, PushRequest } from '../types.ts';
import { releaseCommand } from '../release-command.ts';
import { lockSteps } from '../lock.ts';
import { databaseSteps, networkStep } from './database.ts';
import { keys, ownLabels } from './labels.ts';
import { lockOf } from './lock.ts';
import type { LocalNow } from './observe.ts';
import { isRunning, processesRun } from './processes.ts';
import { redisSteps } from './redis.ts';
import { pushOutcome } from './outcome.ts';
import { releaseOf } from './release.ts';
import { hasNetwork, knowsAddresses, type Release, specDigest } from './release-spec.ts';
import { repair } from './repair.ts';
import { switchSteps } from './switch.ts';

/** What a push does here. Throws what makes it impossible: see release.ts. */
export function planPush(now: LocalNow, request: PushRequest, fresh: Fresh): Plan {
  const release = releaseOf(now, request, fresh);
  const { steps: repairs, web, note } = repair(now, release);
  const lock = lockSteps(lockOf(now, release.app, release.names, release.image), now.lock, fresh);
  const unchanged = !request.force && isUnchanged(now, web, release);
  const facts = { release, now, ...(note !== undefined && { repaired: note }) };
  if (unchanged) {
    const steps = repairs.length > 0 || now.lock ? [...lock.take, ...repairs, lock.give] : [];
    return { steps, outcome: (results) => pushOutcome(facts, results, false) };
  }
  const manner = {
    migrate: release.database !== 'none' && releaseCommand(release) !== undefined,
    rehearse: release.database === 'sqlite' && now.data !== undefined,
    replaces: web !== undefined && isRunning(web),
    oldStands: web !== undefined,
    oldProcesses: now.processes,
  };
  const steps = [
    ...lock.take,
    ...repairs,
    ...dataVolume(now, release),
    ...(!now.network && hasNetwork(release) ? [networkStep(release.app, release.names)] : []),
    ...(release.redis === undefined ? [] : redisSteps(now, release, release.redis)),
    ...(release.server === undefined ? [] : databaseSteps(now, request, release, release.server, fresh)),
    ...switchSteps(release, manner),
    lock.give,
  ];
  return { steps, outcome: (results) => pushOutcome(facts, results, true) };
}

/** The release that serves, after repairs, is the wanted one, and it answers. */
function isUnchanged(
  { healthy, database, redis, processes }: LocalNow,
  web: ContainerState | undefined,
  release: Release,
): boolean {
  const hasServer = release.databaseUrl === undefined || database?.container?.status === 'running';
  const isServed = web?.status === 'running' && healthy && knowsAddresses(web.env, release.addresses);
  const hasRedis = release.redis === undefined || redis?.container?.status === 'running';
  return (
    isServed &&
    hasServer &&
    hasRedis &&
    processesRun(processes, release) &&
    web.labels[keys.spec] === specDigest(release)
  );
}

/** The volume carries the SECRET_KEY: both are made once, and live and go together. */
function dataVolume(now: LocalNow, { app, names, secretKey }: Release): readonly Step[] {
  if (now.data) return [];
  const labels = { ...ownLabels(app, 'data'), [keys.secret]: secretKey };
  return [
    {
      id: 'data',
      title: 'Make a volume for the data',
      why: 'SQLite and uploads outlive every release there.',
      effect: { kind: 'engine', call: 'create-volume', name: names.data, labels },
      undo: [{ kind: 'engine', call: 'remove-volume', name: names.data }],
    },
  ];
}
