import type { Command } from './command.ts';
import { operate } from './operate.ts';

/** `simple-deploy status [dir]`: what runs, and whether it is well. */
export const command: Command = async (invocation, world) => {
  const { outcome } = await operate(invocation, world, (target) => ({ verb: 'status', ...target }));
  if (invocation.options['json'] !== true) {
    for (const { name, value } of outcome.facts) world.terminal.say(`${world.terminal.style.dim(name)}  ${value}`);
  }
};
