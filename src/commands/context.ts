import { pipeline } from 'node:stream/promises';
import type { Command } from './command.ts';
import { planWithoutEngine } from './plan-without-engine.ts';

/** `simple-deploy context [dir]`: writes the build context as a tar on stdout. Needs no engine. */
export const command: Command = async (invocation, world) => {
  const plan = await planWithoutEngine(invocation, world);
  const { contextTar } = await import('../docker/context.ts');
  await pipeline(contextTar(plan), world.stdout, { end: false, signal: world.signal });
};
