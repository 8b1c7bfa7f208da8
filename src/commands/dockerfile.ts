import type { Command } from './command.ts';
import { planWithoutEngine } from './plan-without-engine.ts';

/** `simple-deploy dockerfile [dir]`: prints the Dockerfile that `build` would send. Needs no engine. */
export const command: Command = async (invocation, world) => {
  const { dockerfile } = await planWithoutEngine(invocation, world);
  world.stdout.write(dockerfile);
};
