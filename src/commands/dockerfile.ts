import { chooseBuild, choicesOfConfig, choicesOfFlags } from './build-choices.ts';
import type { Command } from './command.ts';
import { typedOver } from './layout-choices.ts';
import { openProject } from './open-project.ts';
import { planWithoutEngine } from './plan-without-engine.ts';
import { layoutOf } from './read-layout.ts';

/** `simple-deploy dockerfile [dir]`: prints the Dockerfile that `build` would send. Needs no engine. */
export const command: Command = async (invocation, world) => {
  const flags = choicesOfFlags(invocation.options, world.env);
  const project = await openProject(invocation, world);
  const configured = choicesOfConfig(project.config.values, project.root, world.env);
  const options = chooseBuild([typedOver(configured, flags)], world.env);
  const plan = await planWithoutEngine(layoutOf(project, options, world), project, options);
  world.stdout.write(plan.dockerfile);
};
