import { setTimeout as pause } from 'node:timers/promises';
import { postgresImage } from '../postgres-image.ts';
import { addressOf } from './checks.ts';
import { type Ground, label } from './container.ts';
import type { Cluster } from './state.ts';

/** Starts the server of a cluster and waits until it takes connections. */
export async function startServer(ground: Ground, cluster: Cluster): Promise<void> {
  const { docker, mark } = ground;
  const container = await docker.createContainer({
    name: `sd-fly-postgres-${cluster.id}`,
    Image: await postgresImage(),
    Env: [`POSTGRES_USER=fly-user`, `POSTGRES_PASSWORD=${cluster.password}`, 'POSTGRES_DB=fly-db'],
    Labels: { [label]: mark },
  });
  cluster.container = container.id;
  await container.start();
  const address = await addressOf(ground, container.id);
  while (!(await isReady(docker, container.id))) await pause(200);
  cluster.address = `${address}:5432`;
}

async function isReady(docker: Ground['docker'], id: string): Promise<boolean> {
  const Cmd = ['pg_isready', '-h', '127.0.0.1', '-U', 'fly-user', '-d', 'fly-db'];
  const exec = await docker.getContainer(id).exec({ Cmd, AttachStdout: true });
  const stream = await exec.start({});
  await new Promise((resolve) => stream.on('end', resolve).resume());
  return (await exec.inspect()).ExitCode === 0;
}
