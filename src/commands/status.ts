import type { Command } from './command.ts';
import { operate } from './operate.ts';

/** `simple-deploy status [dir]`: what runs, and whether it is well. */
export const command: Command = async (invocation, world) => {
  await operate(invocation, world, (target) => ({ verb: 'status', ...target }));
};
