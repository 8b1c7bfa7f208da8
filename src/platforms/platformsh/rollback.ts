import { UserError } from '../../problems.ts';
import type { Plan, PlainRequest } from '../types.ts';
import { addressStep, answerStep, type At, hookStep } from './after.ts';
import { pushStep, refuseElsewhere } from './code.ts';
import { type Flavour, page } from './names.ts';
import type { PlatformshNow } from './observe.ts';
import { outputOf } from './outcome.ts';
import { presentEnvironment } from './present.ts';
import { adviceFor } from './push.ts';
import { refuseOtherSource } from './refuse-unsuited.ts';
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
  const trailers = { tree: before.tree, ...(given !== undefined && { given }) };
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
    outcome: (results) => {
      const url = outputOf(results, 'address') || project.environment?.urls[0];
      return {
        changed: true,
        data: url ? [url] : [],
        urls: url ? [url] : [],
        facts: [
          { name: 'Tree', value: before.tree },
          { name: 'Of commit', value: `${before.id}, ${before.at}` },
        ],
        notes: [{ code: 'note-schema-stays', to: flavour.name }],
        redeploy: `simple-deploy push --to ${flavour.name}${branch === project.defaultBranch ? '' : ` --environment ${branch}`}`,
        docs: [page],
      };
    },
  };
}

const word = 'Simple-Deploy-Gone-Back-From';

/** Trees that were gone back from: a second rollback goes further back, and not to where the first one came from. */
function goneBackFrom(message: string): readonly string[] {
  return new RegExp(`^${word}: (.*)$`, 'm').exec(message)?.[1]?.split(' ') ?? [];
}

function goneBackLine(trees: readonly string[]): string {
  return `${word}: ${trees.join(' ')}\n`;
}
