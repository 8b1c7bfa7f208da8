import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import envPaths from 'env-paths';
import { connectEngine, type Engine } from '../../src/docker/engine.ts';
import { UserError } from '../../src/problems.ts';
import { installPackages } from './packages.ts';
import { part, SetUpError } from './progress.ts';

/** Where the log of an engine that we started lies. */
const stateFolder = envPaths('simple-deploy-development', { suffix: '' }).log;

/** The engine that answers; else Debian's docker.io, installed and started. */
export async function findOrStartEngine(): Promise<Engine> {
  const there = await connectOrUndefined();
  if (there) return there;
  const named = ['DOCKER_HOST', 'DOCKER_CONTEXT'].find((name) => process.env[name]);
  if (named) {
    throw new SetUpError(
      `${named}=${process.env[named]} names a container engine that does not answer: start it, or unset ${named}, then run this again.`,
    );
  }
  if (spawnSync('dockerd', ['--version']).error) await installPackages(['docker.io', 'iptables'], 'A container engine');
  return part('starting the container engine', startEngine);
}

async function connectOrUndefined(): Promise<Engine | undefined> {
  try {
    return await connectEngine();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (error.problem.code === 'engine-absent') return undefined;
    const { wordsFor } = await import('../../src/messages.ts');
    const { what, found = [], next } = wordsFor(error.problem);
    throw new SetUpError([what, ...found, ...next].join('\n'), { cause: error });
  }
}

async function startEngine(): Promise<Engine> {
  if (process.getuid?.() !== 0) {
    throw new SetUpError(
      'No container engine answers, and only root may start one. As root:\n  systemctl start docker\n  usermod -aG docker <your name>   # then log in again\nthen run this again.',
    );
  }
  if (existsSync('/run/systemd/system')) {
    spawnSync('systemctl', ['start', 'docker'], { stdio: 'inherit' });
    return untilItAnswers(() => true, 'journalctl -u docker');
  }
  return startDetached();
}

/** Without an init system: a dockerd of its own process group, that outlives this script. */
async function startDetached(): Promise<Engine> {
  forgetDeadEngine();
  mkdirSync(stateFolder, { recursive: true });
  const log = join(stateFolder, 'dockerd.log');
  const output = openSync(log, 'a');
  const daemon = spawn('dockerd', [], { detached: true, stdio: ['ignore', output, output], cwd: '/' });
  let failure: Error | undefined;
  daemon.on('error', (error) => (failure = error));
  daemon.unref();
  console.log(`  its log: ${log}`);
  return untilItAnswers(() => daemon.exitCode === null && failure === undefined, log);
}

/** dockerd takes the file of a process number for a running engine as soon as any process has that number. */
function forgetDeadEngine(): void {
  for (const [file, name] of [
    ['/var/run/docker.pid', 'dockerd'],
    ['/var/run/docker/containerd/containerd.pid', 'containerd'],
  ] as const) {
    if (!existsSync(file)) continue;
    const comm = `/proc/${readFileSync(file, 'utf8').trim()}/comm`;
    if (!existsSync(comm) || readFileSync(comm, 'utf8').trim() !== name) rmSync(file);
  }
}

const limit = 60_000;

async function untilItAnswers(isAlive: () => boolean, log: string): Promise<Engine> {
  for (const until = Date.now() + limit; Date.now() < until && isAlive(); await sleep(200)) {
    const engine = await connectOrUndefined();
    if (engine) return engine;
  }
  const last = existsSync(log) ? `\n${readFileSync(log, 'utf8').trimEnd().split('\n').slice(-15).join('\n')}` : '';
  throw new SetUpError(`The container engine did not come up; its log is ${log}.${last}`);
}
