import { pipeline } from 'node:stream/promises';
import { chooseBuild, choicesOfConfig, choicesOfFlags } from './build-choices.ts';
import type { Command } from './command.ts';
import { typedOver } from './layout-choices.ts';
import { openProject } from './open-project.ts';
import { planWithoutEngine } from './plan-without-engine.ts';
import { layoutOf } from './read-layout.ts';

/** `simple-deploy context [dir]`: writes the build context as a tar on stdout. Needs no engine. */
export const command: Command = async (invocation, world) => {
  const flags = choicesOfFlags(invocation.options, world.env);
  const project = await openProject(invocation, world);
  const configured = choicesOfConfig(project.config.values, project.root, world.env);
  const options = chooseBuild([typedOver(configured, flags)], world.env);
  const plan = await planWithoutEngine(layoutOf(project, options, world), project, options);
  const { contextTar } = await import('../docker/context.ts');
  await pipeline(contextTar(plan), world.stdout, { end: false, signal: world.signal });
};
