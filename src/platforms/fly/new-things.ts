import { link } from '../../links.ts';
import type { PushRequest } from '../types.ts';
import { volumeName } from './configuration.ts';
import type { FlyNow } from './observe.ts';
import type { Release } from './release.ts';
import { aloneGroups } from './scale.ts';

/** What a push makes on Fly that stays, and is billed. */
export interface NewThings {
  /** With its first machines. */
  readonly app: boolean;
  readonly volume: boolean;
  /** A Postgres cluster. */
  readonly cluster: boolean;
  /** Process groups that are new to an app which runs. */
  readonly groups: readonly string[];
  /** Process groups that get a second machine. */
  readonly alone: readonly string[];
}

export function newThings(now: FlyNow, release: Release, request: Pick<PushRequest, 'ha'>): NewThings {
  const { volume, cluster, configuration } = release;
  const { machines } = now;
  const mounts = now.own?.table['mounts'] !== undefined;
  const has = (group: string): boolean => machines.some((machine) => machine.group === group);
  return {
    app: now.app === undefined,
    volume: volume && !mounts && now.volumes.every(({ name }) => name !== volumeName),
    cluster: cluster !== undefined && cluster.id === undefined,
    groups: machines.length === 0 ? [] : configuration.groups.filter((group) => !has(group)),
    alone: aloneGroups(now, release, request),
  };
}

/** Whether any of it is made. */
export function isAny({ app, volume, cluster, groups, alone }: NewThings): boolean {
  return app || volume || cluster || groups.length + alone.length > 0;
}

/** What is billed of it, with the pages that have the prices: Fly's API names none. */
export function billedLines(things: NewThings, { configuration }: Release): readonly string[] {
  const groups = things.app ? configuration.groups : things.groups;
  const machines = groups.length + things.alone.length > 0;
  const unserved = groups.filter((group) => !configuration.served.includes(group)).join(', ');
  const billed = machines
    ? 'Machines are billed while they run, volumes while they stand'
    : 'A volume is billed while it stands';
  return [
    ...(machines || things.volume ? [`${billed}: ${link('fly-pricing').url}`] : []),
    ...(unserved === '' ? [] : [`The machine for ${unserved} serves nobody, and runs all the time.`]),
    ...(things.cluster
      ? [`Managed Postgres is billed by the month, used or not, also without the app: ${link('fly-postgres').url}`]
      : []),
  ];
}
