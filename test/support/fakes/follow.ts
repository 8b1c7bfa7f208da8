import { PassThrough } from 'node:stream';
import { createInterface } from 'node:readline';
import type { Ground } from './ground.ts';

/** Hands on what a container writes, line by line, from its start to its end; resolves then. */
export async function follow({ docker }: Ground, id: string, onLine: (line: string) => void): Promise<void> {
  const stream = await docker.getContainer(id).logs({ stdout: true, stderr: true, follow: true });
  const both = new PassThrough();
  docker.modem.demuxStream(stream, both, both);
  stream.on('end', () => both.end()).on('error', () => both.end());
  for await (const line of createInterface({ input: both })) onLine(line);
}
