import { randomBytes } from 'node:crypto';
import type {
  Fresh,
  ImageNeeds,
  Outcome,
  Plan,
  Platform,
  PushRequest,
  Releasable,
  Request,
  Target,
} from '../platforms/types.ts';
import { engineError, reasonOf } from '../docker/engine-errors.ts';
import { thisProcess } from '../platforms/holder.ts';
import { UserError } from '../problems.ts';
import { runSteps } from '../run-steps.ts';
import type { StepDoors } from '../run-steps/doors.ts';
import type { Step, StepResult } from '../values/step.ts';

export interface Doors extends StepDoors {
  /** Nothing is run; the plan is given. */
  readonly dryRun?: boolean;
}

/** What was planned, what was done, and what it came to. */
export interface Carried {
  readonly steps: readonly Step[];
  readonly results: readonly StepResult[];
  readonly outcome: Outcome;
}

/** Does one verb on a platform. Throws the plan's `cannot`, and what the steps throw. */
export async function carryOut(platform: Platform, request: Request, doors: Doors): Promise<Carried> {
  const plan = platform.plan(await look(platform, doors, request), request, fresh(doors));
  return perform(platform, plan, request, doors);
}

/** What is there. An engine that goes away, or refuses, while it is asked is no mistake of ours. */
async function look(platform: Platform, doors: Doors, target: Target): Promise<unknown> {
  try {
    return await platform.observe(doors, target);
  } catch (error) {
    const { status, code } = reasonOf(error);
    throw status === undefined && code === undefined ? error : engineError(error, 'looking at what is there');
  }
}

/** What a push did, with what it released. */
export interface Pushed extends Carried {
  readonly image: Releasable;
  /** Names of the variables that were given now. */
  readonly variables: readonly string[];
}

/** Values for variables that the settings demand and that nothing gives. */
export type GiveVariables = (names: readonly string[]) => Promise<Readonly<Record<string, string>>>;

/**
 * Finds the image that is pushed, or builds it. Before it builds, which may take long, it waits for `foreseen`, which
 * is told what the image will be.
 */
export type FindImage = (needs: ImageNeeds, foreseen: (image: Releasable) => Promise<void>) => Promise<Releasable>;

/**
 * Pushes to a platform: looks at what is there, has an image found or built that the platform can run, has given what
 * its settings demand beyond what the app has, then releases it. It plans before the build too: what stands in the way
 * of the push, and what has to be asked, is known then already.
 */
export async function pushTo(
  platform: Platform,
  wanted: Omit<PushRequest, 'image'>,
  find: FindImage,
  doors: Doors,
  give?: GiveVariables,
): Promise<Pushed> {
  hide(wanted.env, doors);
  const now = await look(platform, doors, wanted);
  const chance = fresh(doors);
  let { env } = wanted;
  const planFor = async (image: Releasable): Promise<Planned> => {
    const planned = await planWithVariables(platform, now, { ...wanted, env, image }, chance, { doors, give });
    ({ env } = planned.request);
    return planned;
  };
  const image = await find(platform.needs(now, wanted), async (foreseen) => void (await planFor(foreseen)));
  const { plan, request } = await planFor(image);
  const carried = await perform(platform, plan, request, doors);
  return { ...carried, image: request.image, variables: Object.keys(request.env) };
}

interface Planned {
  readonly plan: Plan;
  readonly request: PushRequest;
}

/** The plan of a push; should it miss variables, then once more with those that are given. */
async function planWithVariables(
  platform: Platform,
  now: unknown,
  request: PushRequest,
  chance: Fresh,
  { doors, give }: { readonly doors: Doors; readonly give: GiveVariables | undefined },
): Promise<Planned> {
  try {
    return { plan: platform.plan(now, request, chance), request };
  } catch (error) {
    const missing = error instanceof UserError && error.problem.code === 'variables-missing';
    if (!missing || give === undefined) throw error;
    const given = await give(error.problem.names);
    hide(given, doors);
    const complete = { ...request, env: { ...request.env, ...given } };
    return { plan: platform.plan(now, complete, chance), request: complete };
  }
}

function hide(variables: Readonly<Record<string, string>>, { secret }: Doors): void {
  for (const value of Object.values(variables)) secret(value);
}

async function perform(platform: Platform, plan: Plan, request: Request, doors: Doors): Promise<Carried> {
  if ('cannot' in plan) throw new UserError(plan.cannot);
  const results = doors.dryRun
    ? []
    : await runSteps(plan.steps, doors).catch(async (error: unknown) => {
        throw await withServing(platform, request, doors, error);
      });
  return { steps: plan.steps, results, outcome: plan.outcome(results) };
}

/** Looks what answers after a failure that was taken back, so that it can be said. */
async function withServing(platform: Platform, request: Request, doors: Doors, error: unknown): Promise<unknown> {
  if (!(error instanceof UserError) || error.problem.aftermath === undefined) return error;
  const { problem } = error;
  const serves = await platform.observe(doors, request).then(
    (now) => platform.serving?.(now),
    () => undefined,
  );
  if (serves === undefined) return error;
  return new UserError({ ...problem, aftermath: { ...error.problem.aftermath, serves } }, { cause: error.cause });
}

function fresh(doors: Doors): Fresh {
  const secretKey = randomBytes(48).toString('base64url');
  const password = randomBytes(24).toString('base64url');
  doors.secret(secretKey);
  doors.secret(password);
  return { secretKey, password, id: randomBytes(4).toString('hex'), holder: thisProcess() };
}
