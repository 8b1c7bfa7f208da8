import { PassThrough } from 'node:stream';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { debianBase } from '../debian-base.ts';
import { deriveImage } from '../derived-image.ts';
import { type Ground, label } from './ground.ts';

const install = `apt-get update -q
apt-get install -qy --no-install-recommends nginx-light python3-pip python3-venv git libpq5 procps
rm -rf /var/lib/apt/lists/* /usr/lib/python3*/EXTERNALLY-MANAGED
ln -sf python3 /usr/bin/python
useradd --uid 1000 --home-dir /app --no-create-home --shell /bin/bash web
mkdir -p /app /cache
chown web:web /app /cache
cat >/usr/local/bin/keep <<'KEEP'
#!/bin/bash
# Process 1 of a container: takes in what others leave behind, and goes when it is told to.
trap 'exit 0' TERM
while :; do sleep 3600 & wait $!; done
KEEP
cat >/usr/local/bin/with-environment <<'WITH'
#!/bin/bash
# Runs a command line as the platform does where the application runs: after its .environment.
cd /app
if [ -f .environment ]; then . ./.environment; fi
exec dash -c "$1"
WITH
chmod 755 /usr/local/bin/keep /usr/local/bin/with-environment`;

/** The image that applications are built and run in: Python, pip and git, nginx before the application, a user web. */
async function pythonImage(): Promise<string> {
  return deriveImage({
    tag: 'simple-deploy-test/platformsh-python:3.11',
    base: debianBase,
    script: install,
    changes: ['WORKDIR /app'],
  });
}

/** The same with a compiler and the headers of MariaDB: whether the platform's own image has them is not known. */
async function compilingImage(): Promise<string> {
  return deriveImage({
    tag: 'simple-deploy-test/platformsh-python:3.11-compiling',
    base: await pythonImage(),
    script: `apt-get update -q
apt-get install -qy --no-install-recommends gcc libc6-dev python3-dev pkg-config libmariadb-dev
rm -rf /var/lib/apt/lists/*`,
    changes: ['WORKDIR /app'],
  });
}

/** The image that applications have on this platform. */
export function applicationImage({ compiles }: Ground): Promise<string> {
  return compiles ? compilingImage() : pythonImage();
}

export interface Wanted {
  readonly name: string;
  readonly image: string;
  readonly env: Readonly<Record<string, string>>;
  /** Volumes by the folder that they are mounted on. */
  readonly mounts: readonly Mount[];
  readonly readOnly?: boolean;
  readonly network?: string;
  readonly aliases?: readonly string[];
}

export interface Mount {
  readonly volume: string;
  readonly path: string;
  readonly readOnly?: boolean;
}

/** Starts a container that waits for what is run in it; gives its id. */
export async function startContainer(ground: Ground, wanted: Wanted): Promise<string> {
  const { name, image, env, mounts, readOnly = false, network, aliases = [] } = wanted;
  const container = await ground.docker.createContainer({
    name,
    Image: image,
    Entrypoint: ['/usr/local/bin/keep'],
    Env: Object.entries(env).map(([key, value]) => `${key}=${value}`),
    Labels: { [label]: ground.mark },
    HostConfig: {
      ReadonlyRootfs: readOnly,
      ...(readOnly && {
        Tmpfs: {
          '/tmp': 'mode=1777',
          '/run': 'mode=0755,uid=1000,gid=1000',
          '/var/log': 'mode=0755,uid=1000,gid=1000',
          '/var/lib/nginx': '',
        },
      }),
      ...(network !== undefined && { NetworkMode: network }),
      Mounts: mounts.map((mount) => ({
        Type: 'volume',
        Source: mount.volume,
        Target: mount.path,
        ReadOnly: mount.readOnly ?? false,
        VolumeOptions: {
          NoCopy: true,
          Labels: mount.volume.startsWith(sharedCache) ? {} : { [label]: ground.mark },
          DriverConfig: { Name: 'local', Options: {} },
        },
      })),
    },
    ...(network !== undefined && { NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: [...aliases] } } } }),
  });
  await container.start();
  return container.id;
}

/** Where builds keep what they downloaded; it stays on the engine for the next run. */
export const sharedCache = 'simple-deploy-test-platformsh-cache';

interface Run {
  readonly user?: string;
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Is called with each line, and the stream it came on. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
}

/** Runs a command in a container to its end; gives its exit code. */
export async function runIn(
  { docker }: Ground,
  container: string,
  command: readonly string[],
  { user = 'web', folder = '/app', env = {}, onLine = () => undefined }: Run = {},
): Promise<number> {
  const exec = await docker.getContainer(container).exec({
    Cmd: [...command],
    User: user,
    WorkingDir: folder,
    Env: Object.entries(env).map(([key, value]) => `${key}=${value}`),
    AttachStdout: true,
    AttachStderr: true,
  });
  const stream = await exec.start({});
  const [stdout, stderr] = [lines('stdout', onLine), lines('stderr', onLine)];
  docker.modem.demuxStream(stream, stdout, stderr);
  await once(stream, 'end');
  stdout.end();
  stderr.end();
  for (;;) {
    // The end of the output comes before the end of the command is known.
    const { Running, ExitCode } = await exec.inspect();
    if (!Running) return ExitCode ?? -1;
    await pause(20);
  }
}

function lines(name: 'stdout' | 'stderr', onLine: NonNullable<Run['onLine']>): PassThrough {
  const through = new PassThrough();
  let rest = '';
  through.setEncoding('utf8');
  through.on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) onLine(line, name);
  });
  through.on('end', () => (rest === '' ? undefined : onLine(rest, name)));
  return through;
}

/** Starts a command in a container and leaves it running. */
export async function startIn(
  { docker }: Ground,
  container: string,
  command: readonly string[],
  { user = 'web', env = {} }: Pick<Run, 'user' | 'env'> = {},
): Promise<void> {
  const exec = await docker.getContainer(container).exec({
    Cmd: [...command],
    User: user,
    WorkingDir: '/app',
    Env: Object.entries(env).map(([key, value]) => `${key}=${value}`),
  });
  await exec.start({ Detach: true });
}

/** Puts files into a container, by their paths. */
export async function putFile({ docker }: Ground, container: string, path: string, content: string): Promise<void> {
  const command = ['sh', '-c', 'printf %s "$1" >"$0"', path, content];
  if ((await runIn({ docker } as Ground, container, command, { user: 'root' })) !== 0)
    throw new Error(`${path} could not be written`);
}

/** Where a container is reached from this machine. */
export async function addressIn({ docker }: Ground, container: string): Promise<string | undefined> {
  const found = await docker
    .getContainer(container)
    .inspect()
    .catch(() => undefined);
  return Object.values(found?.NetworkSettings.Networks ?? {})[0]?.IPAddress || undefined;
}

export async function removeContainer({ docker }: Ground, container: string): Promise<void> {
  await docker
    .getContainer(container)
    .remove({ force: true, v: true })
    .catch(() => undefined);
}
