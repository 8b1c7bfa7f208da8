import { type Call, Created, Refused, type Route } from './api.ts';
import { startServer } from './postgres.ts';
import { type Cluster, newId } from './state.ts';

const base = '^/api/v1';

/** Managed Postgres: its servers are containers of the image that the other tests have. */
export const clusterRoutes: readonly Route[] = [
  ['GET', new RegExp(`${base}/organizations/([^/]+)/postgres$`), list],
  ['GET', new RegExp(`${base}/organizations/([^/]+)/postgresv2/regions$`), () => ({ data: regions })],
  ['POST', new RegExp(`${base}/organizations/([^/]+)/postgresv2$`), create],
  ['GET', new RegExp(`${base}/postgresv2/([^/]+)$`), get],
  ['POST', new RegExp(`${base}/postgresv2/([^/]+)/attachments$`), attach],
  ['DELETE', new RegExp(`${base}/organizations/([^/]+)/postgresv2/([^/]+)$`), destroy],
];

const regions = ['fra', 'ams', 'iad'].map((code) => ({ code, available: true }));

function list({ platform: { state }, params: [slug] }: Call): unknown {
  return { data: [...state.clusters.values()].filter(({ org }) => org === slug).map((each) => inRest(each)) };
}

interface Wanted {
  readonly name: string;
  readonly region: string;
  readonly plan: string;
  readonly storage_in_gb: number;
  readonly postgis_enabled: boolean;
}

async function create({ platform, params: [org = ''], body }: Call): Promise<unknown> {
  const { name, region, plan, storage_in_gb: disk, postgis_enabled: postgis } = body as Wanted;
  const cluster: Cluster = { id: newId(16), name, org, region, plan, disk, postgis, password: newId(24), attached: [] };
  platform.state.clusters.set(cluster.id, cluster);
  await startServer(platform.ground, cluster);
  return new Created({ ok: true, errors: { detail: '' }, data: inRest(cluster) });
}

function clusterOf({ platform: { state } }: Call, id = ''): Cluster {
  const cluster = state.clusters.get(id);
  if (cluster === undefined) throw new Refused(404, 'not found', { errors: { detail: 'Not Found' } });
  return cluster;
}

function get(call: Call): unknown {
  const cluster = clusterOf(call, call.params[0]);
  const { password, address } = cluster;
  const credentials = {
    status: address === undefined ? 'initializing' : 'ready',
    user: 'fly-user',
    password,
    dbname: 'fly-db',
    pgbouncer_uri: `postgresql://fly-user:${password}@${address}/fly-db`,
  };
  return { data: inRest(cluster), credentials };
}

function attach(call: Call): unknown {
  const cluster = clusterOf(call, call.params[0]);
  cluster.attached.push((call.body as { app_name: string }).app_name);
  return new Created({ data: { id: 1, app_id: 1, managed_service_id: 1, attached_at: new Date().toISOString() } });
}

async function destroy(call: Call): Promise<unknown> {
  const { id, container } = clusterOf(call, call.params[1]);
  if (container !== undefined)
    await call.platform.ground.docker.getContainer(container).remove({ force: true, v: true });
  call.platform.state.clusters.delete(id);
  return {};
}

function inRest({ id, name, org, region, plan, disk, postgis, attached, address }: Cluster): unknown {
  const about = { id, name, region, plan, disk, replicas: 1, engine: 'postgres', mpgd_cluster_id: id, version: 2 };
  return {
    ...about,
    status: address === undefined ? 'initializing' : 'ready',
    organization: { id: `org-${org}`, slug: org, rawSlug: org, name: org },
    ip_assignments: { direct: address?.split(':')[0] ?? '' },
    attached_apps: attached.map((app, index) => ({ name: app, id: index + 1 })),
    postgis_enabled: postgis,
  };
}
