import { UserError } from '../problems.ts';
import type { Command } from './command.ts';
import { operate } from './operate.ts';

/** `simple-deploy logs [dir]`: what the app logged, on stdout. */
export const command: Command = async (invocation, world) => {
  const { follow, tail, process } = invocation.options;
  await operate(invocation, world, (target) => ({
    verb: 'logs',
    ...target,
    ...(typeof process === 'string' && { process }),
    follow: follow === true,
    tail: lines(tail),
  }));
};

function lines(tail: unknown): number | 'all' {
  if (typeof tail !== 'string' || tail === 'all') return 'all';
  if (/^\d+$/.test(tail)) return Number(tail);
  throw new UserError({ code: 'option-value', option: '--tail', value: tail, wanted: 'a number of lines, or all' });
}
