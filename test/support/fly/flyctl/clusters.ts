import { setTimeout as pause } from 'node:timers/promises';
import type { Arguments } from './arguments.ts';
import { Failure, query, token, ui } from './client.ts';
import { appOf } from './app-named.ts';
import { listSecrets, updateSecrets } from './known-secrets.ts';
import { print, printJson } from './output.ts';

interface Cluster {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly organization: { readonly slug: string; readonly name: string };
}

interface Whole {
  readonly data: Cluster;
  readonly credentials: {
    readonly user: string;
    readonly password: string;
    readonly dbname: string;
    readonly pgbouncer_uri: string;
  };
}

/** Managed Postgres takes macaroons only. */
function mustBeMacaroon(): void {
  if (!token().startsWith('fm')) throw new Failure('MPG commands require updated tokens but found older-style tokens.');
}

async function rawSlug(org: string): Promise<string> {
  const text = 'query ($slug: String!) { organization(slug: $slug) { id slug rawSlug name } }';
  const { organization } = (await query(text, { slug: org })) as {
    readonly organization: { readonly rawSlug: string };
  };
  return organization.rawSlug;
}

export async function mpgList({ flags: { org = '' } }: Arguments): Promise<void> {
  mustBeMacaroon();
  const { data } = (await ui('GET', `/organizations/${await rawSlug(org)}/postgres`)) as {
    readonly data: readonly Cluster[];
  };
  if (data.length === 0) return print(`No managed postgres clusters found in organization ${org}`);
  printJson(data);
}

export async function mpgCreate({ flags }: Arguments): Promise<void> {
  mustBeMacaroon();
  const { name = '', org = '', region = '', plan = 'basic' } = flags;
  await query('query ($admin: Boolean!) { organizations(admin: $admin) { nodes { id slug rawSlug } } }', {
    admin: false,
  });
  const slug = await rawSlug(org);
  await query('query { platform { requestRegion regions { name code } } }');
  const { data: offered } = (await ui('GET', `/organizations/${slug}/postgresv2/regions`)) as {
    readonly data: readonly { readonly code: string; readonly available: boolean }[];
  };
  if (!offered.some(({ code, available }) => code === region && available))
    throw new Failure(`region ${region} is not available for Managed Postgres. Available regions: []`);
  const size = Number(flags['volume-size'] ?? 10);
  const wanted = {
    name,
    region,
    org_slug: slug,
    plan,
    pg_major_version: '16',
    storage_in_gb: size,
    postgis_enabled: flags['enable-postgis-support'] === 'true',
  };
  const { data } = (await ui('POST', `/organizations/${slug}/postgresv2`, wanted)) as Whole;
  print(`Waiting for cluster ${name} (${data.id}) to be ready...`);
  for (;;) {
    const { data: now, credentials } = (await ui('GET', `/postgresv2/${data.id}`)) as Whole;
    if (now.status === 'ready') return print(`  ID: ${data.id}\n  Connection string: ${credentials.pgbouncer_uri}`);
    await pause(1000);
  }
}

export async function mpgAttach(given: Arguments): Promise<void> {
  mustBeMacaroon();
  const app = appOf(given);
  const [id = ''] = given.words;
  await query('query ($name: String!) { appbasic: app(name: $name) { id name organization { id slug rawSlug } } }', {
    name: app,
  });
  const { credentials } = (await ui('GET', `/postgresv2/${id}`)) as Whole;
  const variable = given.flags['variable-name'] ?? 'DATABASE_URL';
  if ((await listSecrets(app)).some(({ name }) => name === variable))
    throw new Failure(`app ${app} already has ${variable} set. Use 'fly secrets unset ${variable}' to remove it first`);
  await updateSecrets(app, { [variable]: credentials.pgbouncer_uri });
  await ui('POST', `/postgresv2/${id}/attachments`, { app_name: app });
  print(`The following secret was added to ${app}:\n  ${variable}=${credentials.pgbouncer_uri}`);
}

export async function mpgStatus({ words: [id = ''] }: Arguments): Promise<void> {
  mustBeMacaroon();
  await ui('GET', `/postgresv2/${id}`);
  printJson(await ui('GET', `/postgresv2/${id}`));
}

export async function mpgDestroy({ words: [id = ''], flags }: Arguments): Promise<void> {
  mustBeMacaroon();
  if (flags['yes'] !== 'true') throw new Failure('--yes flag must be specified when not running interactively');
  const { data } = (await ui('GET', `/postgresv2/${id}`)) as Whole;
  await ui('DELETE', `/organizations/${data.organization.slug}/postgresv2/${id}`);
  print(`Managed Postgres cluster ${data.name} (${id}) scheduled to be destroyed (may take some time)`);
}
