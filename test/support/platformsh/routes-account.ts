import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Call, Refused, type Route } from './api.ts';
import { bodyOf } from './body.ts';
import { createProject } from './create-project.ts';
import { removeProject } from './remove.ts';
import { newId, organizationId, regions, type Subscription } from './state.ts';

/** Who the token belongs to. */
const user = {
  id: 'a1b2c3d4-0000-4000-8000-000000000001',
  username: 'ada',
  display_name: 'Ada',
  first_name: 'Ada',
  last_name: 'Lovelace',
  email: 'ada@example.com',
  email_verified: true,
  phone_number_verified: true,
  created_at: '2024-01-01T00:00:00+00:00',
  updated_at: '2024-01-01T00:00:00+00:00',
};

const organization = {
  id: organizationId,
  name: 'ada',
  label: 'Ada',
  owner_id: user.id,
  vendor: 'upsun',
  country: 'DE',
  status: 'active',
  capabilities: ['projects'],
  _links: {
    self: { href: '/organizations/01HORGANIZATION00000000000' },
    'create-subscription': { href: '/organizations/01HORGANIZATION00000000000/subscriptions' },
    subscriptions: { href: '/organizations/01HORGANIZATION00000000000/subscriptions' },
    'estimate-subscription': { href: '/organizations/01HORGANIZATION00000000000/subscriptions/estimate' },
  },
};

/** Login, the user, organizations, and how a project is ordered. */
export const accountRoutes: readonly Route[] = [
  { method: 'POST', path: /^\/oauth2\/token$/, for: 'everybody', answer: token },
  { method: 'POST', path: /^\/ssh$/, answer: certificate },
  { method: 'GET', path: /^\/(?:users\/)?me$/, answer: () => user },
  { method: 'GET', path: /^\/users\/([^/]+)$/, answer: () => user },
  {
    method: 'POST',
    path: /^\/me\/(?:verification|phone)$/,
    answer: () => ({ state: false, type: '', verify_phone: false }),
  },
  { method: 'GET', path: /^\/users\/[^/]+\/organizations$/, answer: organizations },
  { method: 'GET', path: /^\/users\/[^/]+\/extended-access$/, answer: access },
  { method: 'GET', path: /^\/organizations$/, answer: organizations },
  { method: 'GET', path: /^\/organizations\/([^/]+)$/, answer: organizationOf },
  { method: 'GET', path: /^\/ref\/(users|organizations|projects)$/, answer: references },
  { method: 'GET', path: /^\/regions$/, answer: () => ({ regions: regions.map(region) }) },
  {
    method: 'GET',
    path: /^\/organizations\/[^/]+\/subscriptions\/can-create$/,
    answer: () => ({ can_create: true, message: '', required_action: null }),
  },
  {
    method: 'GET',
    path: /^\/organizations\/[^/]+\/setup\/options$/,
    answer: ({ platform: { ground } }) => ({
      plans: [ground.flavour === 'upsun' ? 'flexible' : 'development'],
      regions,
      initialize: {},
    }),
  },
  {
    method: 'GET',
    path: /^\/organizations\/[^/]+\/subscriptions\/estimate$/,
    answer: () => ({ total: '$21.00 USD', plan: '$10.00 USD', storage: '$2.00 USD' }),
  },
  { method: 'POST', path: /^\/organizations\/([^/]+)\/subscriptions$/, answer: order },
  { method: 'GET', path: /^(?:\/organizations\/[^/]+)?\/subscriptions\/([^/]+)$/, answer: ordered },
  { method: 'DELETE', path: /^(?:\/organizations\/[^/]+)?\/subscriptions\/([^/]+)$/, answer: cancelled },
];

function token({ platform, body }: Call): unknown {
  const given = bodyOf<Record<string, string>>(body, {
    grant_type: 'string',
    'api_token?': 'string',
    'client_id?': 'string',
    'client_secret?': 'string',
    'scope?': 'string',
  });
  if (given['grant_type'] !== 'api_token')
    throw new Refused(400, 'grant', { error: 'unsupported_grant_type', error_description: given['grant_type'] });
  if (given['api_token'] !== platform.apiToken)
    throw new Refused(401, 'token', { error: 'invalid_grant', error_description: 'Invalid API token' });
  const made = randomBytes(24).toString('base64url');
  platform.accessTokens.add(made);
  return { access_token: made, expires_in: 900, token_type: 'bearer', scope: 'account' };
}

/** A certificate for a key of the user, signed by the authority that the git host and the containers trust. */
function certificate({ platform: { ground }, body }: Call): unknown {
  const { key } = bodyOf<{ key: string }>(body, { key: 'string' });
  const file = join(ground.folder, `certified-${newId(6)}`);
  writeFileSync(`${file}.pub`, `${key}\n`);
  const sign = ['-q', '-s', join(ground.folder, 'authority'), '-I', user.id, '-n', ground.user, '-V', '-1m:+1h'];
  execFileSync('ssh-keygen', [...sign, `${file}.pub`], { stdio: 'ignore' });
  return { certificate: readFileSync(`${file}-cert.pub`, 'utf8') };
}

/** Its projects are of its kind. */
function organizationOn({ platform: { ground } }: Call): object {
  return { ...organization, type: ground.flavour === 'upsun' ? 'flexible' : 'fixed' };
}

function organizations(call: Call): unknown {
  return { items: [organizationOn(call)], count: 1, _links: { 'ref:users:0': { href: `/ref/users?in=${user.id}` } } };
}

function organizationOf(call: Call): unknown {
  const [id = ''] = call.params;
  if (id !== organization.id && id !== `name=${organization.name}`) throw new Refused(404, 'no such organization');
  return organizationOn(call);
}

function access({ platform: { state } }: Call): unknown {
  const items = [...state.projects.values()].map(({ id }) => ({
    user_id: user.id,
    resource_id: id,
    resource_type: 'project',
    organization_id: organization.id,
    permissions: ['admin'],
    granted_at: user.created_at,
    updated_at: user.created_at,
  }));
  const _links = {
    'ref:projects:0': { href: `/ref/projects?in=${items.map((item) => item.resource_id).join(',')}` },
    'ref:organizations:0': { href: `/ref/organizations?in=${organization.id}` },
  };
  return { items, _links };
}

function references(call: Call): unknown {
  const {
    platform: { state },
    params: [kind],
    query,
  } = call;
  const project = (id: string): unknown => {
    const found = state.projects.get(id);
    if (found === undefined) return null;
    const { title, region, organization: organization_id, subscription: subscription_id } = found;
    const dates = { created_at: user.created_at, updated_at: user.created_at };
    return { id, title, region, organization_id, subscription_id, status: 'active', vendor: 'upsun', ...dates };
  };
  const one = { users: () => user, organizations: () => organizationOn(call), projects: project }[kind as 'users'];
  const ids = (query.get('in') ?? '').split(',').filter(Boolean);
  return Object.fromEntries(ids.map((id) => [id, (one as (id: string) => unknown)(id)]));
}

function region(id: string): unknown {
  const label = `Europe (${id})`;
  return {
    id,
    label,
    selection_label: label,
    available: true,
    private: false,
    zone: 'Europe',
    provider: { name: 'X' },
  };
}

function order({ platform: { state }, body }: Call): unknown {
  const wanted = bodyOf<Record<string, string>>(body, {
    project_region: 'string',
    'project_title?': 'string',
    'default_branch?': 'string',
    'plan?': 'string',
    'storage?': 'number',
    'environments?': 'number',
    'options_custom?': 'object',
    'options_url?': 'string',
    'organization_id?': 'string',
  });
  const chosen = wanted['project_region'] ?? '';
  if (!regions.includes(chosen)) throw new Refused(400, `no such region: ${chosen}`);
  const made: Subscription & { branch: string } = {
    id: String(100_000 + state.subscriptions.size),
    region: chosen,
    title: wanted['project_title'] ?? 'Untitled Project',
    plan: wanted['plan'] ?? 'development',
    branch: wanted['default_branch'] ?? 'main',
    asked: 0,
  };
  state.subscriptions.set(made.id, made);
  return shown(made);
}

/** Provisioned by the time it is first asked for again. */
function ordered(call: Call): unknown {
  const { platform } = call;
  const found = subscriptionOf(call);
  found.asked += 1;
  found.project ??= createProject(platform, {
    title: found.title,
    region: found.region,
    organization: organization.id,
    subscription: found.id,
    defaultBranch: (found as Subscription & { branch?: string }).branch ?? 'main',
  });
  return shown(found);
}

/** Ends the project with everything in it. */
async function cancelled(call: Call): Promise<unknown> {
  const { platform } = call;
  const found = subscriptionOf(call);
  const { project } = found;
  if (project !== undefined) {
    await removeProject(platform.ground, project);
    platform.state.projects.delete(project.id);
  }
  platform.state.subscriptions.delete(found.id);
  return {};
}

function subscriptionOf({ platform: { state }, params: [id = ''] }: Call): Subscription {
  const found = state.subscriptions.get(id);
  if (found === undefined) throw new Refused(404, 'no such subscription');
  return found;
}

function shown({ id, region, title, plan, project }: Subscription): unknown {
  const self = { href: `/organizations/${organization.id}/subscriptions/${id}` };
  return {
    id,
    status: project === undefined ? 'provisioning' : 'active',
    plan,
    owner: user.id,
    organization_id: organization.id,
    project_id: project?.id ?? '',
    project_region: region,
    project_title: title,
    project_ui: `https://console.upsun.com/ada/${project?.id ?? ''}`,
    _links: { self, '#edit': self, '#delete': self },
  };
}
