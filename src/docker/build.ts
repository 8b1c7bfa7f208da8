import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { UserError } from '../problems.ts';
import type { EngineProblem } from '../problems/engine.ts';
import type { BuildEvent } from '../values/build-event.ts';
import type { BuildPlan } from '../values/build-plan.ts';
import { buildFailure } from './build-failure.ts';
import { type BuildRequest, buildRequest } from './build-request.ts';
import { credentialsFor } from './credentials.ts';
import { readDockerConfig } from './docker-config.ts';
import { callEngine } from './engine-call.ts';
import { engineError } from './engine-errors.ts';
import type { Engine } from './engine.ts';
import { imageOsArch } from './images.ts';
import { jsonLines } from './json-lines.ts';
import { type BuildLine, BuildProgress } from './progress.ts';
import { proxyArguments } from './proxies.ts';
import { openSession } from './session.ts';
import type { SessionOffers } from './session/services.ts';

/** BuildKit's own limit on a secret (moby/buildkit, session/secrets/secretsprovider). */
const secretLimit = 500 * 1024;
const during = 'building the image';

export interface BuildCall {
  readonly tags: readonly string[];
  /** By the id that the Dockerfile mounts them by. */
  readonly secrets: ReadonlyMap<string, Uint8Array>;
  /** Sockets of SSH agents, likewise. */
  readonly agents: ReadonlyMap<string, string>;
  readonly noCache: boolean;
  readonly pull: boolean;
  readonly env: NodeJS.ProcessEnv;
  onEvent(event: BuildEvent): void;
  readonly signal: AbortSignal;
}

/**
 * Builds a plan with the engine's BuildKit: the engine asks us for the context, file by file, in a session of our own.
 * Gives the image's ID and how many bytes of files were sent. Throws `build-step-failed`, `base-image-unavailable`,
 * `platform-not-emulated`, `engine-disk-full`, `engine-lost`, `engine-refused`, `build-cancelled`, `context-changed`,
 * `secret-too-large`, `ssh-agent-refused`, `ssh-agent-absent`, `engine-cannot-build`.
 */
export async function buildImage(
  engine: Engine,
  plan: BuildPlan,
  o: BuildCall,
): Promise<{ imageId: string; bytesSent: number }> {
  refuseWhatCannotWork(engine, o.secrets);
  if (o.signal.aborted) throw new UserError({ code: 'build-cancelled' });
  const { proxies } = await readDockerConfig(o.env);
  const ours = { bytesSent: 0, error: undefined as unknown };
  const session = await openSession(engine, sharedKey(plan), offers(plan, o, ours)).catch((error: unknown) => {
    throw engineError(error, during);
  });
  const request = buildRequest(plan, session.id, {
    ...o,
    proxies: proxyArguments(o.env, proxies, engine.address),
  });
  try {
    const progress = new BuildProgress(plan.baseImage, (event) => o.onEvent(event));
    await follow(engine, request, progress, o.signal);
    const outcome = progress.outcome();
    if (outcome.error === undefined && outcome.imageId !== undefined) {
      return { imageId: outcome.imageId, bytesSent: ours.bytesSent };
    }
    throw new UserError(await withWhatIsHeld(engine, buildFailure(outcome, plan, engine.facts)));
  } catch (error) {
    if (o.signal.aborted) throw new UserError({ code: 'build-cancelled' }, { cause: error });
    // BuildKit hears of our own failures only as text; what we know of them is more exact.
    if (explains(ours.error, error)) throw ours.error;
    throw engineError(error, during);
  } finally {
    session.close();
  }
}

/** An agent that did not sign is the reason only of a step that was let in nowhere: ssh tries one key after the other. */
function explains(ours: unknown, theirs: unknown): ours is UserError {
  if (!(ours instanceof UserError)) return false;
  if (!ours.problem.code.startsWith('ssh-agent-')) return true;
  if (!(theirs instanceof UserError) || theirs.problem.code !== 'build-step-failed') return false;
  return theirs.problem.lines.some((line) => /Permission denied \(|communication with agent failed/.test(line));
}

function refuseWhatCannotWork(engine: Engine, secrets: BuildCall['secrets']): void {
  if (engine.facts.kind === 'podman') {
    throw new UserError({ code: 'engine-cannot-build', kind: 'podman', what: 'a BuildKit session' });
  }
  for (const [id, { length }] of secrets) {
    if (length > secretLimit) throw new UserError({ code: 'secret-too-large', id, size: length, limit: secretLimit });
  }
}

/** A base image that no registry gave may be at hand for another platform, which the engine does not say. */
async function withWhatIsHeld(engine: Engine, problem: EngineProblem): Promise<EngineProblem> {
  if (problem.code !== 'base-image-unavailable') return problem;
  const heldFor = await imageOsArch(engine, problem.image);
  return heldFor === undefined || heldFor === problem.osArch ? problem : { ...problem, heldFor };
}

/** The same folder gets the same key, so that an engine keeps its copy from build to build. */
function sharedKey(plan: BuildPlan): string {
  const folder = plan.labels['simple-deploy.folder'] ?? plan.reference;
  return createHash('sha256').update(`simple-deploy:${folder}`).digest('hex');
}

function offers(plan: BuildPlan, o: BuildCall, ours: { bytesSent: number; error: unknown }): SessionOffers {
  return {
    folders: new Map([
      ['context', plan.entries],
      ['dockerfile', plan.entries.filter((entry) => entry.path === 'Dockerfile')],
    ]),
    secrets: o.secrets,
    agents: o.agents,
    credentials: (registry) => credentialsFor(registry, o.env),
    onSent: (bytes) => (ours.bytesSent += bytes),
    onError: (error) => (ours.error ??= error),
  };
}

async function follow(
  engine: Engine,
  request: BuildRequest,
  progress: BuildProgress,
  signal: AbortSignal,
): Promise<void> {
  const stream = await start(engine, request);
  // Closing the connection is not enough: the engine is told, so that what runs in it is killed.
  const cancel = (): void => void cancelBuild(engine, request.buildid).finally(() => stream.destroy());
  signal.addEventListener('abort', cancel);
  try {
    if (signal.aborted) cancel();
    for await (const line of jsonLines<BuildLine>(stream)) progress.take(line);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

function start(engine: Engine, request: BuildRequest): Promise<Readable> {
  return callEngine(engine, {
    method: 'POST',
    path: '/build?',
    options: { _query: request, _body: {} },
    isStream: true,
    statusCodes: { 200: true },
  });
}

/** Ends a running build on the engine. Gives when the engine has answered, at most some seconds later. */
async function cancelBuild(engine: Engine, buildid: string): Promise<void> {
  await callEngine(engine, {
    method: 'POST',
    path: '/build/cancel?',
    options: { _query: { id: buildid }, _body: {} },
    abortSignal: AbortSignal.timeout(5000),
    statusCodes: { 200: true, 204: true },
  }).catch(() => undefined);
}
