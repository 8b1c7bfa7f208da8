import { UserError } from '../../problems.ts';
import { quoted } from '../../quoted.ts';
import type { Step } from '../../values/step.ts';
import type { SourceTree } from '../../values/source-tree.ts';
import type { Fresh, Plan, PushRequest } from '../types.ts';
import { addressStep, answerStep, type At, hookStep, type Waking, wakeStep } from './after.ts';
import { pushStep, refuseElsewhere } from './code.ts';
import { createSteps, newProject, refuseWithoutConsent } from './create.ts';
import { marks } from './marks.ts';
import { newBeside } from './beside-standing.ts';
import { type Configured, configuredBy } from './configured.ts';
import { hookAgainSteps, standsAlready } from './deploy-hook.ts';
import type { Flavour } from './names.ts';
import type { PlatformshNow } from './observe.ts';
import { pushOutcome } from './outcome.ts';
import { refuseNamesakes } from './present.ts';
import type { Project } from './project.ts';
import { refuseLoss, standingOf } from './refuse-loss.ts';
import { refuseOtherKind, refuseOtherSource } from './refuse-unsuited.ts';
import { messageOf, trailersOf } from './trailers.ts';
import { type Variables, variablesOf, variableSteps } from './variables.ts';

/** The branch of a new project. */
const firstBranch = 'main';

/** What a push does. Throws what makes it impossible, what only the person can say, and `consent-missing`. */
export function planPush(now: PlatformshNow, request: PushRequest, fresh: Fresh, flavour: Flavour): Plan {
  const source = sourceOf(request);
  refuseNamesakes(now, request.app, flavour);
  if (now.project !== undefined) {
    refuseOtherSource(now.project, flavour);
    refuseOtherKind(now.project, request.environment, flavour);
  }
  refuseOtherFolder(now, request, flavour);
  const branch = now.project?.branch ?? request.environment ?? firstBranch;
  refuseElsewhere(now, { branch, force: request.force }, flavour);
  const variables = variablesOf(now, request, fresh, flavour);
  const configured = configuredBy(source, flavour);
  if (!request.force && isUnchanged(now, source, variables)) {
    return { steps: [], outcome: (results) => pushOutcome(now, { request, branch, flavour, changed: false }, results) };
  }
  refuseLoss(standingOf(now), configured, { branch, force: request.force }, flavour);
  const code = {
    tree: { entries: source.entries },
    message: messageOf(`Deploy ${request.app}`, {
      tree: source.id,
      ...(configured && { services: configured.services }),
      ...(variables.given !== undefined && { given: variables.given }),
    }),
  };
  const steps =
    now.login === undefined
      ? byGit(now, code, { request, source, configured, branch, flavour })
      : byProgram(now, code, { request, source, configured, variables, branch, flavour, login: now.login });
  return { steps, outcome: (results) => pushOutcome(now, { request, branch, flavour, changed: true }, results) };
}

function sourceOf({ image }: PushRequest): SourceTree {
  if (image.source !== undefined) return image.source;
  const { reference } = image;
  throw new UserError({ code: 'image-without-facts', reference, reason: 'this platform builds from source' });
}

/** A derived name takes over no project that somebody made for something else. */
function refuseOtherFolder({ project, commits, isOurs }: PlatformshNow, request: PushRequest, flavour: Flavour): void {
  const [newest] = commits ?? [];
  const isKnown = isOurs || (newest !== undefined && trailersOf(newest) !== undefined);
  if (request.appNamed || project === undefined || isKnown) return;
  const what = `There is a project ${project.title} on ${flavour.label}, and nobody said that this folder belongs to it.`;
  const next = [`If it does: --project ${project.id}`, 'If not: --app NAME for another one'];
  throw new UserError({ code: 'choice-impossible', what, next });
}

/** The same tree and the same variables stand there, and what was made of them went well. */
function isUnchanged(
  { commits = [], project, login }: PlatformshNow,
  { id }: SourceTree,
  variables: Variables,
): boolean {
  const [newest] = commits;
  if (newest === undefined || newest.tree !== id) return false;
  if (Object.keys(variables.handed).length + variables.forgotten.length > 0) return false;
  if (login === undefined) return true;
  const environment = project?.environment;
  const { activity } = environment ?? {};
  if (environment === undefined || ['inactive', 'paused'].includes(environment.status)) return false;
  return activity === undefined || (activity.result !== 'failure' && !activity.log.includes(marks.failed));
}

type Code = Parameters<typeof pushStep>[2];

interface ByGit {
  readonly request: PushRequest;
  readonly source: SourceTree;
  readonly configured: Configured | undefined;
  readonly branch: string;
  readonly flavour: Flavour;
}

interface ByProgram extends ByGit {
  readonly variables: Variables;
  readonly login: NonNullable<PlatformshNow['login']>;
}

/** An environment that stands gets its variables first; one that is new gets the code, then those, and runs then. */
function byProgram(now: PlatformshNow, code: Code, wanted: ByProgram): readonly Step[] {
  const { request, source, configured, variables, branch, flavour, login } = wanted;
  const { project } = now;
  const created = project === undefined ? newProject(now, request, flavour) : undefined;
  const waking = project && wakingOf(project);
  refuseWithoutConsent(
    {
      ...(created && { project: created }),
      ...(waking && { environment: { name: branch, waking } }),
      beside: newBeside(now, configured, flavour),
    },
    request,
    flavour,
  );
  const uses: Step['uses'] = { 'new-project': { step: 'create' }, 'git-url': { step: 'repository' } };
  const at: At = {
    flavour,
    name: login.name,
    project: project?.id ?? '{new-project}',
    branch,
    ...(created && { uses }),
  };
  const advice = adviceFor(flavour, request.app, branch, (now.commits ?? []).length > 0);
  const place = { project: at.project, branch, waits: waking !== undefined, ...(created && { uses }) };
  const standing = project?.environment?.variables ?? [];
  const set = variableSteps(variables, { login, project: at.project, branch, standing }).map((step) =>
    created === undefined ? step : { ...step, uses },
  );
  const push = pushStep(now, place, code, flavour, advice);
  const hook = standsAlready(now, source) ? configured?.deployHook : undefined;
  const again = hook === undefined ? [] : hookAgainSteps(at, hook, advice);
  return [
    ...(created === undefined ? [] : createSteps(created, { app: request.app, name: login.name, branch, flavour })),
    ...(waking ? [push, ...set, wakeStep(at, waking, advice), ...again] : [...set, ...again, push]),
    hookStep(at, `environment.${waking ?? 'push'}`, advice),
    addressStep(at),
    answerStep({ url: { step: 'address' } }, advice),
  ];
}

/** The main environment runs by being pushed to; another one that is new, or that somebody has put to rest, does not. */
function wakingOf({ environment, branch, defaultBranch }: Project): Waking | undefined {
  if (environment?.status === 'paused') return 'resume';
  return environment === undefined || (environment.status === 'inactive' && branch !== defaultBranch)
    ? 'activate'
    : undefined;
}

/**
 * Without the program there is the output of the push alone: the platform writes its whole log there. Of code that is new there
 * it has to say that the deploy hook is done: with an environment that does not run, the push would else be taken for a success.
 */
function byGit(
  now: PlatformshNow,
  code: Code,
  { request, source, configured, branch, flavour }: ByGit,
): readonly Step[] {
  const [newest] = now.commits ?? [];
  if (newest === undefined)
    refuseWithoutConsent({ environment: { name: branch, waking: 'activate' } }, request, flavour);
  const advice = adviceByGit(flavour);
  const isNew = newest?.tree !== source.id;
  const says = isNew && configured !== undefined ? { mustSay: marks.done } : {};
  const push = pushStep(now, { branch, waits: false }, code, flavour, advice);
  const { effect } = push;
  const step =
    effect.kind === 'git-push' ? { ...effect, ...says, failsIfSays: [...effect.failsIfSays, marks.failed] } : effect;
  const answer = answerStep({ url: { step: 'push', at: ['url'] } }, advice);
  return [
    { ...push, effect: step },
    { ...answer, ifPassed: 'push' },
  ];
}

function adviceByGit({ programs: [program] }: Flavour): readonly string[] {
  return [`The log of the app: ${program} logs, or the console: https://console.upsun.com`];
}

/** How to get back, and to learn more. */
export function adviceFor({ name }: Flavour, app: string, branch: string, hadCode: boolean): readonly string[] {
  const at = `--to ${name} --project ${quoted(app)} --environment ${quoted(branch)}`;
  return [
    `simple-deploy logs ${at} --tail 50`,
    ...(hadCode ? [`simple-deploy rollback ${at} pushes the tree before; the database keeps its schema.`] : []),
  ];
}
