import type { Ground } from '../fakes/ground.ts';
import { startPostgres } from '../fakes/postgres-server.ts';
import type { Cluster } from './state.ts';

/** Starts the server of a cluster and waits until it takes connections. */
export async function startServer(ground: Ground, cluster: Cluster): Promise<void> {
  cluster.address = await startPostgres(ground, {
    name: `sd-fly-postgres-${cluster.id}`,
    user: 'fly-user',
    password: cluster.password,
    database: 'fly-db',
    postgis: cluster.postgis,
    onCreated: (id) => (cluster.container = id),
  });
}
