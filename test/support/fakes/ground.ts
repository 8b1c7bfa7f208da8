import { Agent } from 'node:http';
import type Dockerode from 'dockerode';

/** The engine that a platform's machines are containers of, and the registry that it takes images from. */
export interface Ground {
  readonly docker: Dockerode;
  /** Host and port of the gate before the registry. */
  readonly registry: string;
  /** Logs in to it. */
  readonly login: { readonly username: string; readonly password: string };
  /** What is made bears this in its labels, so that nothing is left of a test. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface LogLine {
  readonly at: string;
  readonly text: string;
}

/** Machines are asked directly, whatever proxy this process has for everything else. */
export const direct = new Agent();

/** Takes an image from the registry; gives the name that the engine has it under. */
export async function pull({ docker, registry, login }: Ground, repository: string, digest: string): Promise<string> {
  const reference = `${registry}/${repository}@${digest}`;
  const stream = await docker.pull(reference, { authconfig: { ...login, serveraddress: registry } });
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(stream, (error) => (error ? reject(error) : resolve()));
  });
  return reference;
}

/** Address of a container where the engine is on this machine. */
export async function addressOf({ docker }: Ground, id: string): Promise<string | undefined> {
  const found = await docker
    .getContainer(id)
    .inspect()
    .catch(() => undefined);
  return found?.NetworkSettings.Networks['bridge']?.IPAddress || undefined;
}

/** What a container has written; nothing of one that is gone. */
export async function linesOf({ docker }: Ground, id: string): Promise<LogLine[]> {
  const options = { stdout: true, stderr: true, timestamps: true, follow: false } as const;
  const bytes = (await docker
    .getContainer(id)
    .logs(options)
    .catch(() => Buffer.alloc(0))) as unknown as Buffer;
  return plain(bytes)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ at: line.slice(0, line.indexOf(' ')), text: line.slice(line.indexOf(' ') + 1) }));
}

/** The engine marks each piece with eight bytes: which stream, and how long. */
function plain(bytes: Buffer): string {
  const pieces: Buffer[] = [];
  for (let at = 0; at + 8 <= bytes.length; at += 8 + bytes.readUInt32BE(at + 4))
    pieces.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at + 4)));
  return Buffer.concat(pieces).toString();
}

/** Removes every container and volume of a platform. */
export async function removeMarked({ docker, labels }: Ground): Promise<void> {
  const filters = { label: Object.entries(labels).map(([name, value]) => `${name}=${value}`) };
  const containers = await docker.listContainers({ all: true, filters });
  await Promise.all(
    containers.map(({ Id }) =>
      docker
        .getContainer(Id)
        .remove({ force: true, v: true })
        .catch(() => undefined),
    ),
  );
  const { Volumes } = await docker.listVolumes({ filters });
  await Promise.all(Volumes.map(({ Name }) => docker.getVolume(Name).remove()));
}

/** Lets go of the names that images were pulled under; those that others gave stay. */
export async function forgetImages({ docker, registry }: Ground): Promise<void> {
  const images = await docker.listImages();
  const names = images.flatMap(({ RepoTags, RepoDigests }) => [...(RepoTags ?? []), ...(RepoDigests ?? [])]);
  for (const name of names.filter((each) => each.startsWith(`${registry}/`)))
    await docker
      .getImage(name)
      .remove({ noprune: true })
      .catch(() => undefined);
}
