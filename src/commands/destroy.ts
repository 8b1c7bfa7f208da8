import type { Command } from './command.ts';
import { operate } from './operate.ts';

/** `simple-deploy destroy [dir] --confirm NAME`: removes the app; on a terminal the name is asked for. */
export const command: Command = async (invocation, world) => {
  const { confirm, deleteData, dryRun } = invocation.options;
  const { terminal, signal } = world;
  await operate(invocation, world, async (target) => {
    const mayAsk = confirm === undefined && terminal.canAsk && dryRun !== true;
    const given = mayAsk
      ? await terminal.ask(`Type ${target.app} to remove it for good`, { suggestion: 'no', signal })
      : confirm;
    return {
      verb: 'destroy',
      ...target,
      ...(typeof given === 'string' ? { confirm: given } : {}),
      deleteData: deleteData === true,
    };
  });
};
