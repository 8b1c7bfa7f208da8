import { chooseBuild, choicesOfConfig, choicesOfFlags } from './build-choices.ts';
import type { Command } from './command.ts';
import { openProject } from './open-project.ts';
import { planWithoutEngine } from './plan-without-engine.ts';
import { layoutOf } from './read-layout.ts';

/** `simple-deploy dockerfile [dir]`: prints the Dockerfile that `build` would send. Needs no engine. */
export const command: Command = async (invocation, world) => {
  const flags = choicesOfFlags(invocation.options, world.env);
  const project = await openProject(invocation, world);
  const options = chooseBuild([flags, choicesOfConfig(project.config.values, project.root, world.env)], world.env);
  const plan = await planWithoutEngine(layoutOf(project, options, world), project, options);
  world.stdout.write(plan.dockerfile);
};
