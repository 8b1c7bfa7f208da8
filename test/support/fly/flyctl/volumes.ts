import { appOf } from './app-named.ts';
import type { Arguments } from './arguments.ts';
import { machines, query } from './client.ts';
import { printJson } from './output.ts';

async function basicApp(app: string): Promise<void> {
  await query('query ($name: String!) { appbasic: app(name: $name) { id name platformVersion } }', { name: app });
}

export async function volumesList(given: Arguments): Promise<void> {
  const app = appOf(given);
  await basicApp(app);
  printJson(await machines('GET', `/apps/${app}/volumes`, undefined, { what: 'failed to list volumes: ' }));
}

export async function volumesCreate(given: Arguments): Promise<void> {
  const app = appOf(given);
  const {
    words: [name],
    flags: { region, size = '3' },
  } = given;
  await query('query { platform { requestRegion regions { name code } } }');
  await basicApp(app);
  const asked = {
    name,
    region,
    size_gb: Number(size),
    encrypted: true,
    require_unique_zone: true,
    unique_zone_app_wide: false,
    snapshot_retention: 5,
    auto_backup_enabled: null,
    fstype: null,
    snapshot_id: null,
    source_volume_id: null,
    compute: { cpu_kind: 'shared', cpus: 1, memory_mb: 256 },
  };
  printJson(
    await machines('POST', `/apps/${app}/volumes`, asked, {
      what: 'failed creating volume: failed to create volume: ',
    }),
  );
}
