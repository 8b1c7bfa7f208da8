import { execFileSync } from 'node:child_process';
import { activityRoutes, shownActivity } from './routes-activity.ts';
import { type Call, Refused, type Route } from './api.ts';
import { bodyOf } from './body.ts';
import { finish, startActivity } from './activity.ts';
import { redeployed } from './deploy.ts';
import { environmentOf, projectOf } from './named.ts';
import { removeEnvironment } from './remove.ts';
import { addressOf } from './routes.ts';
import { variableRoutes } from './routes-variables.ts';
import type { Environment, Project } from './state.ts';

const environment = String.raw`/projects/([^/]+)/environments/([^/]+)`;

/** Projects and their environments. */
export const projectRoutes: readonly Route[] = [
  { method: 'GET', path: /^\/projects\/([^/]+)$/, answer: (call) => shownProject(call, projectOf(call)) },
  { method: 'GET', path: /^\/projects\/([^/]+)\/capabilities$/, answer: capabilities },
  { method: 'GET', path: /^\/projects\/([^/]+)\/settings$/, answer: settings },
  { method: 'GET', path: /^\/projects\/([^/]+)\/integrations$/, answer: (call) => projectOf(call).integrations },
  { method: 'GET', path: /^\/projects\/([^/]+)\/domains$/, answer: () => [] },
  { method: 'GET', path: /^\/projects\/([^/]+)\/environment-types$/, answer: () => [] },
  { method: 'GET', path: /^\/projects\/([^/]+)\/environments$/, answer: environments },
  { method: 'GET', path: new RegExp(`^${environment}$`), answer: oneEnvironment },
  { method: 'DELETE', path: new RegExp(`^${environment}$`), answer: remove },
  { method: 'GET', path: new RegExp(`^${environment}/deployments/(current|next)$`), answer: deployment },
  { method: 'GET', path: new RegExp(`^${environment}/settings$`), answer: () => ({}) },
  { method: 'POST', path: new RegExp(`^${environment}/deactivate$`), answer: deactivate },
  { method: 'POST', path: new RegExp(`^${environment}/activate$`), answer: activate },
  { method: 'POST', path: new RegExp(`^${environment}/pause$`), answer: pause },
  { method: 'POST', path: new RegExp(`^${environment}/resume$`), answer: resume },
  { method: 'POST', path: new RegExp(`^${environment}/redeploy$`), answer: redeploy },
  ...variableRoutes,
  ...activityRoutes,
];

const links = (self: string, more: readonly string[]): unknown =>
  Object.fromEntries([
    ['self', { href: self }],
    ['#edit', { href: self }],
    ['#delete', { href: self }],
    ...more.map((name) => [name, { href: `${self}/${name.replace('#', '')}` }]),
    ['#variables', { href: `${self}/variables` }],
    ['#manage-variables', { href: `${self}/variables` }],
  ]);

function shownProject({ platform: { ground } }: Call, project: Project): unknown {
  const { id, title, region, organization, subscription, defaultBranch } = project;
  const more = ['environments', 'activities', 'variables', 'integrations', 'domains', 'settings', 'capabilities'];
  return {
    id,
    title,
    region,
    organization,
    default_branch: defaultBranch,
    default_domain: null,
    description: '',
    vendor: 'upsun',
    status: { code: 'provisioned', message: 'ok' },
    timezone: 'Europe/Berlin',
    repository: { url: `${ground.user}@git.${region}:${id}.git`, client_ssh_key: 'ssh-rsa none' },
    subscription: {
      license_uri: `/licenses/${subscription}`,
      plan: project.kind === 'flexible' ? 'flexible' : 'development',
      environments: 21,
      storage: 5120,
      suspended: false,
      restricted: false,
    },
    created_at: '2026-01-01T00:00:00+00:00',
    updated_at: '2026-01-01T00:00:00+00:00',
    _links: links(`/projects/${id}`, more),
  };
}

function capabilities(call: Call): unknown {
  projectOf(call);
  return {
    integrations: { enabled: true },
    custom_domains: { enabled: true },
    source_operations: { enabled: false },
    runtime_operations: { enabled: false },
    metrics: {},
    logs_forwarding: {},
    guaranteed_resources: { enabled: false },
    images: {},
    build_resources: { enabled: false },
    data_retention: { enabled: false },
  };
}

function settings(call: Call): unknown {
  const isFlexible = projectOf(call).kind === 'flexible';
  return {
    initialize: {},
    application_config_file: '.platform.app.yaml',
    project_config_dir: '.platform',
    sizing_api_enabled: isFlexible,
    enable_unified_configuration: isFlexible,
    enable_guaranteed_resources: false,
    development_application_size: 'S',
  };
}

function environments(call: Call): unknown {
  const project = projectOf(call);
  return [...project.environments.values()].map((each) => shownEnvironment(call, project, each));
}

function oneEnvironment(call: Call): unknown {
  return shownEnvironment(call, projectOf(call), environmentOf(call));
}

/** The commit that a branch stands at; null before anything was pushed. */
export function headOf({ repository }: Project, branch: string): string | null {
  try {
    const found = execFileSync('git', ['-C', repository, 'rev-parse', '--verify', '-q', `refs/heads/${branch}`]);
    return found.toString().trim();
  } catch {
    return null;
  }
}

function shownEnvironment({ platform: { ground } }: Call, project: Project, each: Environment): unknown {
  const { id, machineName, type, parent, status, deployment } = each;
  const self = `/projects/${project.id}/environments/${encodeURIComponent(id)}`;
  const running = project.activities.some((one) => one.state === 'in_progress' && one.environments.includes(id));
  const operations = {
    active: ['#deactivate', '#pause', '#redeploy', '#synchronize'],
    paused: ['#deactivate', '#resume'],
    inactive: ['#activate'],
    deleting: [],
  }[status];
  const host = (name: string): string =>
    `ssh://${ground.user}@${name}--${machineName}--${project.id}.ssh.${project.region}`;
  const shells = [...(deployment?.apps ?? []), ...(deployment?.workers ?? [])].map(({ name }) => [
    `pf:ssh:${name}`,
    { href: host(name) },
  ]);
  return {
    id,
    name: id,
    title: id,
    machine_name: machineName,
    type,
    parent,
    status: running && status === 'active' ? 'dirty' : status,
    project: project.id,
    is_main: id === project.defaultBranch,
    is_dirty: running,
    has_code: headOf(project, id) !== null,
    head_commit: headOf(project, id),
    default_domain: null,
    edge_hostname: addressOf(project, each),
    deployment_target: 'local',
    enable_smtp: true,
    restrict_robots: true,
    clone_parent_on_create: true,
    http_access: { is_enabled: true, addresses: [], basic_auth: {} },
    created_at: '2026-01-01T00:00:00+00:00',
    updated_at: '2026-01-01T00:00:00+00:00',
    _links: {
      ...(links(self, ['activities', 'variables', 'settings', ...operations]) as object),
      ...(status === 'active' && { 'public-url': { href: `https://${addressOf(project, each)}/` } }),
      ...Object.fromEntries(shells),
    },
  };
}

function deployment(call: Call): unknown {
  const each = environmentOf(call);
  const { deployment: now } = each;
  if (now === undefined) throw new Refused(404, 'no deployment');
  const self = `/projects/${call.params[0]}/environments/${encodeURIComponent(each.id)}/deployments/current`;
  const sized = { size: 'S', disk: 512, mounts: {}, relationships: {}, resources: null };
  const configured = (all: typeof now.apps): unknown =>
    Object.fromEntries(all.map(({ name, type, configuration }) => [name, { ...sized, ...configuration, name, type }]));
  return {
    id: 'current',
    webapps: configured(now.apps),
    services: configured(now.services),
    workers: configured(now.workers),
    routes: now.routes,
    variables: [],
    _links: { self: { href: self } },
  };
}

async function deactivate(call: Call): Promise<unknown> {
  const [project, each] = [projectOf(call), environmentOf(call)];
  if (each.id === project.defaultBranch) throw new Refused(403, 'The default environment cannot be deactivated.');
  const activity = startActivity(project, 'environment.deactivate', [each.id], `deactivated environment ${each.id}`);
  await removeEnvironment(call.platform.ground, each);
  each.status = 'inactive';
  finish(activity, 'success');
  return { _embedded: { activities: [] } };
}

function activate(call: Call): unknown {
  bodyOf(call.body ?? {}, { 'resources?': 'object', 'strategy?': 'string' });
  const [project, each] = [projectOf(call), environmentOf(call)];
  if (headOf(project, each.id) === null) throw new Refused(400, 'There is no code to deploy.');
  each.status = 'active';
  const activity = redeployed(call.platform, project, each, 'environment.activate');
  return { _embedded: { activities: [shownActivity(project, activity)] } };
}

/** Its containers stop; data and containers stay, and code that comes meanwhile is deployed when it is resumed. */
function pause(call: Call): unknown {
  const [project, each] = [projectOf(call), environmentOf(call)];
  if (each.status !== 'active') throw new Refused(400, 'The environment is not active.');
  each.status = 'paused';
  const activity = startActivity(project, 'environment.pause', [each.id], `paused environment ${each.id}`);
  finish(activity, 'success');
  return { _embedded: { activities: [shownActivity(project, activity)] } };
}

function resume(call: Call): unknown {
  const [project, each] = [projectOf(call), environmentOf(call)];
  if (each.status !== 'paused') throw new Refused(400, 'The environment is not paused.');
  each.status = 'active';
  const activity = redeployed(call.platform, project, each, 'environment.resume');
  return { _embedded: { activities: [shownActivity(project, activity)] } };
}

function redeploy(call: Call): unknown {
  bodyOf(call.body ?? {}, { 'strategy?': 'string' });
  const [project, each] = [projectOf(call), environmentOf(call)];
  if (each.status !== 'active') throw new Refused(400, 'The environment is not active.');
  const activity = redeployed(call.platform, project, each, 'environment.redeploy');
  return { _embedded: { activities: [shownActivity(project, activity)] } };
}

function remove(call: Call): unknown {
  const [project, each] = [projectOf(call), environmentOf(call)];
  if (each.id === project.defaultBranch) throw new Refused(403, 'The default environment cannot be deleted.');
  if (each.status !== 'inactive') throw new Refused(400, 'An active environment cannot be deleted.');
  execFileSync('git', ['-C', project.repository, 'update-ref', '-d', `refs/heads/${each.id}`]);
  project.environments.delete(each.id);
  return {};
}
