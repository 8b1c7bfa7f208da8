import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from './packages.ts';
import { SetUpError } from './progress.ts';
import { root, shown } from './run.ts';

/** Where the programs of the engine lie that is compiled for tests. */
export const newestEngine = join(root, '.cache/engines/29');

/** The line of engine 29, which no Debian has, with what it needs: a newer runc than Debian 12's, and with seccomp for BuildKit. */
const programs = [
  { module: 'github.com/opencontainers/runc', version: 'v1.5.2', path: '', tags: 'seccomp', cgo: true },
  { module: 'github.com/containerd/containerd/v2', version: 'v2.4.2', path: '/cmd/containerd', tags: lean() },
  {
    module: 'github.com/containerd/containerd/v2',
    version: 'v2.4.2',
    path: '/cmd/containerd-shim-runc-v2',
    tags: lean(),
  },
  { module: 'github.com/moby/moby/v2', version: 'v2.0.0-beta.24', path: '/cmd/docker-proxy', tags: '' },
  { module: 'github.com/moby/moby/v2', version: 'v2.0.0-beta.24', path: '/cmd/dockerd', tags: 'no_systemd' },
];

function lean(): string {
  return 'no_btrfs no_devmapper no_zfs';
}

/** Compiles what is not there yet: five minutes on two cores, once. Throws a SetUpError. */
export async function compileEngine(): Promise<void> {
  await installPackages(['libseccomp-dev', 'gcc', 'pkg-config'], 'runc');
  mkdirSync(newestEngine, { recursive: true });
  for (const { module, version, path, tags, cgo } of programs) {
    const name = (path || module).split('/').pop() ?? '';
    const target = join(newestEngine, name);
    if (existsSync(target)) continue;
    console.log(`  compiling ${name} of ${module} ${version}`);
    const folder = join(root, '.cache/engines/29-modules', name);
    const script =
      'mkdir -p "$1" && cd "$1" && rm -f go.* && go mod init x && go get "$2@$3" && go build -tags "$4" -o "$5" "$2"';
    const set = `CGO_ENABLED=${cgo ? 1 : 0} GOFLAGS=-mod=mod`;
    const { code } = await shown('env', [
      ...set.split(' '),
      'sh',
      '-c',
      script,
      'sh',
      folder,
      module + path,
      version,
      tags,
      target,
    ]);
    if (code !== 0) throw new SetUpError(`${name} was not compiled: see above`);
    rmSync(folder, { recursive: true, force: true });
  }
}
