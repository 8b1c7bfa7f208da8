import { performCall } from '../docker/containers/perform.ts';
import { runCommand } from '../run-command.ts';
import type { Effect, EngineCall } from '../values/step.ts';
import type { EffectDoors, Gave } from './doors.ts';
import { EffectFailure } from './failure.ts';
import { pushToRegistry } from './push.ts';
import { sendRequest } from './request.ts';
import { waitFor } from './wait.ts';

const keptLines = 40;

/** Carries one effect out. Throws an EffectFailure, a UserError, an engine's error, or the signal's reason. */
export async function perform(effect: Effect, doors: EffectDoors): Promise<Gave> {
  switch (effect.kind) {
    case 'engine':
      return callEngine(effect, doors);
    case 'wait':
      await waitFor(effect, doors);
      return {};
    case 'registry-push':
      return { pushed: await pushToRegistry(effect, doors) };
    case 'api':
      return sendRequest(effect, doors);
    case 'command': {
      const { lines, onLine } = lastOf(doors.onLine);
      const { exitCode, output } = await runCommand(effect, { ...doors, onLine });
      if (exitCode === 0) return { exitCode, output };
      throw new EffectFailure(`${effect.argv[0]} ended with exit code ${exitCode}`, lines, exitCode);
    }
  }
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

/** Hands lines on and keeps the last ones. */
function lastOf(onLine: (line: string) => void): { lines: readonly string[]; onLine: (line: string) => void } {
  const lines: string[] = [];
  return {
    lines,
    onLine(line) {
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      onLine(line);
    },
  };
}
