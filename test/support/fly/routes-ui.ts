import { type Call, Refused, type Route } from './api.ts';
import { logOf } from './life.ts';
import { clusterRoutes } from './routes-postgres.ts';
import { type App, newId, now, type Release } from './state.ts';

const base = '^/api/v1';

/** The API of api.fly.io that has no document: organizations, builds, releases, logs and Managed Postgres. */
export const uiRoutes: readonly Route[] = [
  [
    'GET',
    new RegExp(`${base}/organizations$`),
    (call) => ({ organizations: call.platform.state.orgs.map(organization) }),
  ],
  ['GET', new RegExp(`${base}/organizations/([^/]+)$`), getOrganization],
  ['POST', new RegExp(`${base}/builds$`), () => ({ id: 42, status: 'running', wallclock_time_ms: 0 })],
  ['POST', new RegExp(`${base}/builds/finish$`), () => ({ id: 42, status: 'completed', wallclock_time_ms: 5 })],
  ['POST', new RegExp(`${base}/releases$`), createRelease],
  ['PATCH', new RegExp(`${base}/releases/([^/]+)$`), updateRelease],
  ['GET', new RegExp(`${base}/apps/([^/]+)/releases$`), listReleases],
  ['GET', new RegExp(`${base}/apps/([^/]+)/releases/current$`), currentRelease],
  ['GET', new RegExp(`${base}/apps/([^/]+)/logs$`), logs],
  ...clusterRoutes,
];

/** The app of a name; a Refused as this API says it. */
function app({ platform: { state } }: Call, name: string): App {
  const found = state.apps.get(name);
  if (found === undefined) throw new Refused(404, 'app not found', { errors: { detail: 'Not Found' } });
  return found;
}

function organization(slug: string): unknown {
  const about = { id: `org-${slug}`, internal_numeric_id: 7, slug, raw_slug: slug, name: slug };
  const rest = { paid_plan: true, personal: slug === 'personal', billing_status: 'CURRENT', billable: true };
  return { ...about, ...rest, provisions_beta_extensions: false, remote_builder_image: '' };
}

function getOrganization({ platform: { state }, params: [slug = ''] }: Call): unknown {
  if (!state.orgs.includes(slug)) throw new Refused(404, 'organization not found');
  return { organization: organization(slug) };
}

interface Wanted {
  readonly app_name: string;
  readonly image: string;
  readonly strategy: string;
  readonly definition: unknown;
}

function createRelease(call: Call): unknown {
  const { app_name: name, image, strategy, definition } = call.body as Wanted;
  const of = app(call, name);
  if (!image.includes('@sha256:'))
    call.platform.violation(`a release by the name ${image}, which may come to mean another image`);
  const release = {
    id: newId(20),
    version: of.releases.length + 1,
    image,
    strategy,
    definition,
    createdAt: now(),
    status: 'pending',
  };
  of.releases.push(release);
  return { release: inRest(release) };
}

/** A release goes from pending to running, and ends once. */
function updateRelease(call: Call): unknown {
  const releases = [...call.platform.state.apps.values()].flatMap(({ releases: all }) => all);
  const release = releases.find(({ id }) => id === call.params[0]);
  if (release === undefined) throw new Refused(404, 'release not found');
  const { status } = call.body as { readonly status: string };
  if (!['running', 'complete', 'failed', 'interrupted'].includes(status))
    call.platform.violation(`a release that is ${status}`);
  release.status = status;
  return inRest(release);
}

function inRest({ id, version, image, strategy, createdAt, status }: Release): unknown {
  const about = { id, version, status, strategy, image_ref: image, created_at: createdAt, user: 'test@example.com' };
  return { ...about, stable: status === 'complete', in_progress: status === 'running' };
}

function listReleases(call: Call): unknown {
  return {
    releases: app(call, call.params[0] ?? '')
      .releases.toReversed()
      .map(inRest),
  };
}

function currentRelease(call: Call): unknown {
  const last = app(call, call.params[0] ?? '').releases.at(-1);
  if (last === undefined) throw new Refused(404, 'no release');
  return inRest(last);
}

/** Logs of the app's machines, oldest first; the token says how far they were read. */
async function logs(call: Call): Promise<unknown> {
  const { machines } = app(call, call.params[0] ?? '');
  const wanted = call.query.get('instance');
  const since = call.query.get('next_token') ?? '';
  const chosen = [...machines.values()].filter(({ id }) => !wanted || id === wanted);
  const lines = await Promise.all(
    chosen.map(async (machine) => (await logOf(call.platform.ground, machine)).map((line) => ({ ...line, machine }))),
  );
  const fresh = lines
    .flat()
    .filter(({ at }) => at > since)
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const data = fresh.map(({ at, text, machine }, index) => ({
    id: `${at}-${index}`,
    attributes: {
      timestamp: at,
      message: text,
      level: 'info',
      instance: machine.id,
      region: machine.region,
      meta: { instance: machine.id, region: machine.region, event: { provider: 'app' } },
    },
  }));
  return { data, meta: { next_token: fresh.at(-1)?.at ?? since } };
}
