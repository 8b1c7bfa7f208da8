import { setTimeout as pause } from 'node:timers/promises';
import { engineMessage } from '../docker/containers/failure.ts';
import { execIn } from '../docker/containers/exec.ts';
import { findContainer } from '../docker/containers/find.ts';
import { askContainer, isHere } from '../docker/containers/probe.ts';
import { runCommand } from '../run-command.ts';
import type { ContainerState } from '../values/container.ts';
import { milliseconds } from '../milliseconds.ts';
import type { Wait } from '../values/step.ts';
import type { EffectDoors } from './doors.ts';
import { EffectFailure } from './failure.ts';

type Answer = 'yes' | { readonly notYet: string; readonly wrong?: boolean } | { readonly never: string };

/** An answer that is not the wanted one is hardly going to change, other than none at all while something boots. */
const patienceMs = 5000;

/** Asks until the answer is yes. Throws an EffectFailure when it cannot become yes, or when the limit has passed. */
export async function waitFor(wait: Wait, doors: EffectDoors): Promise<void> {
  let end = milliseconds() + wait.limitMs;
  const began = milliseconds();
  let wrongSince: number | undefined;
  for (;;) {
    doors.signal.throwIfAborted();
    const answer = await ask(wait, doors, began);
    if (answer === 'yes') return;
    if ('never' in answer) throw new EffectFailure(answer.never);
    if (answer.wrong) wrongSince ??= milliseconds();
    if (wrongSince !== undefined) end = Math.min(end, wrongSince + patienceMs);
    if (milliseconds() + wait.everyMs > end) throw new EffectFailure(answer.notYet);
    await pause(wait.everyMs, undefined, { signal: doors.signal });
  }
}

async function ask({ probe, until }: Wait, doors: EffectDoors, began: number): Promise<Answer> {
  switch (probe.kind) {
    case 'http': {
      const answer = await askContainer(await doors.engine(), probe);
      if ('gone' in answer) return { never: answer.gone };
      return 'none' in answer
        ? { notYet: `${probe.path} gave no answer: ${answer.none}` }
        : judge(answer.status, probe.path, until);
    }
    case 'stays': {
      const engine = await doors.engine();
      const state = await findContainer(engine, probe.container);
      // Another machine's clock is another: there it counts from the first look.
      const since = isHere(engine) ? Date.now() - Date.parse(state?.startedAt ?? '') : 0;
      return judgeStay(state, probe.forMs, Math.max(since, milliseconds() - began));
    }
    case 'exec': {
      const { exitCode, output } = await execIn(await doors.engine(), probe.container, probe.argv);
      return exitCode === 0 ? 'yes' : { notYet: output.split('\n').at(-1) || `exit code ${exitCode}` };
    }
    case 'program': {
      const { exitCode, output } = await runCommand(probe.command, { ...doors, onLine: () => undefined });
      const isSo = exitCode === 0 && new RegExp(probe.says, 'i').test(output);
      return isSo ? 'yes' : { notYet: `${probe.command.argv.slice(0, 3).join(' ')} does not say so yet` };
    }
    case 'url':
      try {
        const { status } = await fetch(probe.url, { redirect: 'manual', signal: doors.signal });
        // What stands in front answers so while a machine starts.
        const isGateway = until === 'below-500' && [502, 503, 504].includes(status);
        return isGateway ? { notYet: `${probe.url} answered ${status}` } : judge(status, probe.url, until);
      } catch (error) {
        return { notYet: `${probe.url}: ${engineMessage(error)}` };
      }
  }
}

function judgeStay(state: ContainerState | undefined, forMs: number, ran: number): Answer {
  if (state === undefined) return { never: 'the container was removed' };
  if (state.status !== 'running' || state.restarts > 0) return { never: `it ended with exit code ${state.exitCode}` };
  return ran >= forMs ? 'yes' : { notYet: `it runs for ${Math.round(ran / 1000)} s` };
}

function judge(status: number, path: string, until: Wait['until']): Answer {
  const isEnough = until === 'ok' ? status === 200 : status < 500;
  if (isEnough) return 'yes';
  // A server error of a page is its answer; a health check may come true while the server boots.
  return until === 'below-500'
    ? { never: `${path} answered ${status}` }
    : { notYet: `${path} answered ${status}`, wrong: true };
}
