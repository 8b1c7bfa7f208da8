import { parse } from 'yaml';
import type { Step } from '../../values/step.ts';
import type { SourceTree } from '../../values/source-tree.ts';
import { at, textAt } from './answers.ts';
import type { At } from './after.ts';
import type { PlatformshNow } from './observe.ts';
import { APPLICATION, type Flavour } from './names.ts';
import { program } from './program.ts';

/** The deploy hook of a configuration that we made; undefined: the configuration is the person's own. */
export function deployHookOf(
  { configuration }: Pick<SourceTree, 'configuration'>,
  { configuredBy }: Flavour,
): string | undefined {
  const text = configuration.find(({ path }) => path === configuredBy)?.text;
  if (text === undefined) return undefined;
  const whole: unknown = parse(text);
  return textAt(at(whole, 'applications', APPLICATION) ?? whole, 'hooks', 'deploy') || undefined;
}

/** The code that is pushed was deployed there already: the platform runs the deploy hook for new code only. */
export function standsAlready({ commits, project }: PlatformshNow, { id }: SourceTree): boolean {
  const { status = 'inactive', activity } = project?.environment ?? {};
  return status !== 'inactive' && activity?.result !== 'failure' && commits?.[0]?.tree === id;
}

/**
 * The step that runs the deploy hook of code that stands there. It comes before the push where the code runs: when it fails,
 * that is not made, and what the platform tells of the environment stays a failed hook.
 */
export function hookAgainStep({ flavour, name, project, branch }: At, hook: string, advice: readonly string[]): Step {
  const where = ['--project', project, '--environment', branch, '--app', APPLICATION];
  return {
    id: 'hook-again',
    title: 'Run the deploy hook',
    why: 'The platform runs it for new code, and this code stands there already.',
    effect: program(flavour, name, ['environment:ssh', ...where, hook]),
    failure: 'release-failed',
    advice,
  };
}
