import type Dockerode from 'dockerode';
import { execIn } from './exec.ts';

/** Who listens in a machine, as `ps` of the Machines API tells: read where Linux keeps it. */
export async function listeners(docker: Dockerode, id: string): Promise<readonly object[]> {
  const { stdout } = await execIn(docker, id, 'cat /proc/net/tcp /proc/net/tcp6');
  const listening = stdout.split('\n').flatMap((line) => {
    const [, local = '', , state] = line.trim().split(/\s+/);
    return state === '0A' ? [addressIn(local)] : [];
  });
  const listen_sockets = listening.map((address) => ({ proto: 'tcp', address }));
  return [{ pid: 1, command: 'init', directory: '/', stime: 1, rtime: 1, cpu: 1, rss: 1, listen_sockets }];
}

/** "0100007F:1F90" is 127.0.0.1:8080: each four bytes stand the wrong way round. */
function addressIn(local: string): string {
  const [host = '', port = ''] = local.split(':');
  const bytes = (host.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
  const isEverywhere = bytes.every((byte) => byte === 0);
  const name = host.length > 8 ? (isEverywhere ? '[::]' : '[::1]') : bytes.toReversed().join('.');
  return `${name}:${Number.parseInt(port, 16)}`;
}
