import type { Command } from './command.ts';
import { operate } from './operate.ts';

/** `simple-deploy rollback [dir]`: the image before runs again. */
export const command: Command = async (invocation, world) => {
  await operate(invocation, world, (target) => ({ verb: 'rollback', ...target }), 'rollback');
};
