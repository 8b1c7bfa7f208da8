import { buildStepTitle } from '../build-step-title.ts';
import { formatBytes } from '../terminal-format.ts';
import type { Activity } from '../values/activity.ts';
import type { BuildEvent } from '../values/build-event.ts';
import type { World } from './command.ts';

/** Follows a build on the terminal and in the log, and keeps what the summary says about its steps. */
export interface BuildWatch {
  readonly onEvent: (event: BuildEvent) => void;
  readonly steps: () => BuildSteps;
}

export interface BuildSteps {
  /** Steps that ran, with how long each took. */
  readonly ran: readonly { readonly name: string; readonly ms: number }[];
  /** How many came from the cache. */
  readonly cached: number;
}

/** Watches one build; `verbose` shows every step under the engine's own name. */
export function watchBuild(world: World, verbose: boolean): BuildWatch {
  const ran: { name: string; ms: number }[] = [];
  let cached = 0;
  const titleOf = (name: string): string | undefined => (verbose ? name : buildStepTitle(name));
  return {
    onEvent(event) {
      logEvent(world, event);
      if (event.kind === 'step-completed') {
        const title = buildStepTitle(event.name);
        if (event.cached) cached += 1;
        else if (title !== undefined) ran.push({ name: title, ms: event.ms });
      }
      if (event.kind === 'pull') world.terminal.say(`Fetching ${event.image}, which the engine did not have`);
      if (event.kind === 'warning') world.terminal.say(event.text);
      const activity = activityOf(event, titleOf);
      if (activity !== undefined) world.terminal.show(activity);
    },
    steps: () => ({ ran, cached }),
  };
}

function logEvent({ log }: World, event: BuildEvent): void {
  if (event.kind === 'log') log.write({ kind: 'output', title: `build step ${event.step}`, detail: event.line });
  if (event.kind === 'step-completed' || event.kind === 'step-failed') {
    log.write({ kind: 'build', title: event.name, ms: event.ms, detail: event });
  }
}

function activityOf(event: BuildEvent, titleOf: (name: string) => string | undefined): Activity | undefined {
  if (event.kind === 'pull' || event.kind === 'warning') return undefined;
  const id = `build-${event.step}`;
  switch (event.kind) {
    case 'step-started': {
      const title = titleOf(event.name);
      return title === undefined ? undefined : { type: 'started', id, title };
    }
    case 'step-completed':
      return { type: 'completed', id, ms: event.ms, ...(event.cached ? { note: 'cached' } : {}) };
    case 'step-failed':
      return { type: 'failed', id, ms: event.ms };
    case 'log':
      return { type: 'output', id, line: event.line };
    case 'progress': {
      const total = event.total > 0 ? ` of ${formatBytes(event.total)}` : '';
      return { type: 'progress', id, text: `${event.id} ${formatBytes(event.current)}${total}` };
    }
  }
}
