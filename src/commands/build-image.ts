import { explainBuildFailure } from '../build-plan/build-failure.ts';
import type { Engine } from '../docker/engine.ts';
import type { Agents } from '../docker/ssh/agents.ts';
import { milliseconds } from '../milliseconds.ts';
import { UserError } from '../problems.ts';
import type { BuildOptions } from '../values/build-options.ts';
import type { BuildPlan } from '../values/build-plan.ts';
import type { BuiltImage } from '../values/image.ts';
import type { World } from './command.ts';
import { lentToBuild } from './lent-to-build.ts';
import { watchBuild } from './show-build.ts';

/** What a build came to. */
export interface Built {
  readonly image: BuiltImage;
  readonly ms: number;
  /** Context that travelled to the engine. */
  readonly bytesSent: number;
  readonly steps: readonly { readonly name: string; readonly ms: number }[];
  readonly cachedSteps: number;
}

/** Builds the plan on the engine, showing how it goes, and reads the image back. */
export async function buildImageOf(
  plan: BuildPlan,
  options: BuildOptions,
  engine: Engine,
  world: World,
): Promise<Built> {
  const { buildImage } = await import('../docker/build.ts');
  const { findImage } = await import('../docker/images.ts');
  const lent = await lend(options, world);
  const watch = watchBuild(world, world.terminal.verbose);
  const started = milliseconds();
  const call = buildImage(engine, plan, {
    tags: [plan.reference, ...options.tags],
    secrets: lent.secrets,
    agents: lent.agents.sockets,
    noCache: options.noCache,
    pull: options.pull,
    env: world.env,
    onEvent: watch.onEvent,
    signal: world.signal,
  });
  const { bytesSent, imageId } = await ended(call, lent.agents).catch((error: unknown) => {
    world.journal.add({ title: 'Build the image', came: 'failed', ms: milliseconds() - started });
    throw explained(error, plan);
  });
  const ms = milliseconds() - started;
  world.journal.add({ title: 'Build the image', came: 'done', ms });
  const image = await findImage(engine, plan.reference);
  if (image === undefined) throw new Error(`The engine built ${imageId} and does not know ${plan.reference}`);
  world.log.write({
    kind: 'engine',
    title: 'build',
    ms: Math.round(ms),
    detail: { imageId, bytesSent, size: image.size },
  });
  const { ran, cached } = watch.steps();
  return { image, ms, bytesSent, steps: ran, cachedSteps: cached };
}

const noAgents: Agents = { sockets: new Map(), close: () => Promise.resolve() };

/** What the options lend to the build, and for its ssh the hosts that ours knows, unless others were given. */
async function lend(options: BuildOptions, { env, redactor }: World) {
  const { secrets, ssh } = lentToBuild(options, env, redactor);
  if (ssh.size === 0) return { secrets, agents: noAgents };
  const { openAgents } = await import('../docker/ssh/agents.ts');
  const { knownHosts, knownHostsId } = await import('../docker/ssh/known-hosts.ts');
  const hosts = secrets.has(knownHostsId) ? undefined : await knownHosts(env);
  return {
    secrets: hosts === undefined ? secrets : new Map([...secrets, [knownHostsId, hosts]]),
    agents: await openAgents(ssh, env),
  };
}

/** What the call came to, when nothing runs any more that was started for it. */
async function ended<T>(call: Promise<T>, agents: Agents): Promise<T> {
  try {
    return await call;
  } finally {
    await agents.close();
  }
}

/** A failed step in the words of its cause, where our Dockerfile lets us know it. */
function explained(error: unknown, plan: BuildPlan): unknown {
  const { baseImage, leftOut, notInstalled, djangoRequired, emptySubmodules, notes } = plan;
  if (!(error instanceof UserError) || error.problem.code !== 'build-step-failed') return error;
  const { step, lines, error: message } = error.problem;
  // A program that could not even start wrote nothing: then the engine's last words are all there is.
  const reason = message.slice(message.lastIndexOf(']: ') + 1).replace(/^: /, '');
  const named = notes.flatMap((note) => (note.code === 'settings-read-left-out' ? note.files : []));
  const required = djangoRequired !== undefined && { djangoRequired };
  const known = { leftOut, named, notInstalled, submodules: emptySubmodules, ...required };
  const cause = explainBuildFailure(step, lines.length > 0 ? lines : [reason], baseImage, known);
  return cause === undefined ? error : new UserError(cause, { cause: error });
}
