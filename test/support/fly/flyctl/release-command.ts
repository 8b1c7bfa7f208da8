import { releaseMachineConfig } from './app-config.ts';
import { Failure, machines, query } from './client.ts';
import { type Deployment, launchOf, machineNow, waitForState } from './deployment.ts';
import { type MachineInRest, showLog } from './machines.ts';
import { say } from './output.ts';

const group = 'fly_app_release_command';

/** Runs the release command on a machine of its own, which goes when it ends. Throws a Failure when it ends badly. */
export async function runReleaseCommand(deployment: Deployment): Promise<void> {
  const { app, config, before } = deployment;
  const command = config.deploy?.release_command;
  if (command === undefined || command === '') return;
  say(`Running ${app} release_command: ${command}`);
  await machines('GET', `/apps/${app}`);
  await askForStream();
  const machine = releaseMachineConfig(config);
  // As large as the app's own machines once there are some.
  const [like] = before.filter(
    ({ config: { metadata } }) => metadata?.['fly_process_group'] === firstGroup(deployment),
  );
  const guest = config.deploy?.release_command_vm === undefined ? (like?.config.guest ?? machine.guest) : machine.guest;
  const posted = { ...launchOf(deployment, group, { ...machine, ...(guest && { guest }) }), skip_launch: true };
  const { id } = (await machines('POST', `/apps/${app}/machines`, posted, {
    what: 'release command failed - aborting deployment. error running release_command machine: error creating a release_command machine: failed to launch VM: ',
  })) as MachineInRest;
  await waitForState(deployment, id, 'stopped');
  await machines('POST', `/apps/${app}/machines/${id}/start`, undefined, {
    what: `release command failed - aborting deployment. failed to start VM ${id}: `,
  });
  await waitForState(deployment, id, 'started').catch(() => undefined);
  await waitForState(deployment, id, 'destroyed');
  const { events } = await machineNow(deployment, id);
  const exit = events.find(({ type }) => type === 'exit')?.request as
    | { exit_event?: { exit_code: number } }
    | undefined;
  const code = exit?.exit_event?.exit_code ?? -1;
  if (code === 0) return say(`✔ release_command ${id} completed successfully`);
  say(`Error release_command failed running on machine ${id} with exit code ${code}.`);
  say('Checking logs: fetching the last 100 lines below:');
  await showLog(app, id);
  throw new Failure(
    `release command failed - aborting deployment. machine ${id} exited with non-zero status of ${code}`,
  );
}

function firstGroup({ config: { processes } }: Deployment): string {
  return processes === undefined || 'app' in processes ? 'app' : (Object.keys(processes).toSorted()[0] ?? 'app');
}

/** flyctl would stream the log by WireGuard, and reads it by the API where it may not. */
async function askForStream(): Promise<void> {
  const text =
    'mutation ($input: ValidateWireGuardPeersInput!) { validateWireGuardPeers(input: $input) { invalidPeerIps } }';
  await query(text, { input: { peerIps: [] } }).catch(() => undefined);
}
