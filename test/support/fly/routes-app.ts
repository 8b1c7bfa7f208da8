import { type Call, Refused, type Route } from './api.ts';
import { destroyMachine } from './life.ts';
import { complaints } from './schema.ts';
import { type App, digestOf, isDeployed, newId, now, type Volume } from './state.ts';

const base = '^/v1/apps/([^/]+)';

/** The part of the Machines API that is about apps, their secrets, addresses and volumes. */
export const appRoutes: readonly Route[] = [
  ['POST', /^\/v1\/apps$/, createApp],
  ['GET', /^\/v1\/apps$/, ({ platform }) => ({ apps: [...platform.state.apps.values()].map(appInRest) })],
  ['GET', new RegExp(`${base}$`), (call) => appInRest(appOf(call))],
  ['DELETE', new RegExp(`${base}$`), deleteApp],
  ['GET', new RegExp(`${base}/secrets$`), (call) => ({ secrets: secretsOf(appOf(call)) })],
  ['POST', new RegExp(`${base}/secrets$`), updateSecrets],
  ['GET', new RegExp(`${base}/ip_assignments$`), (call) => ({ ips: appOf(call).ips })],
  ['POST', new RegExp(`${base}/ip_assignments$`), assignIp],
  ['GET', new RegExp(`${base}/volumes$`), (call) => [...appOf(call).volumes.values()].map(volumeInRest)],
  ['POST', new RegExp(`${base}/volumes$`), createVolume],
  ['DELETE', new RegExp(`${base}/volumes/([^/]+)$`), deleteVolume],
];

/** The app that a path names. Somebody else's and none are told apart, as Fly does. */
export function appOf({ platform: { state }, params: [name = ''] }: Call): App {
  const app = state.apps.get(name);
  if (app !== undefined) return app;
  if (state.takenNames.has(name)) throw new Refused(403, 'unauthorized');
  throw new Refused(404, `app not found: ${name}`, { error: 'app not found', status: 'not_found' });
}

/** A body that fits its schema, or a violation. */
export function bodyAs<T>({ platform, body }: Call, schema: string): T {
  const wrong = complaints(schema, body);
  for (const line of wrong) platform.violation(line);
  if (wrong.length > 0) throw new Refused(400, `invalid request: ${wrong.join('; ')}`);
  return body as T;
}

function createApp(call: Call): unknown {
  const { name, org_slug: org } = bodyAs<{ name: string; org_slug: string }>(call, 'CreateAppRequest');
  const { apps, takenNames, orgs } = call.platform.state;
  if (!orgs.includes(org)) throw new Refused(404, 'organization not found');
  if (apps.has(name) || takenNames.has(name)) throw new Refused(422, 'Validation failed: Name has already been taken');
  if (!/^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/.test(name))
    throw new Refused(422, 'Validation failed: Name may only contain numbers, lowercase letters and dashes');
  const app: App = {
    name,
    number: apps.size + 101,
    org,
    createdAt: now(),
    secrets: new Map(),
    secretsVersion: 0,
    machines: new Map(),
    volumes: new Map(),
    ips: [],
    releases: [],
  };
  apps.set(name, app);
  return appInRest(app);
}

async function deleteApp(call: Call): Promise<unknown> {
  const app = appOf(call);
  const { ground, state } = call.platform;
  for (const machine of app.machines.values()) await destroyMachine(ground, app, machine);
  for (const { onEngine } of app.volumes.values()) await ground.docker.getVolume(onEngine).remove();
  state.apps.delete(app.name);
  return {};
}

function appInRest(app: App): unknown {
  const { name, number, org, machines, volumes } = app;
  return {
    id: name,
    name,
    internal_numeric_id: number,
    network: 'default',
    status: isDeployed(app) ? 'deployed' : 'pending',
    machine_count: machines.size,
    volume_count: volumes.size,
    organization: { name: org, slug: org, internal_numeric_id: 7 },
    cname_target: `abc123.${name}.fly.dev`,
    app_role: '',
  };
}

function secretsOf({ secrets }: App): readonly object[] {
  return [...secrets].map(([name, { value, createdAt, updatedAt }]) => {
    return { name, digest: digestOf(value), created_at: createdAt, updated_at: updatedAt };
  });
}

function updateSecrets(call: Call): unknown {
  const app = appOf(call);
  const { values } = bodyAs<{ values: Readonly<Record<string, string | null>> }>(call, 'AppSecretsUpdateRequest');
  for (const [name, value] of Object.entries(values)) {
    if (name.startsWith('FLY_')) call.platform.violation(`the secret ${name} has a name of the platform's own`);
    if (value === null) app.secrets.delete(name);
    else app.secrets.set(name, { value, createdAt: app.secrets.get(name)?.createdAt ?? now(), updatedAt: now() });
  }
  app.secretsVersion += 1;
  return { secrets: secretsOf(app), version: app.secretsVersion };
}

function assignIp(call: Call): unknown {
  const { type, region } = bodyAs<{ type: string; region?: string }>(call, 'assignIPRequest');
  const { ips } = appOf(call);
  const ip = type === 'v6' ? `2a09:8280:1::${ips.length + 1}:1` : '66.241.124.1';
  if (ips.some((each) => each.ip === ip)) call.platform.violation(`a second ${type} address`);
  ips.push({ ip, region: region || 'global', shared: type === 'shared_v4', created_at: now() });
  return { ...ips.at(-1), service_name: '' };
}

async function createVolume(call: Call): Promise<unknown> {
  const app = appOf(call);
  const asked = bodyAs<{ name: string; region: string; size_gb?: number }>(call, 'CreateVolumeRequest');
  if (!/^[a-z0-9_]{1,30}$/.test(asked.name)) throw new Refused(422, 'volume name is invalid');
  const { docker, labels } = call.platform.ground;
  const id = `vol_${newId(18)}`;
  const onEngine = `sd-fly-${id}`;
  await docker.createVolume({ Name: onEngine, Labels: labels });
  const { name, region, size_gb: sizeGb = 3 } = asked;
  const volume: Volume = { id, name, region, sizeGb, createdAt: now(), encrypted: true, onEngine, owned: false };
  app.volumes.set(id, volume);
  return volumeInRest(volume);
}

function volumeInRest({ id, name, region, sizeGb, createdAt, attachedTo }: Volume): unknown {
  const about = { id, name, state: 'created', size_gb: sizeGb, region, zone: 'a1b2', encrypted: true };
  const rest = { snapshot_retention: 5, auto_backup_enabled: true, host_status: 'ok', created_at: createdAt };
  return { ...about, ...rest, attached_machine_id: attachedTo ?? null, attached_alloc_id: null };
}

async function deleteVolume(call: Call): Promise<unknown> {
  const app = appOf(call);
  const volume = app.volumes.get(call.params[1] ?? '');
  if (volume === undefined) throw new Refused(404, 'volume not found');
  if (volume.attachedTo !== undefined) throw new Refused(412, 'volume is currently attached to a machine');
  await call.platform.ground.docker.getVolume(volume.onEngine).remove();
  app.volumes.delete(volume.id);
  return volumeInRest(volume);
}
