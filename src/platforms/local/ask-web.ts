import type { Step, Wait } from '../../values/step.ts';
import { innerPort } from './release-spec.ts';

/** A step that asks a container for a path until it answers as it should. */
export function answers(
  id: string,
  title: string,
  container: string,
  path: string,
  until: Wait['until'],
  failure: NonNullable<Step['failure']>,
): Step {
  const effect = waitFor(container, path, until);
  return {
    id,
    title,
    why: 'Health must be 200 and the first page no server error.',
    effect,
    failure,
    logOf: container,
  };
}

/** That question alone, as an effect. */
export function waitFor(container: string, path: string, until: Wait['until']): Wait {
  const probe = { kind: 'http', container, port: innerPort, path, host: 'localhost' } as const;
  return { kind: 'wait', probe, until, everyMs: 50, limitMs: 60_000 };
}
