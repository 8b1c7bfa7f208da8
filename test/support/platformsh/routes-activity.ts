import { follow } from './activity.ts';
import { type Call, Refused, type Route, streamed } from './api.ts';
import { environmentOf, projectOf } from './named.ts';
import { type Activity, now, type Project } from './state.ts';

const base = String.raw`^/projects/([^/]+)(?:/environments/([^/]+))?/activities`;

/** What the platform did, and the logs. */
export const activityRoutes: readonly Route[] = [
  { method: 'GET', path: new RegExp(`${base}$`), answer: list },
  {
    method: 'GET',
    path: new RegExp(`${base}/([^/]+)$`),
    answer: (call) => shownActivity(projectOf(call), activityOf(call)),
  },
  { method: 'GET', path: new RegExp(`${base}/([^/]+)/log$`), answer: log },
];

/** The newest first; asked for by type, state and count. */
function list(call: Call): unknown {
  const project = projectOf(call);
  const environment = call.params[1] === undefined ? undefined : environmentOf(call).id;
  const [type, state, result] = ['type', 'state', 'result'].map((name) => [
    ...call.query.getAll(name),
    ...call.query.getAll(`${name}[]`),
    ...[...call.query.entries()].flatMap(([key, value]) =>
      new RegExp(`^${name}\\[\\d+\\]$`).test(key) ? [value] : [],
    ),
  ]) as [string[], string[], string[]];
  const before = call.query.get('starts_at');
  const fits = (wanted: readonly string[], is: string | null): boolean =>
    wanted.length === 0 || wanted.includes(is ?? '');
  const found = project.activities
    .filter((each) => environment === undefined || each.environments.includes(environment))
    .filter((each) => before === null || Date.parse(each.created_at) < Date.parse(before))
    .filter((each) => fits(type, each.type) && fits(state, each.state) && fits(result, each.result))
    .toReversed();
  return found.slice(0, Number(call.query.get('count') ?? 100)).map((each) => shownActivity(project, each));
}

function activityOf(call: Call): Activity {
  const found = projectOf(call).activities.find(({ id }) => id === call.params[2]);
  if (found === undefined) throw new Refused(404, 'no such activity');
  return found;
}

export function shownActivity(project: Project, { listeners: _listeners, lines, ...activity }: Activity): unknown {
  const self = `/projects/${project.id}/activities/${activity.id}`;
  return {
    ...activity,
    project: project.id,
    updated_at: activity.completed_at,
    started_at: activity.created_at,
    cancelled_at: null,
    completion_percent: activity.state === 'complete' ? 100 : 50,
    description: activity.text,
    parameters: {},
    timings: {},
    log: lines.join('\n'),
    _links: { self: { href: self }, log: { href: `${self}/log` } },
  };
}

/** A line of JSON for each line of the log, while it is written; a seal at the end. */
async function log(call: Call): Promise<unknown> {
  const { outgoing } = call;
  outgoing.writeHead(200, { 'content-type': 'application/x-ndjson' });
  let count = 0;
  const line = (data: unknown): void => void outgoing.write(`${JSON.stringify(data)}\n`);
  await follow(activityOf(call), (message) => {
    count += 1;
    line({ _id: String(count), data: { timestamp: now(), message: `${message}\n` } });
  });
  line({ _id: String(count + 1), seal: true });
  outgoing.end();
  return streamed;
}
