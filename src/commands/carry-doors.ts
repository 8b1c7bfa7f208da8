import type { Activity } from '../values/activity.ts';
import type { StepEvent } from '../values/step-event.ts';
import type { Doors } from './carry-out.ts';
import type { World } from './command.ts';
import type { EngineDoor } from './doors.ts';

/** The doors of this run for a platform's steps. */
export function carryDoors(door: EngineDoor, world: World, dryRun: boolean): Doors {
  return {
    engine: door.engine,
    env: world.env,
    log: world.log.write,
    secret: world.redactor.addVariable,
    onEvent: (event) => {
      world.journal.note(event);
      const activity = activityOf(event);
      if (activity !== undefined) world.terminal.show(activity);
      else world.terminal.say(`Taking back: ${event.title}`);
    },
    output: (chunk) => void world.stdout.write(chunk),
    error: (chunk) => void process.stderr.write(chunk),
    stdin: process.stdin,
    signal: world.signal,
    dryRun,
  };
}

function activityOf(event: StepEvent): Activity | undefined {
  const id = `step-${event.stepId}`;
  switch (event.type) {
    case 'started':
      return { type: 'started', id, title: event.title };
    case 'output':
      return { type: 'output', id, line: event.line };
    case 'progress':
      return { type: 'progress', id, text: event.text };
    case 'completed':
    case 'failed':
      return { type: event.type, id, ms: event.ms };
    case 'undoing':
      return undefined;
  }
}
