import { groupsOf, machineConfig, megabytes, mountOf } from './app-config.ts';
import { machines } from './client.ts';
import type { Deployment } from './deployment.ts';

interface Volume {
  readonly name: string;
  readonly attached_machine_id: string | null;
}

/** On the first deployment of an app: its addresses, and a volume for each group that mounts one. */
export async function provision(found: Omit<Deployment, 'release'>, isFirst: boolean, org: string): Promise<void> {
  const { app, config } = found;
  const mounts = groupsOf(config).flatMap((group) => {
    const mount = mountOf(config, group);
    return mount === undefined ? [] : [{ group, mount }];
  });
  const volumes = mounts.length === 0 ? [] : ((await machines('GET', `/apps/${app}/volumes`)) as readonly Volume[]);
  if (!isFirst) return;
  if (config.http_service !== undefined) await assignAddresses(app, org);
  const free = volumes.filter(({ attached_machine_id: machine }) => machine === null).map(({ name }) => name);
  for (const { group, mount } of mounts) {
    const at = free.indexOf(mount.source);
    if (at === -1) await createVolume(found, group);
    else free.splice(at, 1);
  }
}

async function assignAddresses(app: string, org: string): Promise<void> {
  const { ips } = (await machines('GET', `/apps/${app}/ip_assignments`)) as { readonly ips: readonly unknown[] };
  if (ips.length > 0) return;
  for (const type of ['v6', 'shared_v4'])
    await machines('POST', `/apps/${app}/ip_assignments`, {
      type,
      region: '',
      org_slug: org,
      network: '',
      service_name: '',
    });
}

async function createVolume({ app, config, image }: Omit<Deployment, 'release'>, group: string): Promise<void> {
  const mount = mountOf(config, group);
  await machines('POST', `/apps/${app}/volumes`, {
    name: mount?.source,
    region: config.primary_region,
    size_gb: megabytes(mount?.initial_size ?? '1gb') / 1024,
    encrypted: true,
    require_unique_zone: null,
    unique_zone_app_wide: null,
    snapshot_retention: null,
    auto_backup_enabled: null,
    fstype: null,
    snapshot_id: null,
    source_volume_id: null,
    compute: machineConfig(config, group).guest,
    compute_image: image,
  });
}
