import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { SetUpError } from '../scripts/set-up/progress.ts';
import { root } from '../scripts/set-up/run.ts';
import { measure, type Measured } from './measure.ts';
import type { Copy, Project } from './project.ts';

export const bin = join(root, 'bin/simple-deploy.js');

/** One way to get from the project to an image and into a registry. */
export interface Way {
  readonly name: string;
  /** Name of the image that it builds. */
  readonly image: string;
  /** The project that it builds: its own, that no other way builds. */
  readonly copy: Copy;
  /** What is no part of the build's time. */
  readonly prepare: () => Promise<unknown>;
  readonly build: (o: { cold: boolean; env?: NodeJS.ProcessEnv }) => Promise<Measured>;
  readonly push: (destination: string) => Promise<Measured>;
}

/** simple-deploy, the same Dockerfile by the docker client, and the hand-written one. */
export function waysOf(project: Project, base: string): readonly [Way, Way, Way] {
  const docker = buildKitClient();
  return [
    ours(project.ours, base),
    {
      ...byClient('docker client, same Dockerfile', 'same', {
        docker,
        copy: project.same,
        folder: project.unpacked,
        args: [],
      }),
      prepare: () => unpackContext(project, base),
    },
    byClient('docker client, hand-written', 'handwritten', {
      docker,
      copy: project.handwritten,
      folder: project.handwritten.folder,
      args: ['--build-arg', `BASE=${base}`],
    }),
  ];
}

function ours(copy: Copy, base: string): Way {
  const image = imageName('ours');
  return {
    name: 'simple-deploy',
    image,
    copy,
    prepare: () => Promise.resolve(),
    build({ cold, env = {} }) {
      const flags = [...(cold ? ['--no-cache'] : []), '--base-image', base, '--tag', image];
      return measure([process.execPath, bin, 'build', copy.folder, ...flags], { env });
    },
    push: (destination) =>
      measure([process.execPath, bin, 'push', copy.folder, '--to', 'registry', '--destination', destination, '--yes']),
  };
}

interface ClientBuild {
  readonly docker: string;
  readonly copy: Copy;
  readonly folder: string;
  readonly args: readonly string[];
}

function byClient(name: string, short: string, { docker, copy, folder, args }: ClientBuild): Way {
  const image = imageName(short);
  const bundle = process.env['SSL_CERT_FILE'];
  const secret = bundle ? ['--secret', `id=ca,src=${bundle}`] : [];
  return {
    name,
    image,
    copy,
    prepare: () => Promise.resolve(),
    build: ({ cold, env = {} }) =>
      measure([docker, 'build', '-q', ...(cold ? ['--no-cache'] : []), ...secret, ...args, '-t', image, folder], {
        env: { DOCKER_BUILDKIT: '1', ...env },
      }),
    async push(destination) {
      await measure([docker, 'tag', image, destination]);
      return measure([docker, 'push', '-q', destination]);
    },
  };
}

function imageName(short: string): string {
  return `simple-deploy-bench/${short}:${process.pid}`;
}

/** The context of ours as files, with the times that they have in the tar. */
async function unpackContext({ same, unpacked }: Project, base: string): Promise<void> {
  rmSync(unpacked, { recursive: true, force: true });
  const script = 'mkdir "$1" && "$2" "$3" context "$4" --base-image "$5" | tar -x -C "$1" -f -';
  await measure(['bash', '-o', 'pipefail', '-c', script, 'bash', unpacked, process.execPath, bin, same.folder, base]);
}

/** A docker client that can build with BuildKit: a newer one without its plugin cannot. */
export function buildKitClient(): string {
  const env = { ...process.env, DOCKER_BUILDKIT: '1' };
  const found = ['docker', '/usr/bin/docker'].find(
    (name) => spawnSync(name, ['build', '--help'], { env }).status === 0,
  );
  if (found === undefined) throw new SetUpError('The bench needs a docker client that builds with BuildKit.');
  return found;
}
