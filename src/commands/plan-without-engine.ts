import { arch } from 'node:os';
import { planBuild } from '../build-plan.ts';
import type { BuildPlan } from '../values/build-plan.ts';
import { chooseBuild, choicesOfConfig, choicesOfFlags } from './build-choices.ts';
import type { Invocation, World } from './command.ts';
import { typedOver } from './layout-choices.ts';
import { openProject } from './open-project.ts';
import { layoutOf } from './read-layout.ts';

/** The plan of what was typed where no engine is asked: for the architecture of this machine, unless the options name one. */
export async function planWithoutEngine(invocation: Invocation, world: World): Promise<BuildPlan> {
  const flags = choicesOfFlags(invocation.options, world.env);
  const project = await openProject(invocation, world);
  const configured = choicesOfConfig(project.config.values, project.root, world.env);
  const options = chooseBuild([typedOver(configured, flags)], world.env);
  const osArch = arch() === 'arm64' ? 'linux/arm64' : 'linux/amd64';
  return planBuild(layoutOf(project, options, world), project.files, options, { osArch });
}
