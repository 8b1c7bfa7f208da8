import { type Call, Refused, type Route } from './api.ts';
import { answer, parseQuery, UnknownField } from './graphql.ts';
import { findInRegistry } from './registry-look.ts';
import { type App, isDeployed, type Release } from './state.ts';

/** The GraphQL API: what flyctl asks there of apps, organizations, regions and images. */
export const graphRoutes: readonly Route[] = [
  ['POST', /^\/graphql$/, ask],
  ['GET', /^\/v1\/platform\/regions$/, () => ({ Regions: regions.map(regionInRest), Nearest: 'fra' })],
];

class NotFound extends Error {}

/** Errors of queries stand in an answer that is well otherwise. */
async function ask(call: Call): Promise<unknown> {
  const { query, variables } = call.body as { readonly query: string; readonly variables?: Record<string, unknown> };
  // Answered, it leaves an agent running in the background that streams logs by WireGuard.
  if (query.includes('validateWireGuardPeers')) throw new Refused(404, 'no WireGuard here');
  try {
    return { data: await answer(parseQuery(query, variables ?? {}), root(call)) };
  } catch (error) {
    if (error instanceof NotFound)
      return { data: null, errors: [{ message: error.message, extensions: { code: 'NOT_FOUND' } }] };
    if (error instanceof UnknownField) throw new Error(`the graph has no ${error.message}: ${query}`, { cause: error });
    throw error;
  }
}

function root(call: Call): object {
  const { state } = call.platform;
  return {
    app: ({ name }: { name: string }) => appOfGraph(call, appNamed(call, name)),
    apps: () => ({ nodes: [...state.apps.values()].map((app) => appOfGraph(call, app)), pageInfo: lastPage }),
    appNameAvailable: ({ name }: { name: string }) => !state.apps.has(name) && !state.takenNames.has(name),
    organizations: () => ({ nodes: state.orgs.map(organization) }),
    organization: ({ slug }: { slug: string }) => {
      if (!state.orgs.includes(slug)) throw new NotFound('Could not find Organization');
      return organization(slug);
    },
    viewer: { id: 'user-1', email: 'test@example.com', enablePaidHobby: true },
    platform: { requestRegion: 'fra', regions: regions.map(region) },
    nearestRegion: region(regions[0]),
    addOns: () => ({ nodes: [] }),
    latestImageDetails: {},
  };
}

const lastPage = { hasNextPage: false, endCursor: '' };
const regions = [
  ['fra', 'Frankfurt, Germany'],
  ['ams', 'Amsterdam, Netherlands'],
  ['iad', 'Ashburn, Virginia (US)'],
] as const;

function region([code, name]: readonly [string, string]): object {
  const place = { latitude: 50, longitude: 8, gatewayAvailable: true, requiresPaidPlan: false, deprecated: false };
  return { code, name, ...place };
}

function regionInRest([code, name]: readonly [string, string]): object {
  return {
    code,
    name,
    latitude: 50,
    longitude: 8,
    gateway_available: true,
    requires_paid_plan: false,
    deprecated: false,
  };
}

function organization(slug: string): object {
  const about = { id: `org-${slug}`, internalNumericId: '7', slug, rawSlug: slug, name: slug, type: 'SHARED' };
  const money = {
    paidPlan: true,
    billable: true,
    billingStatus: 'CURRENT',
    viewerRole: 'admin',
    activeDiscountName: '',
  };
  const rest = { addOnSsoLink: '', provisionsBetaExtensions: false, network: 'default' };
  return { ...about, ...money, ...rest, addOns: { nodes: [] } };
}

function appNamed({ platform: { state } }: Call, name: string): App {
  const app = state.apps.get(name);
  if (app === undefined) throw new NotFound('Could not find App');
  return app;
}

function appOfGraph(call: Call, app: App): object {
  const { name, number, org, ips, machines, createdAt } = app;
  const releases = app.releases.toReversed().map(releaseOfGraph);
  return {
    ...namesOf(name, number),
    deployed: isDeployed(app),
    status: isDeployed(app) ? 'deployed' : 'pending',
    version: releases.length,
    createdAt,
    organization: organization(org),
    releases: { nodes: releases },
    releasesUnprocessed: { nodes: releases },
    currentRelease: releases[0] ?? null,
    currentReleaseUnprocessed: releases[0] ?? null,
    config: { definition: app.releases.at(-1)?.definition ?? {} },
    role: null,
    services: [],
    sharedIpAddress: ips.find(({ shared }) => shared)?.ip ?? '',
    ipAddresses: { nodes: [] },
    imageDetails: { registry: '', repository: '', tag: '', digest: '', version: '' },
    machines: {
      nodes: [...machines.values()].map(({ id, name: of, state, config, region: at }) => {
        const none = { app: { name }, ips: { nodes: [] }, host: { id: 'h' }, egressIpAddresses: { nodes: [] } };
        return { id, name: of, state, region: at, config, createdAt, ...none };
      }),
    },
    egressIpAddresses: { nodes: [] },
    image: ({ ref }: { ref: string }) => image(call, ref),
  };
}

function namesOf(name: string, number: number): object {
  const hostname = `${name}.fly.dev`;
  const about = { id: name, internalNumericId: number, name, hostname, appUrl: `https://${hostname}/` };
  return { ...about, platformVersion: 'machines', network: '', cnameTarget: `abc123.${hostname}` };
}

function releaseOfGraph({ id, version, image: imageRef, status, createdAt, definition }: Release): object {
  const user = { id: 'user-1', email: 'test@example.com', name: 'Test' };
  const about = { id, version, imageRef, status, createdAt, user, configDefinition: definition, evaluationId: null };
  const words = {
    description: 'Release',
    reason: 'deploy',
    deploymentStrategy: 'ROLLING',
    inProgress: status === 'running',
  };
  return { ...about, ...words, stable: status === 'complete' };
}

/** An image as Fly's registry has it; an index of several images is none. */
async function image({ platform: { ground }, token }: Call, ref: string): Promise<object | null> {
  const found = await findInRegistry(ground.registry, token, ref);
  if (found === undefined || /index|list/.test(found.mediaType)) return null;
  const { digest, size } = found;
  return {
    id: `img_${digest.slice(-12)}`,
    digest,
    ref,
    compressedSizeFull: String(size),
    compressedSize: String(size),
    manifest: {},
  };
}
