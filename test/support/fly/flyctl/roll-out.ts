import { setTimeout as pause } from 'node:timers/promises';
import type { MachineConfig } from '../state.ts';
import { groupsOf, machineConfig } from './app-config.ts';
import { Failure, machines } from './client.ts';
import { type Deployment, launchOf, machineNow, patience, waitForState } from './deployment.ts';
import { dropLease, holdLease, takeLease } from './leases.ts';
import type { MachineInRest } from './machines.ts';
import { say } from './output.ts';

const groupOf = ({ config }: MachineInRest): string => config.metadata?.['fly_process_group'] ?? 'app';

/** Makes the machines those of the release: without those of groups that are gone, with new ones where a group has none. */
export async function rollOut(deployment: Deployment): Promise<void> {
  const groups = groupsOf(deployment.config);
  const { app, before } = deployment;
  for (const machine of before.filter((each) => !groups.includes(groupOf(each)))) await remove(deployment, machine);
  for (const group of groups.filter((each) => !before.some((machine) => groupOf(machine) === each)))
    await create(deployment, group);
  const kept = before.filter((machine) => groups.includes(groupOf(machine)));
  const leases = await Promise.all(kept.map(({ id }) => takeLease(app, id)));
  try {
    await Promise.all(kept.map((machine, index) => update(deployment, machine, leases[index] ?? '')));
  } finally {
    await Promise.all(kept.map(({ id }, index) => dropLease(app, id, leases[index] ?? '')));
  }
}

async function remove({ app }: Deployment, { id }: MachineInRest): Promise<void> {
  await machines('DELETE', `/apps/${app}/machines/${id}?kill=true`);
}

/** One machine of a group, and with --ha a second one of those that serve and have no volume. */
async function create(deployment: Deployment, group: string): Promise<void> {
  const { app, config, isHighlyAvailable } = deployment;
  const machine = machineConfig(config, group);
  const count = isHighlyAvailable && machine.services !== undefined && machine.mounts === undefined ? 2 : 1;
  for (let made = 0; made < count; made += 1) {
    say(`No machines in group ${group}, launching a new machine`);
    const posted = { ...launchOf(deployment, group, await withVolume(deployment, group, machine)), lease_ttl: 300 };
    const { id, nonce } = (await machines('POST', `/apps/${app}/machines`, posted, {
      what: `error creating a new machine: failed to launch VM: `,
    })) as MachineInRest & { readonly nonce?: string };
    holdLease(id, nonce ?? '');
    try {
      await settle(deployment, id, group);
    } finally {
      await dropLease(app, id, nonce ?? '');
    }
  }
}

interface Volume {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly attached_machine_id: string | null;
}

async function withVolume(
  { app, config }: Deployment,
  group: string,
  machine: Omit<MachineConfig, 'image'>,
): Promise<Omit<MachineConfig, 'image'>> {
  const [mount] = machine.mounts ?? [];
  if (mount === undefined) return machine;
  const volumes = (await machines('GET', `/apps/${app}/volumes`)) as readonly Volume[];
  const free = volumes.find(({ name, attached_machine_id: taken }) => name === mount.name && taken === null);
  if (free === undefined)
    throw new Failure(
      `New machine in group '${group}' needs an unattached volume named '${mount.name}' in region '${config.primary_region}'`,
    );
  return { ...machine, mounts: [{ ...mount, volume: free.id }] };
}

/** A machine that stands gets the release's image and configuration; its volume it keeps. */
async function update(deployment: Deployment, machine: MachineInRest, nonce: string): Promise<void> {
  const { app } = deployment;
  const { id, config, state, region } = machine;
  const group = groupOf(machine);
  const { mounts } = config;
  const wanted = { ...machineConfig(deployment.config, group), ...(mounts && { mounts }) };
  const skipped = ['started', 'starting', 'failed'].includes(state) ? {} : { skip_launch: true };
  const posted = { ...launchOf(deployment, group, wanted), region, ...skipped };
  say(`Updating ${id} [${group}]`);
  await machines('POST', `/apps/${app}/machines/${id}`, posted, {
    what: `failed to update machine ${id}: failed to update VM ${id}: `,
    headers: { 'fly-machine-lease-nonce': nonce },
  });
  if (!('skip_launch' in skipped)) await settle(deployment, id, group);
}

/** Waits until a machine is started and its checks pass. Throws a Failure when they do not. */
async function settle(deployment: Deployment, id: string, group: string): Promise<void> {
  await waitForState(deployment, id, 'started');
  if (machineConfig(deployment.config, group).services === undefined) return;
  const end = Date.now() + 1000 * patience(deployment);
  for (;;) {
    const { config, checks = [] } = await machineNow(deployment, id);
    const wanted = (config.services ?? []).flatMap((service) => service.checks ?? []).length;
    const passing = checks.filter(({ status }) => status === 'passing').length;
    if (wanted > 0) say(`Waiting for ${id} to become healthy: ${passing}/${wanted}`);
    if (passing >= wanted) break;
    if (Date.now() > end)
      throw new Failure(
        `timeout reached waiting for health checks to pass for machine ${id}: context deadline exceeded`,
      );
    await pause(500);
  }
  await machines('GET', `/apps/${deployment.app}/machines/${id}/ps`);
}
