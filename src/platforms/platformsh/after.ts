import type { Step } from '../../values/step.ts';
import type { Flavour } from './names.ts';
import { marks } from './marks.ts';
import { program } from './program.ts';
import { withoutPostgis } from './without-postgis.ts';

/** Where a step of the platform's program works. */
export interface At {
  readonly flavour: Flavour;
  /** Name of the program. */
  readonly name: string;
  /** Id of the project, or what stands for it. */
  readonly project: string;
  readonly branch: string;
  readonly uses?: Step['uses'];
}

function call({ flavour, name, project, branch }: At, ...args: readonly string[]) {
  return program(flavour, name, [...args, '--project', project, '--environment', branch]);
}

/** How an environment is made to run that does not. */
export type Waking = 'activate' | 'resume';

/** The step that has an environment run: a new one, or one that somebody has put to rest. */
export function wakeStep(at: At, how: Waking, advice: readonly string[]): Step {
  return {
    id: how,
    title: `${how === 'activate' ? 'Activate' : 'Resume'} the environment ${at.branch}`,
    why: how === 'activate' ? 'It does not run yet, and has its variables now.' : 'It was paused.',
    effect: call(at, `environment:${how}`, '--yes'),
    ...(at.uses && { uses: at.uses }),
    failure: 'deploy-failed',
    advice,
  };
}

/**
 * The step that reads the log of what was deployed: the platform calls a deployment a success whatever the deploy hook comes to.
 */
export function hookStep(at: At, type: string, advice: readonly string[]): Step {
  const effect = call(at, 'activity:log', '--type', type);
  return {
    id: 'hook',
    title: 'Read what the deploy hook came to',
    why: 'A hook that fails does not make the deployment fail.',
    effect: {
      ...effect,
      output: 'hidden',
      failsIfSays: `${marks.failed}|deploy hook.*(failed|non-zero|exit(ed)? (with )?(code|status) [1-9])`,
    },
    ...(at.uses && { uses: at.uses }),
    means: [withoutPostgis(at.flavour, advice)],
    failure: 'release-failed',
    advice,
  };
}

/** The step that learns the address. */
export function addressStep(at: At): Step {
  return {
    id: 'address',
    title: 'Ask for the address',
    why: 'The platform makes it.',
    effect: { ...call(at, 'environment:url', '--primary', '--pipe'), output: 'hidden' },
    ...(at.uses && { uses: at.uses }),
  };
}

/** The step that asks the address until it answers. */
export function answerStep(uses: NonNullable<Step['uses']>, advice: readonly string[]): Step {
  return {
    id: 'answer',
    title: 'Ask the address until it answers',
    why: 'What counts is that it can be reached from outside.',
    effect: {
      kind: 'wait',
      probe: { kind: 'url', url: '{url}' },
      until: 'below-500',
      everyMs: 500,
      limitMs: 90_000,
    },
    uses,
    failure: 'page-unreachable',
    advice,
  };
}
