import { appOf } from './app-named.ts';
import type { Arguments } from './arguments.ts';
import { Failure, machines, query } from './client.ts';
import { knownVersion } from './known-secrets.ts';
import { dropLeases, takeLease } from './leases.ts';
import { listMachines, type MachineInRest } from './machines.ts';
import { print } from './output.ts';

/** Makes copies of machines that stand until each group has as many as asked for; the stand-in takes none away. */
export async function scaleCount(given: Arguments): Promise<void> {
  const app = appOf(given);
  if (given.flags['yes'] !== 'true') throw new Failure('--yes flag must be specified when not running interactively');
  await query('query ($name: String!) { app(name: $name) { currentReleaseUnprocessed { configDefinition } } }', {
    name: app,
  });
  const before = await listMachines(app);
  await query(
    'query ($name: String!) { app(name: $name) { releases: releasesUnprocessed(first: 1) { nodes { id } } } }',
    {
      name: app,
    },
  );
  await machines('GET', `/apps/${app}/volumes`);
  const copies = given.words.flatMap((word) => copiesFor(before, word));
  for (const { id } of before) {
    await takeLease(app, id);
    await machines('GET', `/apps/${app}/machines/${id}`);
  }
  try {
    for (const machine of copies) await copy(app, machine);
  } finally {
    await dropLeases(app);
  }
  await query('query ($name: String!) { app(name: $name) { egressIpAddresses { nodes { id ip } } } }', { name: app });
}

/** The machine that is copied, as often as its group lacks one. */
function copiesFor(before: readonly MachineInRest[], word: string): readonly MachineInRest[] {
  const [group = '', count = ''] = word.split('=');
  const there = before.filter(({ config }) => config.metadata?.['fly_process_group'] === group);
  const [first] = there;
  if (first === undefined) throw new Failure(`Attempting to scale unknown process groups [${group}]`);
  return Array.from({ length: Math.max(0, Number(count) - there.length) }, () => first);
}

async function copy(app: string, { config, region }: MachineInRest): Promise<void> {
  const version = knownVersion(app);
  const least = version !== undefined && { min_secrets_version: version };
  await machines('POST', `/apps/${app}/machines`, { config, region, skip_secrets: false, ...least });
  print(`  Created a machine of ${config.metadata?.['fly_process_group']} in ${region}`);
}
