import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The id by which the Dockerfile mounts it. */
export const knownHostsId = 'known_hosts';

/**
 * The host keys that this person's own ssh trusts, so that the build's ssh trusts the same; undefined where there are
 * none. They are no secret, and come by the same way as one.
 */
export async function knownHosts(
  env: NodeJS.ProcessEnv,
  system = '/etc/ssh/ssh_known_hosts',
): Promise<Uint8Array | undefined> {
  const files = [join(env.HOME || homedir(), '.ssh/known_hosts'), system];
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  const lines = texts.flatMap((text) => text.split('\n')).filter((line) => line.trim() !== '');
  return lines.length === 0 ? undefined : Buffer.from(`${lines.join('\n')}\n`);
}
