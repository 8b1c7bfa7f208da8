import { performCall } from '../docker/containers/perform.ts';
import { withoutPasswords } from '../answer-for-log.ts';
import { runCommand } from '../run-command.ts';
import type { Command, Effect, EngineCall } from '../values/step.ts';
import type { EffectDoors, Gave } from './doors.ts';
import { readLines } from './explain.ts';
import { EffectFailure } from './failure.ts';
import { pushCommit } from './push-commit.ts';
import { pushToRegistry } from './push.ts';
import { sendRequest } from './request.ts';
import { readText } from './text.ts';
import { waitFor } from './wait.ts';
import { watch } from './watch.ts';

/** Carries one effect out. Throws an EffectFailure, a UserError, an engine's error, or the signal's reason. */
export async function perform(effect: Effect, doors: EffectDoors): Promise<Gave> {
  switch (effect.kind) {
    case 'engine':
      return callEngine(effect, doors);
    case 'wait':
      await waitFor(effect, doors);
      return {};
    case 'registry-push': {
      const pushed = await pushToRegistry(effect, doors);
      return { pushed, output: effect.format === undefined ? pushed.digest : JSON.stringify(pushed) };
    }
    case 'git-push':
      return pushCommit(effect, doors);
    case 'api':
      return sendRequest(effect, doors);
    case 'watch':
      return watch(effect, doors);
    case 'attend': {
      const { attend } = await import('./attend.ts');
      return { exitCode: await attend(effect, doors) };
    }
    case 'text':
      await readText(effect, doors, doors.output);
      return {};
    case 'command':
      return callProgram(effect, doors);
  }
}

/** What stands in the log in the place of output that is not for it. */
const unlogged: Readonly<Record<NonNullable<Command['output']>, string>> = {
  hidden: '(left out: it holds secrets)',
  data: '(went to stdout and stderr)',
  terminal: '(was on the terminal)',
};

async function callProgram(command: Command, doors: EffectDoors): Promise<Gave> {
  const { lines, onLine } = lastOf(command.output === undefined ? doors.onLine : () => undefined);
  const { exitCode, output } = await runCommand(command, { ...doors, onLine });
  if (command.output !== undefined) {
    doors.log({ kind: 'output', title: command.argv.slice(0, 2).join(' '), detail: unlogged[command.output] });
  }
  const { failsIfSays } = command;
  if (exitCode === 0 && failsIfSays !== undefined && new RegExp(failsIfSays, 'i').test(output)) {
    throw new EffectFailure(`${command.argv.slice(0, 2).join(' ')} says that it failed`, around(output, failsIfSays));
  }
  if (exitCode === 0 || command.output === 'data' || command.output === 'terminal') return { exitCode, output };
  const shown = command.output === 'hidden' ? lines.map(withoutPasswords) : lines;
  throw new EffectFailure(`${command.argv.slice(0, 2).join(' ')} ended with exit code ${exitCode}`, shown, exitCode);
}

/** The line that says it, with what stands before it: what comes after is of something else. */
function around(output: string, says: string): readonly string[] {
  const lines = output.split(/\r?\n/);
  const at = lines.findIndex((line) => new RegExp(says, 'i').test(line));
  return lines.slice(Math.max(0, at - readLines + 1), at + 1);
}

async function callEngine(call: EngineCall, doors: EffectDoors): Promise<Gave> {
  const { lines, onLine } = lastOf(doors.onLine);
  const gave = await performCall(await doors.engine(), call, { ...doors, onLine });
  const exitCode = typeof gave === 'number' ? gave : undefined;
  if (call.call === 'run-container' && exitCode !== 0 && !call.anyExit) {
    throw new EffectFailure(`its command ended with exit code ${String(exitCode)}`, lines, exitCode);
  }
  return exitCode === undefined ? {} : { exitCode };
}

/** Hands lines on and keeps the last ones; of a line that is said again and again, one. */
function lastOf(onLine: (line: string) => void): { lines: readonly string[]; onLine: (line: string) => void } {
  const lines: string[] = [];
  return {
    lines,
    onLine(line) {
      if (lines.at(-1) !== line) lines.push(line);
      if (lines.length > readLines) lines.shift();
      onLine(line);
    },
  };
}
