import { randomBytes } from 'node:crypto';
import type { Fresh, ImageNeeds, Outcome, Platform, PushRequest, Releasable, Request } from '../platforms/types.ts';
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
  return perform(platform, await platform.observe(doors, request), request, doors);
}

/**
 * Pushes to a platform: looks at what is there, has an image found or built that the platform can run, then releases
 * it.
 */
export async function pushTo(
  platform: Platform,
  wanted: Omit<PushRequest, 'image'>,
  image: (needs: ImageNeeds) => Promise<Releasable>,
  doors: Doors,
): Promise<Carried> {
  for (const value of Object.values(wanted.env)) doors.secret(value);
  const now = await platform.observe(doors, wanted);
  return perform(platform, now, { ...wanted, image: await image(platform.needs(now, wanted)) }, doors);
}

async function perform(platform: Platform, now: unknown, request: Request, doors: Doors): Promise<Carried> {
  const plan = platform.plan(now, request, fresh(doors));
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
