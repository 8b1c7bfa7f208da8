import { at, listAt, tableAt, textAt } from './answers.ts';
import type { Read } from './api.ts';

/** An environment of a project. */
export interface Environment {
  /** Such as active, inactive or dirty. */
  readonly status: string;
  readonly type: string;
  /** Addresses, the primary one first. */
  readonly urls: readonly string[];
  /** Services by name, each with its type. */
  readonly services: Readonly<Record<string, string>>;
  readonly workers: readonly string[];
  readonly mounts: readonly string[];
  /** Of an application there: all of them. */
  readonly apps: readonly string[];
  /** Names of variables, its own and those that the project or a parent hands down (`ofProject`). */
  readonly variables: readonly { readonly name: string; readonly ofProject: boolean }[];
  /** The newest deployment. */
  readonly activity?: Activity;
}

export interface Activity {
  readonly id: string;
  readonly state: string;
  readonly result: string;
  readonly at: string;
  readonly text: string;
  readonly log: string;
}

/** An environment as the API shows it; undefined: there is none of that name. Throws what reading throws. */
export async function environmentOf(read: Read, project: string, branch: string): Promise<Environment | undefined> {
  const path = `/projects/${project}/environments/${encodeURIComponent(branch)}`;
  const found = await read(path);
  if (found === undefined) return undefined;
  const [deployment, own, ofProject, activities] = await Promise.all([
    read(`${path}/deployments/current`),
    read(`${path}/variables`),
    read(`/projects/${project}/variables`),
    read(`${path}/activities?count=10`),
  ]);
  const activity = listAt({ activities }, 'activities')
    .map(activityIn)
    .find(({ type }) => deploys.has(type));
  return {
    status: textAt(found, 'status'),
    type: textAt(found, 'type'),
    urls: urlsIn(deployment),
    services: Object.fromEntries(tableAt(deployment, 'services').map(([name, each]) => [name, textAt(each, 'type')])),
    workers: tableAt(deployment, 'workers').map(([name]) => name),
    apps: tableAt(deployment, 'webapps').map(([name]) => name),
    mounts: tableAt(deployment, 'webapps').flatMap(([, app]) => tableAt(app, 'mounts').map(([path]) => path)),
    variables: [...variablesIn(own, false), ...variablesIn(ofProject, true)],
    ...(activity && { activity }),
  };
}

/** Activities that put something into service. */
const deploys = new Set(['push', 'activate', 'resume', 'redeploy', 'branch'].map((what) => `environment.${what}`));

function activityIn(activity: unknown): Activity & { readonly type: string } {
  return {
    id: textAt(activity, 'id'),
    type: textAt(activity, 'type'),
    state: textAt(activity, 'state'),
    result: textAt(activity, 'result'),
    at: textAt(activity, 'created_at'),
    text: textAt(activity, 'text'),
    log: textAt(activity, 'log'),
  };
}

function urlsIn(deployment: unknown): readonly string[] {
  const routes = tableAt(deployment, 'routes').filter(([, route]) => textAt(route, 'type') === 'upstream');
  const isPrimary = ([, route]: (typeof routes)[number]): boolean => at(route, 'primary') === true;
  return [...routes.filter(isPrimary), ...routes.filter((each) => !isPrimary(each))]
    .map(([url]) => url)
    .filter((url) => url.startsWith('https:'));
}

/** Only those that the app sees by their name: they have a prefix. What a parent hands down is not the environment's own. */
function variablesIn(list: unknown, isOfProject: boolean): Environment['variables'] {
  const all = listAt({ list }, 'list').filter((each) => textAt(each, 'name').startsWith(prefix));
  return all.map((each) => ({
    name: textAt(each, 'name').slice(prefix.length),
    ofProject: isOfProject || at(each, 'inherited') === true,
  }));
}

const prefix = 'env:';
