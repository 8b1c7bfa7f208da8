import { setTimeout as pause } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { postgisImage, postgresImage } from '../postgres-image.ts';
import { addressOf, type Ground } from './ground.ts';

interface Wanted {
  readonly name: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** Takes connections over TLS alone, from elsewhere at least; its certificate is signed by itself. */
  readonly encrypted?: boolean;
  /** Has PostGIS; a database of it has it once somebody creates the extension. */
  readonly postgis?: boolean;
  /** Is told of the container before it runs. */
  readonly onCreated: (id: string) => void;
}

/** Starts a Postgres that a platform runs and waits until it takes connections; gives its address. */
export async function startPostgres(ground: Ground, wanted: Wanted): Promise<string> {
  const { name, user, password, database, encrypted = false, postgis = false, onCreated } = wanted;
  const { docker, labels } = ground;
  const container = await docker.createContainer({
    name,
    Image: await (postgis ? postgisImage() : postgresImage()),
    Env: [`POSTGRES_USER=${user}`, `POSTGRES_PASSWORD=${password}`, `POSTGRES_DB=${database}`],
    Labels: labels,
    ...(encrypted && { Cmd: ['postgres', ...tls.flatMap((setting) => ['-c', setting])] }),
  });
  if (encrypted) await container.putArchive(rules(), { path: '/' });
  onCreated(container.id);
  await container.start();
  const address = await addressOf(ground, container.id);
  while (!(await isReady(docker, container.id, wanted))) await pause(200);
  return `${address}:5432`;
}

// The certificate of Debian's ssl-cert, whose key Postgres may read.
const tls = [
  'ssl=on',
  'ssl_cert_file=/etc/ssl/certs/ssl-cert-snakeoil.pem',
  'ssl_key_file=/etc/ssl/private/ssl-cert-snakeoil.key',
  'hba_file=/encrypted-only.conf',
];

function rules(): Readable {
  const archive = pack();
  const lines = ['local all all trust', 'host all all 127.0.0.1/32 trust', 'hostssl all all all scram-sha-256', ''];
  archive.entry({ name: 'encrypted-only.conf', mode: 0o644 }, lines.join('\n'));
  archive.finalize();
  return archive as unknown as Readable;
}

async function isReady(docker: Ground['docker'], id: string, { user, database }: Wanted): Promise<boolean> {
  const Cmd = ['pg_isready', '-h', '127.0.0.1', '-U', user, '-d', database];
  const exec = await docker.getContainer(id).exec({ Cmd, AttachStdout: true });
  const stream = await exec.start({});
  await new Promise((resolve) => stream.on('end', resolve).resume());
  return (await exec.inspect()).ExitCode === 0;
}
