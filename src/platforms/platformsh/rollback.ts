import { UserError } from '../../problems.ts';
import type { StepResult } from '../../values/step.ts';
import type { Commit } from '../../git/remote-branch.ts';
import type { Outcome, Plan, PlainRequest } from '../types.ts';
import { addressStep, answerStep, type At, hookStep } from './after.ts';
import { pushStep, refuseElsewhere } from './code.ts';
import { type Flavour, page } from './names.ts';
import type { PlatformshNow } from './observe.ts';
import { outputOf } from './outcome.ts';
import { presentEnvironment } from './present.ts';
import { adviceFor } from './push.ts';
import type { Project } from './project.ts';
import { lostOf } from './refuse-loss.ts';
import { refuseOtherSource } from './refuse-unsuited.ts';
import type { Standing } from './services.ts';
import { messageOf, trailersOf } from './trailers.ts';

/**
 * Pushes the tree of the newest commit that has another one than what stands there: as a commit on top, so that nothing is
 * rewritten and the platform takes the container that it built then. The schema stays. Throws `app-absent`, `nothing-before`.
 */
export function planRollback(now: PlatformshNow, request: PlainRequest, flavour: Flavour): Plan {
  const { project, login } = presentEnvironment(now, request, flavour);
  refuseOtherSource(project, flavour);
  const { branch } = project;
  const [newest, ...older] = now.commits ?? [];
  refuseElsewhere(now, { branch, force: false }, flavour);
  const gone = goneBackFrom(newest?.message ?? '');
  const before = older.find(({ tree }) => tree !== newest?.tree && !gone.includes(tree));
  if (newest === undefined || before === undefined) throw new UserError({ code: 'nothing-before', app: request.app });
  const given = trailersOf(newest)?.given;
  const services = trailersOf(before)?.services;
  refuseLossGoingBack(project.environment?.services ?? {}, services, flavour);
  const trailers = {
    tree: before.tree,
    ...(services !== undefined && { services }),
    ...(given !== undefined && { given }),
  };
  const subject = `Go back to ${before.id.slice(0, 12)}`;
  const message = `${messageOf(subject, trailers)}${goneBackLine([newest.tree, ...gone])}`;
  const at: At = { flavour, name: login.name, project: project.id, branch };
  const advice = adviceFor(flavour, request.app, branch, false);
  const place = { project: project.id, branch, waits: false };
  return {
    steps: [
      pushStep(now, place, { tree: { of: before.id, back: older.indexOf(before) + 1 }, message }, flavour, advice),
      hookStep(at, 'environment.push', advice),
      addressStep(at),
      answerStep({ url: { step: 'address' } }, advice),
    ],
    outcome: (results) => outcomeOf(before, project, results, flavour),
  };
}

function outcomeOf(before: Commit, project: Project, results: readonly StepResult[], { name }: Flavour): Outcome {
  const url = outputOf(results, 'address') || project.environment?.urls[0];
  const at = project.branch === project.defaultBranch ? '' : ` --environment ${project.branch}`;
  return {
    changed: true,
    data: url ? [url] : [],
    urls: url ? [url] : [],
    facts: [
      { name: 'Tree', value: before.tree },
      { name: 'Of commit', value: `${before.id}, ${before.at}` },
    ],
    notes: [{ code: 'note-schema-stays', to: name }],
    redeploy: `simple-deploy push --to ${name}${at}`,
    docs: [page],
  };
}

/** The platform deletes a service that the tree before did not have yet. Throws `choice-impossible`. */
function refuseLossGoingBack(standing: Standing, services: Standing | undefined, { label }: Flavour): void {
  const lost = services === undefined ? [] : lostOf(standing, services);
  if (lost.length === 0) return;
  const what = `The tree before has no service ${lost.join(', ')}, and ${label} would delete that with its data: nothing was pushed.`;
  const next = ['To go back with it: check out the code of before, and push that with the same --database'];
  throw new UserError({ code: 'choice-impossible', what, next });
}

const word = 'Simple-Deploy-Gone-Back-From';

/** Trees that were gone back from: a second rollback goes further back, and not to where the first one came from. */
function goneBackFrom(message: string): readonly string[] {
  return new RegExp(`^${word}: (.*)$`, 'm').exec(message)?.[1]?.split(' ') ?? [];
}

function goneBackLine(trees: readonly string[]): string {
  return `${word}: ${trees.join(' ')}\n`;
}
