import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import type { AppConfig } from './app-config.ts';
import { appOf } from './app-named.ts';
import type { Arguments } from './arguments.ts';
import { Failure, machines, query, ui } from './client.ts';
import type { Deployment } from './deployment.ts';
import { provision } from './first-deploy.ts';
import { onInterrupt } from './interrupt.ts';
import { dropLeases } from './leases.ts';
import { listMachines } from './machines.ts';
import { print, say } from './output.ts';
import { runReleaseCommand } from './release-command.ts';
import { resolveImage } from './resolve-image.ts';
import { rollOut } from './roll-out.ts';

interface AppInRest {
  readonly status: string;
  readonly organization: { readonly slug: string };
}

/** Deploys an image: a release, its command, then its machines. */
export async function deploy(given: Arguments): Promise<void> {
  const app = appOf(given);
  const { flags } = given;
  const config = withEnv(await configOf(app, flags['config']), flags['env']);
  const { status, organization } = (await machines('GET', `/apps/${app}`)) as AppInRest;
  await ui('GET', `/organizations/${organization.slug}`);
  const image = await resolveImage(app, flags['image'] ?? '');
  const before = await ours(app);
  const isFirst = status === 'pending' && before.length === 0;
  const found = { app, config, image, before, isHighlyAvailable: flags['ha'] !== 'false' };
  if (before.length === 0) await listMachines(app);
  await provision(found, isFirst, organization.slug);
  const release = await createRelease(found);
  await query('query ($name: String!) { app(name: $name) { egressIpAddresses { nodes { id ip } } } }', { name: app });
  await update(release.id, 'running');
  const deployment = { ...found, release };
  const stop = onInterrupt(async () => {
    await Promise.all([dropLeases(app), update(release.id, 'interrupted')]);
  });
  try {
    if (flags['skip-release-command'] !== 'true') await runReleaseCommand(deployment);
    await rollOut(deployment);
  } catch (error) {
    await update(release.id, 'failed', (error as Error).message);
    throw error;
  } finally {
    stop();
  }
  await update(release.id, 'complete', '');
  print(`\nVisit your newly deployed app at https://${app}.fly.dev/`);
}

/** The file that is named, or fly.toml, or what the platform has of the release before. */
async function configOf(app: string, file: string | undefined): Promise<AppConfig> {
  say('==> Verifying app config');
  try {
    return parse(readFileSync(file ?? 'fly.toml', 'utf8'));
  } catch (error) {
    if (file !== undefined || (error as { code?: string }).code !== 'ENOENT')
      throw new Failure((error as Error).message);
  }
  const text = 'query ($name: String!) { app(name: $name) { currentReleaseUnprocessed { configDefinition } } }';
  const { app: found } = (await query(text, { name: app })) as {
    readonly app: { readonly currentReleaseUnprocessed: { readonly configDefinition: AppConfig } | null };
  };
  const definition = found.currentReleaseUnprocessed?.configDefinition;
  if (definition === undefined) throw new Failure(`failed to fetch an app configuration for ${app}`);
  return definition;
}

function withEnv(config: AppConfig, given: string | undefined): AppConfig {
  if (given === undefined) return config;
  const equals = given.indexOf('=');
  return { ...config, env: { ...config.env, [given.slice(0, equals)]: given.slice(equals + 1) } };
}

/** Machines of deployments before this one; a release command's is none. */
async function ours(app: string): Promise<Deployment['before']> {
  return (await listMachines(app)).filter(({ config: { metadata = {} } }) => {
    const group = metadata['fly_process_group'] ?? '';
    return metadata['fly_platform_version'] === 'v2' && !group.startsWith('fly_app_');
  });
}

async function createRelease({ app, config, image }: Omit<Deployment, 'release'>): Promise<Deployment['release']> {
  const { auto_stop_machines: stop } = config.http_service ?? {};
  const service = config.http_service && {
    http_service: { ...config.http_service, ...(stop === 'stop' && { auto_stop_machines: true }) },
  };
  const wanted = { app_name: app, build_id: 42, definition: { ...config, ...service }, image, strategy: 'ROLLING' };
  const { release } = (await ui('POST', '/releases', wanted)) as { readonly release: Deployment['release'] };
  return release;
}

async function update(id: string, status: string, error?: string): Promise<void> {
  const metadata = error === undefined ? null : { post_deployment_info: { flyctl_version: '0.4.87', error } };
  await ui('PATCH', `/releases/${id}`, { metadata, status });
}
