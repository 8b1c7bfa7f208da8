import { randomBytes } from 'node:crypto';
import type {
  Answer,
  Fresh,
  ImageNeeds,
  ObserveDoors,
  Outcome,
  Plan,
  Platform,
  PushRequest,
  Releasable,
  Request,
  Target,
} from '../platforms/types.ts';
import { answerForLog } from '../answer-for-log.ts';
import { engineError, reasonOf } from '../docker/engine-errors.ts';
import { thisProcess } from '../holder.ts';
import { runCommand } from '../run-command.ts';
import { type Problem, UserError } from '../problems.ts';
import { withFacts } from './failure-with-facts.ts';
import { runSteps } from '../run-steps.ts';
import type { StepDoors } from '../run-steps/doors.ts';
import type { Command, Step, StepResult } from '../values/step.ts';

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
  const now = await look(platform, doors, request);
  const plan = platform.plan(now, request, fresh(doors));
  return perform(platform, plan, request, doors, now);
}

/** What is there. An engine that goes away, or refuses, while it is asked is no mistake of ours. */
async function look(platform: Platform, doors: Doors, target: Target): Promise<unknown> {
  try {
    return await platform.observe(observing(doors), target);
  } catch (error) {
    const { status, code } = reasonOf(error);
    throw status === undefined && code === undefined ? error : engineError(error, 'looking at what is there');
  }
}

const keptLines = 30;

/** The doors by which a platform looks at what is there. */
export function observing(doors: StepDoors): ObserveDoors {
  const ask = async (command: Command): Promise<Answer> => {
    const lines: string[] = [];
    const answer = await runCommand(command, { ...doors, onLine: (line) => void lines.push(line) });
    logAnswer(command, { ...answer, lines }, doors);
    return { ...answer, lines: lines.slice(-keptLines) };
  };
  return { ...doors, ask };
}

/** What it wrote; of one whose answer is a token, that it is left out: nobody has been told of that secret yet. */
function logAnswer(
  { argv, output: kind }: Command,
  { exitCode, output, lines }: Pick<Answer, 'exitCode' | 'output' | 'lines'>,
  { log }: StepDoors,
): void {
  const isLeftOut = kind === 'hidden' && exitCode === 0;
  const told = isLeftOut ? ['(left out: it answers with a secret)'] : answerForLog(output, lines);
  for (const detail of told) log({ kind: 'output', title: argv.slice(0, 2).join(' '), detail });
}

/** What a push did, with what it released. */
export interface Pushed extends Carried {
  readonly image: Releasable;
  /** Names of the variables that were given now. */
  readonly variables: readonly string[];
}

/** Values for variables that the settings demand and that nothing gives. */
export type GiveVariables = (names: readonly string[]) => Promise<Readonly<Record<string, string>>>;

/** What only a person can decide: which of several, and whether a thing shall be made at all. */
export type Undecided = Extract<Problem, { readonly code: 'choices-missing' | 'consent-missing' }>;
/** What a person decided, as a part of the request. Throws what it cannot decide. */
export type Decide = (undecided: Undecided) => Promise<Partial<Omit<PushRequest, 'image'>>>;

/** Who is asked while a push is planned. Without them, what is missing is thrown. */
export interface Asked {
  readonly give?: GiveVariables;
  readonly decide?: Decide;
}

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
  asked: Asked = {},
): Promise<Pushed> {
  hide(wanted.env, doors);
  const now = await look(platform, doors, wanted);
  const chance = fresh(doors);
  let agreed = wanted;
  const planFor = async (image: Releasable): Promise<Planned> => {
    const planned = await planWithAnswers(platform, now, { ...agreed, image }, chance, { doors, asked });
    agreed = planned.request;
    return planned;
  };
  const findFor = async (needs: ImageNeeds): Promise<Planned> => {
    try {
      return await planFor(await find(needs, async (foreseen) => void (await planFor(foreseen))));
    } catch (error) {
      if (!(error instanceof OtherImage)) throw error;
      agreed = error.agreed;
      return findFor(platform.needs(now, agreed));
    }
  };
  const { plan, request } = await findFor(platform.needs(now, wanted));
  const carried = await perform(platform, plan, request, doors, now);
  return { ...carried, image: request.image, variables: Object.keys(request.env) };
}

/** What a person answered makes another image be needed: with the driver of another database. */
class OtherImage extends Error {
  /** With all that was answered before. */
  readonly agreed: Omit<PushRequest, 'image'>;
  constructor(agreed: Omit<PushRequest, 'image'>) {
    super('another image is needed');
    this.agreed = agreed;
  }
}

interface Planned {
  readonly plan: Plan;
  readonly request: PushRequest;
}

/** The plan of a push; what it misses is asked for, and it is planned again with the answers. */
async function planWithAnswers(
  platform: Platform,
  now: unknown,
  request: PushRequest,
  chance: Fresh,
  { doors, asked }: { readonly doors: Doors; readonly asked: Asked },
): Promise<Planned> {
  try {
    return { plan: platform.plan(now, request, chance), request };
  } catch (error) {
    const answers = error instanceof UserError ? await answersTo(error.problem, request, asked) : undefined;
    if (answers === undefined) throw error;
    hide(answers.env ?? {}, doors);
    if (answers.database !== undefined && answers.database !== request.database) {
      const { image: _image, ...agreed } = request;
      throw new OtherImage({ ...agreed, ...answers });
    }
    return planWithAnswers(platform, now, { ...request, ...answers }, chance, { doors, asked });
  }
}

/** Answers that the request did not have; undefined where there is nobody to ask, and where an answer did not help. */
async function answersTo(
  problem: Problem,
  { env, ...request }: PushRequest,
  { give, decide }: Asked,
): Promise<Partial<PushRequest> | undefined> {
  switch (problem.code) {
    case 'variables-missing':
      // Whoever lets the platform make the database has no answer.
      if (give === undefined || problem.ofDatabase !== undefined || problem.names.some((name) => name in env))
        return undefined;
      return { env: { ...env, ...(await give(problem.names)) } };
    case 'choices-missing':
      if (decide === undefined || problem.choices.some(({ key }) => request[key] !== undefined)) return undefined;
      return decide(problem);
    case 'consent-missing':
      return request.create && request.yes ? undefined : decide?.(problem);
    default:
      return undefined;
  }
}

function hide(variables: Readonly<Record<string, string>>, { secret }: Doors): void {
  for (const [name, value] of Object.entries(variables)) secret(value, name);
}

async function perform(
  platform: Platform,
  plan: Plan,
  request: Request,
  doors: Doors,
  before: unknown,
): Promise<Carried> {
  if ('cannot' in plan) throw new UserError(plan.cannot);
  const results = doors.dryRun
    ? []
    : await runSteps(plan.steps, doors).catch(async (error: unknown) => {
        const told = 'image' in request ? withFacts(error, request.image.facts) : error;
        throw await withServing(platform, request, doors, { error: told, before });
      });
  return { steps: plan.steps, results, outcome: plan.outcome(results) };
}

/** Looks whether what answered before a failure still does, so that it can be said. */
async function withServing(
  platform: Platform,
  request: Request,
  doors: Doors,
  { error, before }: { readonly error: unknown; readonly before: unknown },
): Promise<unknown> {
  if (!(error instanceof UserError) || error.problem.aftermath === undefined) return error;
  const { problem } = error;
  const serves = await platform.observe(observing(doors), request).then(
    (now) => platform.serving?.(now),
    () => undefined,
  );
  // What was put into service by these steps is nothing that stayed.
  if (serves === undefined || serves.image !== platform.serving?.(before)?.image) return error;
  return new UserError({ ...problem, aftermath: { ...error.problem.aftermath, serves } }, { cause: error.cause });
}

function fresh(doors: Doors): Fresh {
  const secretKey = randomBytes(48).toString('base64url');
  const password = randomBytes(24).toString('base64url');
  doors.secret(secretKey);
  doors.secret(password);
  return { secretKey, password, id: randomBytes(4).toString('hex'), holder: thisProcess() };
}
