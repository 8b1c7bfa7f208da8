import { type Call, type Platform, Refused } from './api.ts';
import { findInRegistry, type Found } from './registry-look.ts';
import type { App, Machine, MachineConfig } from './state.ts';

/** The image of a configuration, as the registry has it: one for linux, no index, by its digest. Refused as Fly refuses. */
export async function imageOf({ platform, token }: Call, app: App, { image }: MachineConfig): Promise<Found> {
  const { registry } = platform.ground;
  const found = await findInRegistry(registry, token, image);
  if (found === undefined) throw new Refused(400, `manifest unknown: image ${image} not found`);
  if (/index|list/.test(found.mediaType)) throw new Refused(400, `image ${image} is an index of several images`);
  if (found.repository !== app.name) platform.violation(`${app.name} runs an image of ${found.repository}`);
  return found;
}

const releaseGroup = 'fly_app_release_command';

/**
 * Whether machines come in the order of a deployment: after a release that is running, and where that has a command of
 * its own, the others after its command ended well. What is posted beside an order is a violation, for flyctl never does it.
 */
export function checkOrder({ violation }: Platform, app: App, config: MachineConfig): void {
  const { metadata = {}, env = {} } = config;
  for (const name of Object.keys(env).filter((each) => /^FLY_(?!PROCESS_GROUP$)/.test(each)))
    violation(`the variable ${name} has a name of the platform's own`);
  const release = app.releases.find(({ id }) => id === metadata['fly_release_id']);
  if (release === undefined) return violation('a machine of no release');
  if (isCopy(app, config)) return;
  if (release.status !== 'running') violation(`a machine of release ${release.version}, which is ${release.status}`);
  if (release.image !== config.image)
    violation(`release ${release.version} is of ${release.image}, not ${config.image}`);
  if (metadata['fly_process_group'] === releaseGroup) return;
  const commands = [...app.machines.values()].filter((machine) => isCommandOf(machine, release.id));
  for (const machine of commands)
    if (exitCodeOf(machine) !== 0) violation('a machine is made although the release command did not end well');
}

/** Of a machine that stands, of the newest release: `flyctl scale count` makes those. */
function isCopy({ machines, releases }: App, config: MachineConfig): boolean {
  const { status, version } = releases.at(-1) ?? {};
  const isNewest = config.metadata?.['fly_release_version'] === String(version);
  const text = JSON.stringify(sorted(config));
  return (
    isNewest &&
    status === 'complete' &&
    [...machines.values()].some((machine) => JSON.stringify(sorted(machine.config)) === text)
  );
}

/** With members in the order of their names, and none that is empty. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
  return Object.fromEntries(
    members.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => [name, sorted(each)]),
  );
}

function isCommandOf({ config: { metadata = {} } }: Machine, release: string): boolean {
  return metadata['fly_process_group'] === releaseGroup && metadata['fly_release_id'] === release;
}

function exitCodeOf({ events }: Machine): number | undefined {
  const request = events.find(({ type }) => type === 'exit')?.request as
    | { readonly exit_event?: { readonly exit_code: number } }
    | undefined;
  return request?.exit_event?.exit_code;
}
