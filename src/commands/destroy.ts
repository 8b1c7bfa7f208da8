import type { DestroyRequest, Target } from '../platforms/types.ts';
import type { Command } from './command.ts';
import { operate } from './operate.ts';

/** `simple-deploy destroy [dir] --confirm NAME`: removes the app; on a terminal the name is asked for. */
export const command: Command = async (invocation, world) => {
  const { confirm, deleteData, dryRun } = invocation.options;
  const { terminal, signal } = world;
  const confirmed = async (target: Target): Promise<DestroyRequest> => {
    const mayAsk = confirm === undefined && terminal.canAsk && dryRun !== true;
    const what = deleteData === true ? 'remove it with all its data, for good' : 'remove it; its data stays';
    const asked = mayAsk ? await terminal.ask(`Type ${target.app} to ${what}`, { suggestion: 'no', signal }) : confirm;
    // Nothing needs to be confirmed of what is only printed.
    const given = asked ?? (dryRun === true ? target.app : undefined);
    return {
      verb: 'destroy',
      ...target,
      ...(typeof given === 'string' ? { confirm: given } : {}),
      deleteData: deleteData === true,
    };
  };
  await operate(invocation, world, confirmed, 'destroy');
};
