import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { processIds } from './processes.ts';

/** Debian's releases whose docker.io keeps its images with containerd: engine 26 and engine 28. */
export type Suite = 'trixie' | 'sid';
export const suites: readonly Suite[] = ['trixie', 'sid'];

/** One of Debian's, or a folder with the programs of another: scripts/test-engine-29.ts compiles one. */
export type EngineKind = Suite | { readonly folder: string };

/** The engine of the folder that SIMPLE_DEPLOY_TEST_ENGINE names. */
export function engineOfVariable(): EngineKind {
  const folder = process.env['SIMPLE_DEPLOY_TEST_ENGINE'];
  if (folder === undefined)
    throw new Error('SIMPLE_DEPLOY_TEST_ENGINE names no folder: npm run test:engine-29 sets it');
  return { folder };
}

/** A second engine beside the machine's own, with a network and a store of its own. */
export interface TestEngine {
  readonly env: NodeJS.ProcessEnv;
  readonly socket: string;
  readonly pid: number;
  /** What the engine wrote. */
  log(): string;
  /** Ends the process without a word to anyone, as a crash would. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** What each engine is told to trust without a look. */
const insecure = ['insecure.test:5000', '10.99.0.0/16'];

const cache = resolve(import.meta.dirname, '../../.cache/engines');
// Debian's package needs a newer C library for its runc than the host has; the host's own serves all engines.
const programs = ['usr/sbin/dockerd', 'usr/bin/containerd', 'usr/bin/containerd-shim-runc-v2', 'usr/sbin/docker-proxy'];

/** Paths of an engine's programs, which it looks for on its PATH. */
async function programsOf(kind: EngineKind): Promise<readonly string[]> {
  if (typeof kind === 'object') return readdirSync(kind.folder).map((name) => join(kind.folder, name));
  const root = await engineFiles(kind);
  return programs.map((program) => join(root, program));
}

/** Unpacks the engine of a Debian release below .cache, without installing it: 10 s the first time, nothing later. */
export async function engineFiles(suite: Suite): Promise<string> {
  const root = join(cache, suite);
  if (existsSync(join(root, 'usr/sbin/dockerd'))) return root;
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(join(cache, `${suite}-draft-`));
  // The Release file of sid is past its date wherever the mirror is a snapshot.
  const options = suite === 'sid' ? ['--aptopt=Acquire::Check-Valid-Until "false"'] : [];
  run('mmdebstrap', ['--quiet', '--variant=extract', ...options, '--include=docker.io,docker-buildx', suite, draft]);
  await rename(draft, root).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  await rm(draft, { recursive: true, force: true });
  return root;
}

/**
 * Starts an engine, such as that of a Debian release, with the containerd image store, on a bridge of its own. The host's bridge and
 * its firewall chains stay as they are: `--bridge=none` would delete docker0, and `--iptables` would empty the chains
 * that the first engine uses. `diskMegabytes` gives it a disk that soon is full.
 */
export async function startEngine(
  kind: EngineKind,
  { diskMegabytes }: { readonly diskMegabytes?: number } = {},
): Promise<TestEngine> {
  const found = await programsOf(kind);
  const work = mkdtempSync(join(tmpdir(), 'sd-engine-'));
  const network = makeNetwork();
  const bin = join(work, 'bin');
  await mkdir(bin);
  for (const program of found) symlinkSync(program, join(bin, program.split('/').pop() ?? ''));
  writeFileSync(
    join(work, 'config.json'),
    JSON.stringify({ features: { 'containerd-snapshotter': true }, 'insecure-registries': insecure }),
  );
  if (diskMegabytes !== undefined) {
    await mkdir(join(work, 'data'));
    run('mount', ['-t', 'tmpfs', '-o', `size=${diskMegabytes}m`, 'sd-engine', join(work, 'data')]);
  }
  const log = join(work, 'log');
  const child = spawn(join(bin, 'dockerd'), engineArguments(work, network.bridge), {
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, DOCKER_HOST: undefined },
    stdio: ['ignore', openSync(log, 'w'), openSync(log, 'a')],
  });
  const lastResort = (): void => void child.kill('SIGKILL');
  process.once('exit', lastResort);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    await ended(child, signal);
    process.off('exit', lastResort);
  };
  const socket = join(work, 'd.sock');
  const engine: TestEngine = {
    env: { ...process.env, DOCKER_HOST: `unix://${socket}`, DOCKER_CONFIG: join(work, 'no-config') },
    socket,
    pid: child.pid ?? -1,
    log: () => readFileSync(log, 'utf8'),
    kill: () => end('SIGKILL'),
    stop: async () => {
      await end('SIGTERM');
      await cleanUp(work);
      network.remove();
    },
  };
  await answering(engine, child);
  return engine;
}

/** Builds a Dockerfile as docker's own client does by default, with buildx: the image is listed in an index beside its attestation. */
export async function buildWithAttestation(
  kind: EngineKind,
  engine: TestEngine,
  dockerfile: string,
  tag: string,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sd-buildx-'));
  try {
    writeFileSync(join(folder, 'Dockerfile'), dockerfile);
    const files = await engineFiles(typeof kind === 'object' ? 'sid' : kind);
    const buildx = join(files, 'usr/libexec/docker/cli-plugins/docker-buildx');
    const env = { ...engine.env, DOCKER_CONFIG: folder, BUILDX_CONFIG: join(folder, 'buildx') };
    execFileSync(buildx, ['build', '--load', '--tag', tag, folder], { env, stdio: 'pipe' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Puts an image of the machine's own engine into another one. */
export function copyImage(engine: TestEngine, reference: string): void {
  const script = 'docker save "$1" | DOCKER_HOST="$2" docker load --quiet';
  run('sh', ['-c', script, 'sh', reference, engine.env.DOCKER_HOST ?? '']);
}

function engineArguments(work: string, bridge: string): string[] {
  return [
    `--host=unix://${join(work, 'd.sock')}`,
    `--data-root=${join(work, 'data')}`,
    `--exec-root=${join(work, 'exec')}`,
    `--pidfile=${join(work, 'd.pid')}`,
    `--config-file=${join(work, 'config.json')}`,
    `--bridge=${bridge}`,
    '--iptables=false',
    '--ip6tables=false',
  ];
}

/** A bridge with a way out, in a range that is free; the rules are added beside those that are there, and taken away. */
function makeNetwork(): { readonly bridge: string; readonly remove: () => void } {
  const taken = run('ip', ['-4', 'addr']);
  const number = Array.from({ length: 150 }, (_, index) => 100 + index).find(
    (each) => !taken.includes(`172.30.${each}.`),
  );
  const bridge = `sdbr${number}`;
  const range = `172.30.${number}.0/24`;
  const rules = [
    ['-t', 'nat', 'POSTROUTING', '-s', range, '!', '-o', bridge, '-j', 'MASQUERADE'],
    ['-t', 'filter', 'FORWARD', '-i', bridge, '-j', 'ACCEPT'],
    ['-t', 'filter', 'FORWARD', '-o', bridge, '-j', 'ACCEPT'],
  ] as const;
  run('ip', ['link', 'add', bridge, 'type', 'bridge']);
  run('ip', ['addr', 'add', `172.30.${number}.1/24`, 'dev', bridge]);
  run('ip', ['link', 'set', bridge, 'up']);
  for (const [option, table, ...rule] of rules) run('iptables', ['--wait', option, table, '-I', ...rule]);
  const remove = (): void => {
    for (const [option, table, ...rule] of rules) run('iptables', ['--wait', option, table, '-D', ...rule]);
    run('ip', ['link', 'delete', bridge]);
  };
  return { bridge, remove };
}

async function answering(engine: TestEngine, child: ChildProcess): Promise<void> {
  const limit = Date.now() + 60_000;
  while (!(await ping(engine.socket))) {
    if (child.exitCode !== null || Date.now() > limit) {
      const log = engine.log();
      await engine.stop();
      throw new Error(`the engine did not start:\n${log}`);
    }
    await pause(50);
  }
}

function ping(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const call = request({ socketPath, path: '/_ping', agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    call.on('error', () => resolve(false)).end();
  });
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}

/** After a stop or a crash: what the engine started goes on without it, and mounts stay. */
async function cleanUp(work: string): Promise<void> {
  // By the folder in their command lines, never by a number read from a file: it may be another's by now.
  for (const pid of processIds((line) => line.includes(`${work}/`))) process.kill(pid, 'SIGKILL');
  await pause(100);
  const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n');
  const ours = mounts.map((line) => line.split(' ')[1] ?? '').filter((path) => path.startsWith(`${work}/`));
  for (const path of ours.reverse()) run('umount', ['--lazy', path]);
  rmSync(work, { recursive: true, force: true });
}

function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
