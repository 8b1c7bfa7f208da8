import type { Step } from '../../values/step.ts';
import type { SourceTree } from '../../values/source-tree.ts';
import type { At } from './after.ts';
import type { PlatformshNow } from './observe.ts';
import { APPLICATION } from './names.ts';
import { program } from './program.ts';
import { withoutPostgis } from './without-postgis.ts';

/** The code that is pushed was deployed there already: the platform runs the deploy hook for new code only. */
export function standsAlready({ commits, project }: PlatformshNow, { id }: SourceTree): boolean {
  const { status = 'inactive', activity } = project?.environment ?? {};
  return status !== 'inactive' && activity?.result !== 'failure' && commits?.[0]?.tree === id;
}

/**
 * The steps that run the deploy hook of code that stands there. They come before the push where the code runs: when the hook
 * fails, that is not made, and what the platform tells of the environment stays a failed hook.
 */
export function hookAgainSteps(at: At, hook: string, advice: readonly string[]): readonly Step[] {
  const { flavour, name, project, branch } = at;
  const where = ['--project', project, '--environment', branch];
  const step: Step = {
    id: 'hook-again',
    title: 'Run the deploy hook',
    why: 'The platform runs it for new code, and this code stands there already.',
    effect: program(flavour, name, ['environment:ssh', ...where, '--app', APPLICATION, hook]),
    means: [withoutPostgis(flavour, advice)],
    failure: 'release-failed',
    advice,
  };
  return [restStep(at), step];
}

/** The step that waits until nothing is being deployed: a variable that was set may replace the containers just now. */
function restStep({ flavour, name, project, branch }: At): Step {
  const args = ['environment:info', 'status', '--refresh', '--project', project, '--environment', branch];
  return {
    id: 'rest',
    title: `Wait until nothing is deployed to ${branch}`,
    why: 'The hook runs in what runs there then.',
    effect: {
      kind: 'wait',
      probe: { kind: 'program', command: program(flavour, name, args), says: '^active' },
      until: 'ok',
      everyMs: 1000,
      limitMs: 900_000,
    },
    failure: 'deploy-failed',
  };
}
