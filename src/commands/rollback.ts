import type { Command } from './command.ts';
import { operate } from './operate.ts';

/** `simple-deploy rollback [dir]`: the image before runs again. */
export const command: Command = async (invocation, world) => {
  const { outcome } = await operate(invocation, world, (target) => ({ verb: 'rollback', ...target }));
  for (const { name, value } of outcome.facts) world.terminal.say(`${world.terminal.style.dim(name)}  ${value}`);
};
