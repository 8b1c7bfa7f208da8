import { PassThrough } from 'node:stream';
import Dockerode from 'dockerode';

/** What a container did that ran to its end. */
export interface RanOnce {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOnce {
  readonly command?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Name of a volume for /data. */
  readonly data?: string;
  readonly user?: string;
  readonly network?: string;
  /** Names of the machine that the engine runs on. */
  readonly engineNames?: readonly string[];
}

/** Runs a container of the image to its end, as `docker run --rm` does. */
export async function runOnce(image: string, options: RunOnce = {}, docker = new Dockerode()): Promise<RanOnce> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const texts = [collected(stdout), collected(stderr)] as const;
  const [result, container] = (await docker.run(
    image,
    (options.command as string[] | undefined) ?? [],
    [stdout, stderr],
    {
      Tty: false,
      Env: Object.entries(options.env ?? {}).map(([name, value]) => `${name}=${value}`),
      ...(options.user !== undefined && { User: options.user }),
      HostConfig: {
        ...(options.data !== undefined && { Binds: [`${options.data}:/data`] }),
        ...(options.network !== undefined && { NetworkMode: options.network }),
        ExtraHosts: (options.engineNames ?? []).map((name) => `${name}:host-gateway`),
      },
    },
  )) as [{ StatusCode: number }, Dockerode.Container];
  await container.remove({ v: true });
  stdout.end();
  stderr.end();
  return { code: result.StatusCode, stdout: await texts[0], stderr: await texts[1] };
}

async function collected(stream: PassThrough): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}
