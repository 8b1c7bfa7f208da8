import type { ProcessType } from './layout.ts';

/** A process type's command as people read it: of a line for a shell the line. */
export function lineOf({ command }: Pick<ProcessType, 'command'>): string {
  const [shell, option, line] = command;
  return shell === 'sh' && option === '-c' && line !== undefined ? line : command.join(' ');
}
