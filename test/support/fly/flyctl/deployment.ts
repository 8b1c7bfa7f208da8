import { setTimeout as pause } from 'node:timers/promises';
import type { MachineConfig } from '../state.ts';
import type { AppConfig } from './app-config.ts';
import { Failure, machines } from './client.ts';
import { knownVersion } from './known-secrets.ts';
import type { MachineInRest } from './machines.ts';

/** What a deployment has to know. */
export interface Deployment {
  readonly app: string;
  readonly config: AppConfig;
  readonly image: string;
  readonly release: { readonly id: string; readonly version: number };
  /** Machines of the deployments before. */
  readonly before: readonly MachineInRest[];
  /** `--ha`: more than one machine of a group. */
  readonly isHighlyAvailable: boolean;
}

/** What is posted of a machine of this release. */
export function launchOf(
  { app, config, image, release }: Deployment,
  group: string,
  machine: Omit<MachineConfig, 'image'>,
): Readonly<Record<string, unknown>> {
  const metadata = {
    fly_flyctl_version: '0.4.87',
    fly_platform_version: 'v2',
    fly_process_group: group,
    fly_release_id: release.id,
    fly_release_version: String(release.version),
  };
  const version = knownVersion(app);
  return {
    config: { ...machine, metadata, image },
    region: config.primary_region,
    skip_secrets: false,
    ...(version !== undefined && { min_secrets_version: version }),
  };
}

/** Seconds that machines are waited for. */
export function patience({ config: { deploy } }: Deployment): number {
  const [, number = '5', unit = 'm'] = /^(\d+)(s|m|h)?/.exec(deploy?.wait_timeout ?? '') ?? [];
  return Number(number) * ({ s: 1, m: 60, h: 3600 }[unit] ?? 60);
}

/** Waits for a state of a machine. Throws a Failure when it does not come in time. */
export async function waitForState(deployment: Deployment, id: string, state: string): Promise<void> {
  const end = Date.now() + 1000 * patience(deployment);
  for (;;) {
    try {
      await machines('GET', `/apps/${deployment.app}/machines/${id}/wait?state=${state}&timeout=60`);
      return;
    } catch (error) {
      if (Date.now() > end) throw new Failure(`timeout reached waiting for machine's state to change: ${id}`);
      if (!(error as Error).message.includes('deadline_exceeded')) throw error;
      await pause(200);
    }
  }
}

/** The machine as it is now. */
export async function machineNow({ app }: Deployment, id: string): Promise<MachineInRest> {
  return (await machines('GET', `/apps/${app}/machines/${id}`)) as MachineInRest;
}
