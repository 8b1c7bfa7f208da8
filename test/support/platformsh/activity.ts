import { type Activity, newId, now, type Project } from './state.ts';

/** Begins an activity of a project. */
export function startActivity(
  project: Project,
  type: string,
  environments: readonly string[],
  text: string,
  payload: Readonly<Record<string, unknown>> = {},
): Activity {
  const made: Activity = {
    id: newId(),
    type,
    environments,
    text: `Ada Lovelace ${text}`,
    payload,
    created_at: now(),
    state: 'in_progress',
    result: null,
    completed_at: null,
    lines: [],
    listeners: new Set(),
  };
  project.activities.push(made);
  return made;
}

/** Writes into the log of an activity, line by line. */
export function write(activity: Activity, text: string): void {
  for (const line of text.split('\n')) {
    activity.lines.push(line);
    for (const tell of activity.listeners) tell(line);
  }
}

export function finish(activity: Activity, result: 'success' | 'failure'): void {
  Object.assign(activity, { state: 'complete', result, completed_at: now() });
  for (const tell of activity.listeners) tell();
  activity.listeners.clear();
}

/** Calls with each line there is and comes, until the end. */
export function follow(activity: Activity, tell: (line: string) => void): Promise<void> {
  for (const line of activity.lines) tell(line);
  if (activity.state !== 'in_progress') return Promise.resolve();
  return new Promise((resolve) => {
    activity.listeners.add((line) => (line === undefined ? resolve() : tell(line)));
  });
}
