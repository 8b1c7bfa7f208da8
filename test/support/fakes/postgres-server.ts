import { setTimeout as pause } from 'node:timers/promises';
import { postgresImage } from '../postgres-image.ts';
import { addressOf, type Ground } from './ground.ts';

interface Wanted {
  readonly name: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** Is told of the container before it runs. */
  readonly onCreated: (id: string) => void;
}

/** Starts a Postgres that a platform runs and waits until it takes connections; gives its address. */
export async function startPostgres(ground: Ground, wanted: Wanted): Promise<string> {
  const { name, user, password, database, onCreated } = wanted;
  const { docker, labels } = ground;
  const container = await docker.createContainer({
    name,
    Image: await postgresImage(),
    Env: [`POSTGRES_USER=${user}`, `POSTGRES_PASSWORD=${password}`, `POSTGRES_DB=${database}`],
    Labels: labels,
  });
  onCreated(container.id);
  await container.start();
  const address = await addressOf(ground, container.id);
  while (!(await isReady(docker, container.id, wanted))) await pause(200);
  return `${address}:5432`;
}

async function isReady(docker: Ground['docker'], id: string, { user, database }: Wanted): Promise<boolean> {
  const Cmd = ['pg_isready', '-h', '127.0.0.1', '-U', user, '-d', database];
  const exec = await docker.getContainer(id).exec({ Cmd, AttachStdout: true });
  const stream = await exec.start({});
  await new Promise((resolve) => stream.on('end', resolve).resume());
  return (await exec.inspect()).ExitCode === 0;
}
