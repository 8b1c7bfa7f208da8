import type { Arguments } from './arguments.ts';
import { Failure, machines, query, ui } from './client.ts';
import { appOf } from './app-named.ts';
import { print, printJson } from './output.ts';

interface AppOfGraph {
  readonly id: string;
  readonly name: string;
  readonly hostname: string;
  readonly deployed: boolean;
  readonly status: string;
  readonly organization: { readonly slug: string; readonly name: string };
}

const aboutApp = 'id name hostname deployed status platformVersion organization { slug name }';

function appAsJson({ id, name, hostname, deployed, status, organization }: AppOfGraph): object {
  const org = { Name: organization.name, Slug: organization.slug };
  return { ID: id, Name: name, Status: status, Deployed: deployed, Hostname: hostname, Organization: org };
}

export async function appsList(): Promise<void> {
  const text = `query ($org: ID, $after: String) {
    apps(type: "container", first: 200, after: $after, organizationId: $org) { pageInfo { hasNextPage endCursor } nodes { ${aboutApp} } }
  }`;
  const { apps } = (await query(text)) as { readonly apps: { readonly nodes: readonly AppOfGraph[] } };
  printJson(apps.nodes.map(appAsJson));
}

interface Org {
  readonly slug: string;
  readonly name: string;
}

async function orgs(): Promise<readonly Org[]> {
  const text = 'query ($admin: Boolean!) { organizations(admin: $admin) { nodes { id slug rawSlug name type } } }';
  const { organizations } = (await query(text, { admin: false })) as {
    readonly organizations: { readonly nodes: readonly Org[] };
  };
  return organizations.nodes;
}

export async function orgsList(): Promise<void> {
  printJson(Object.fromEntries((await orgs()).map(({ slug, name }) => [slug, name])));
}

export async function regions(): Promise<void> {
  const { Regions } = (await machines('GET', '/platform/regions')) as { readonly Regions: unknown };
  printJson(Regions);
}

export async function appsCreate({ words: [name = ''], flags }: Arguments): Promise<void> {
  const org = flags['org'] ?? process.env['FLY_ORG'] ?? '';
  if (!(await orgs()).some(({ slug }) => slug === org)) throw new Failure(`organization ${org} not found`);
  await machines('POST', '/apps?wait=true', { name, org_slug: org, network: '', app_role_id: '' });
  await machines('GET', `/apps/${name}`);
  if (flags['json'] !== 'true') return print(`New app created: ${name}`);
  const { app } = (await query(`query ($name: String!) { app(name: $name) { ${aboutApp} } }`, { name })) as {
    readonly app: AppOfGraph;
  };
  printJson(appAsJson(app));
}

export async function appsDestroy({ words, flags }: Arguments): Promise<void> {
  if (flags['yes'] !== 'true') throw new Failure('yes flag must be specified when not running interactively');
  for (const name of words) {
    const { app } = (await query(`query ($name: String!) { app(name: $name) { ${aboutApp} } }`, { name })) as {
      readonly app: AppOfGraph;
    };
    await query('query ($slug: String!) { organization(slug: $slug) { id slug } }', { slug: app.organization.slug });
    await machines('DELETE', `/apps/${name}`);
    print(`Destroyed app ${name}`);
  }
}

interface ReleaseOfGraph {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly imageRef: string;
  readonly createdAt: string;
}

export async function releases(given: Arguments): Promise<void> {
  const text = `query ($name: String!, $limit: Int!) {
    app(name: $name) {
      releases: releasesUnprocessed(first: $limit) { nodes { id version description reason status imageRef stable createdAt } }
    }
  }`;
  const { app } = (await query(text, { name: appOf(given), limit: 25 })) as {
    readonly app: { readonly releases: { readonly nodes: readonly ReleaseOfGraph[] } };
  };
  printJson(
    app.releases.nodes.map(({ id, version, status, imageRef, createdAt }) => {
      return { ID: id, Version: version, Status: status, ImageRef: imageRef, CreatedAt: createdAt, InProgress: false };
    }),
  );
}

interface ReleaseOfUi {
  readonly version: number;
  readonly created_at: string;
}

/** When each release of an app was made. */
export async function releaseTimes(app: string): Promise<ReadonlyMap<string, string>> {
  const { releases: all } = (await ui('GET', `/apps/${app}/releases?limit=20`)) as {
    readonly releases: readonly ReleaseOfUi[];
  };
  return new Map(all.map(({ version, created_at: at }) => [String(version), at]));
}
