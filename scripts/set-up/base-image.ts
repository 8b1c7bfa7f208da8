import { execFileSync, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../../src/docker/engine.ts';
import { installPackages } from './packages.ts';
import { part, seconds, SetUpError } from './progress.ts';

/** Debian release of the base and the Python it has. */
const release = 'bookworm';
const python = '3.11';
const official = `python:${python}-slim-${release}`;
/** The same for tests whether it was pulled or built; never the name of an official image. */
const repo = 'simple-deploy-base/python';
const tag = `${python}-${release}`;
const own = `${repo}:${tag}`;

/** Puts a Debian with Python on the engine, pulled where a registry can be reached, else built from packages; gives its name. */
export async function findOrMakeBase({ api }: Engine): Promise<string> {
  if (await stands(api, own)) return own;
  if ((await stands(api, official)) || (await canBePulled(api))) {
    if (!(await stands(api, official))) await part(`pulling ${official}`, () => pull(api));
    await api.getImage(official).tag({ repo, tag });
    return own;
  }
  await installPackages(['mmdebstrap', 'ca-certificates'], 'A base image, with no image registry in reach,');
  await part(`building ${own} from Debian packages, since no image registry can be reached`, () => make(api));
  return own;
}

async function stands(api: Engine['api'], name: string): Promise<boolean> {
  return api
    .getImage(name)
    .inspect()
    .then(
      () => true,
      () => false,
    );
}

/** Asks the engine, since it is the one that pulls and may have a mirror or a proxy; a few seconds at most. */
async function canBePulled(api: Engine['api']): Promise<boolean> {
  const asked = api
    .getImage(official)
    .distribution()
    .then(
      () => true,
      () => false,
    );
  return Promise.race([asked, sleep(6_000, false, { ref: false })]);
}

async function pull(api: Engine['api']): Promise<void> {
  const stream = await api.pull(official);
  await new Promise<void>((resolve, reject) => {
    api.modem.followProgress(
      stream,
      (error: Error | null) => (error ? reject(error) : resolve()),
      (event: { status?: string; id?: string }) => {
        if (event.status === 'Pull complete') console.log(`  ${event.id} pulled`);
      },
    );
  });
  if (!(await stands(api, official))) throw new SetUpError(`${official} could not be pulled.`);
}

/** Documentation and translations are left out, as the official images do. */
const leftOut = ['doc/*', 'man/*', 'info/*', 'locale/*'].map((path) => `--dpkgopt=path-exclude=/usr/share/${path}`);

async function make(api: Engine['api']): Promise<void> {
  const bootstrap = spawn(
    'mmdebstrap',
    [
      '--variant=minbase',
      '--quiet',
      `--include=python3,python3-venv,ca-certificates`,
      ...leftOut,
      '--dpkgopt=path-include=/usr/share/doc/*/copyright',
      ...hostAptOptions(),
      release,
      '-',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const started = performance.now();
  let said = '';
  bootstrap.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const beat = setInterval(
    () => console.log(`  ${seconds(performance.now() - started).padStart(8)}  mmdebstrap`),
    5_000,
  );
  try {
    const ended = new Promise<number | null>((resolve, reject) => {
      bootstrap.on('error', reject);
      bootstrap.on('close', resolve);
    });
    const aside = `${tag}-unfinished-${process.pid}`;
    const refusal = await importFrom(bootstrap.stdout, api, aside).then(
      () => undefined,
      (error: SetUpError) => error,
    );
    // A refusal may come from a half archive: let mmdebstrap come to its end, and speak first when it failed.
    bootstrap.stdout.resume();
    if ((await ended) !== 0) {
      await api
        .getImage(`${repo}:${aside}`)
        .remove()
        .catch(() => undefined);
      throw new SetUpError(`mmdebstrap could not build the base image:\n${said.trimEnd()}`);
    }
    if (refusal !== undefined) throw refusal;
    await api.getImage(`${repo}:${aside}`).tag({ repo, tag });
    await api.getImage(`${repo}:${aside}`).remove();
  } finally {
    clearInterval(beat);
  }
}

/**
 * Hands the archive to the engine.
 * @throws SetUpError when the engine takes no image, at once or in the stream of its answer
 */
export async function importFrom(archive: NodeJS.ReadableStream, api: Engine['api'], aside: string): Promise<void> {
  try {
    const answer = await api.importImage(archive, {
      repo,
      tag: aside,
      changes: ['CMD ["python3"]', 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    });
    await new Promise<void>((resolve, reject) => {
      let refusal: Error | undefined;
      api.modem.followProgress(
        answer,
        (error: Error | null) => ((error ?? refusal) ? reject(error ?? refusal) : resolve()),
        ({ error }: { error?: string }) => (refusal = error === undefined ? refusal : new Error(error)),
      );
    });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new SetUpError(
      `The container engine did not take the base image ${own}, which was built from Debian packages. It said:\n  ${said}\nSee whether its disk has room (docker system df) and what its log says, then run this again.`,
      { cause: error },
    );
  }
}

/** What this machine's apt is told about its mirror holds for the base as well. */
function hostAptOptions(): string[] {
  const lines = execFileSync('apt-config', ['dump'], { encoding: 'utf8' }).split('\n');
  return lines
    .filter((line) => /^Acquire::(Check-Valid-Until|https?::Proxy) /i.test(line))
    .map((line) => `--aptopt=${line.replace(/;$/, '')}`);
}
