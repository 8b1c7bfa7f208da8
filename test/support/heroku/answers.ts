import { createHash } from 'node:crypto';
import {
  type Addon,
  currentOf,
  type Domain,
  type Dyno,
  type Formation,
  type HerokuApp,
  type Plan,
  type Release,
} from './state.ts';

/** What the Platform API answers of each thing that it keeps, member by member as its schema has it. */

export const user = { id: idOf('user'), email: 'developer@example.org' };

/** The same UUID for the same name, for things that a test never makes. */
export function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

const named = (name: string): object => ({ id: idOf(name), name });
const ofApp = ({ id, name }: HerokuApp): object => ({ id, name });

export function appAnswer(app: HerokuApp): object {
  const { id, name, createdAt, region, team, generation, stack, buildStack, host, maintenance, releases } = app;
  return {
    id,
    name,
    acm: false,
    archived_at: null,
    base_image_name: null,
    build_stack: named(buildStack),
    buildpack_provided_description: stack === 'container' ? 'Container' : 'Python',
    created_at: createdAt,
    generation,
    git_url: `https://git.heroku.com/${name}.git`,
    internal_routing: null,
    maintenance,
    owner: team === undefined ? user : { id: idOf(team), email: `${team}@herokumanager.com` },
    organization: team === undefined ? null : named(team),
    team: team === undefined ? null : named(team),
    region: named(region),
    released_at: releases.at(-1)?.createdAt ?? null,
    repo_size: null,
    slug_size: null,
    space: null,
    // An app of Fir has none.
    ...(generation === 'cedar' && { stack: named(stack) }),
    updated_at: createdAt,
    web_url: `https://${host}/`,
  };
}

export function releaseAnswer(app: HerokuApp, release: Release, streams: string): object {
  const { id, version, description, createdAt, status, slug, images, output } = release;
  return {
    id,
    version,
    description,
    status,
    created_at: createdAt,
    updated_at: createdAt,
    app: ofApp(app),
    user,
    addon_plan_names: [...app.addons.values()].map(({ plan }) => plan),
    artifacts: slug === undefined ? [] : [{ type: 'slug', id: slug }],
    slug: slug === undefined ? null : { id: slug },
    oci_image: null,
    current: release === currentOf(app),
    output_stream_url: output === undefined ? null : `${streams}/${output.id}`,
    eligible_for_rollback: status === 'succeeded' && (slug !== undefined || images.size > 0),
  };
}

export function formationAnswer(
  app: HerokuApp,
  { id, type, quantity, size, createdAt, updatedAt = createdAt }: Formation,
): object {
  return {
    id,
    app: ofApp(app),
    type,
    command: currentOf(app)?.images.get(type)?.command ?? '',
    quantity,
    size,
    dyno_size: named(size),
    created_at: createdAt,
    updated_at: updatedAt,
  };
}

export function dynoAnswer(
  app: HerokuApp,
  { id, name, type, size, command, release, createdAt, ...dyno }: Dyno,
): object {
  return {
    id,
    name,
    app: ofApp(app),
    type,
    size,
    command,
    state: dyno.state,
    attach_url: dyno.attachUrl ?? null,
    release: { id: release.id, version: release.version },
    created_at: createdAt,
    updated_at: createdAt,
  };
}

const service = named('heroku-postgresql');

export function planAnswer({ name, title, cents, isDefault }: Plan): object {
  return {
    id: idOf(name),
    name,
    human_name: title,
    description: `Heroku Postgres ${title}`,
    default: isDefault,
    state: 'ga',
    visible: true,
    compliance: null,
    space_default: false,
    installable_inside_private_network: false,
    installable_outside_private_network: true,
    addon_service: service,
    price: { cents, contract: false, metered: false, unit: 'month' },
    created_at: '2024-05-01T00:00:00Z',
    updated_at: '2024-05-01T00:00:00Z',
  };
}

/** Of dynos, by their size and what a month of them costs. */
export function dynoSizeAnswer([name, cents, memory]: readonly [string, number, number]): object {
  return {
    ...named(name),
    architecture: 'amd64',
    compute: 1,
    cost: { cents, unit: 'month' },
    dedicated: false,
    generation: named('cedar'),
    memory,
    precise_dyno_units: 1,
    private_space_only: false,
  };
}

export function addonAnswer(app: HerokuApp, plans: readonly Plan[], addon: Addon): object {
  const { id, name, plan, state, createdAt } = addon;
  const { cents = 0 } = plans.find((each) => each.name === plan) ?? {};
  return {
    id,
    name,
    actions: [],
    addon_service: service,
    app: ofApp(app),
    billing_entity: { id: app.id, name: app.name, type: 'app' },
    billed_price: { cents, contract: false, metered: false, unit: 'month' },
    config_vars: ['DATABASE_URL'],
    plan: named(plan),
    provider_id: id,
    ...(state === 'provisioning' && { provision_message: `${name} is being created in the background.` }),
    state,
    web_url: `https://addons-sso.heroku.com/apps/${app.name}/addons/${name}`,
    created_at: createdAt,
    updated_at: createdAt,
  };
}

export function domainAnswer(app: HerokuApp, { id, hostname, createdAt }: Domain): object {
  const isOwn = hostname === app.host;
  return {
    id,
    hostname,
    app: ofApp(app),
    kind: isOwn ? 'heroku' : 'custom',
    cname: isOwn ? null : `${idOf(hostname).slice(0, 8)}.herokudns.com`,
    acm_status: null,
    acm_status_reason: null,
    sni_endpoint: null,
    status: isOwn ? 'none' : 'succeeded',
    created_at: createdAt,
    updated_at: createdAt,
  };
}

export function regionAnswer(name: string): object {
  const [country, locale] = name === 'eu' ? ['Ireland', 'Dublin'] : ['United States', 'Virginia'];
  return {
    ...named(name),
    country,
    locale,
    description: country,
    private_capable: false,
    provider: { name: 'amazon-web-services', region: name === 'eu' ? 'eu-west-1' : 'us-east-1' },
    created_at: '2012-01-01T00:00:00Z',
    updated_at: '2012-01-01T00:00:00Z',
  };
}

export function stackAnswer(name: string): object {
  const at = '2024-05-01T00:00:00Z';
  return { ...named(name), default: name === 'heroku-24', state: 'public', created_at: at, updated_at: at };
}

export function teamAnswer(name: string): object {
  const at = '2024-05-01T00:00:00Z';
  return { ...named(name), default: false, role: 'admin', type: 'team', created_at: at, updated_at: at };
}

export function accountAnswer(): object {
  const at = '2024-05-01T00:00:00Z';
  return { ...user, name: 'Developer', verified: true, created_at: at, updated_at: at, default_team: null };
}
