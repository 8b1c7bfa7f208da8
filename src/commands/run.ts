import { UserError } from '../problems.ts';
import type { Command } from './command.ts';
import { operate } from './operate.ts';

/** `simple-deploy run [dir] -- COMMAND…`: runs it where the app runs; its exit code is ours. */
export const command: Command = async (invocation, world) => {
  const { command: argv } = invocation;
  if (argv.length === 0) throw new UserError({ code: 'run-without-command' });
  const { outcome } = await operate(invocation, world, (target) => ({ verb: 'run', ...target, command: argv }));
  return outcome.exitCode ?? 0;
};
