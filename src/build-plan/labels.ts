import { folderId } from '../folder-id.ts';
import type { BuildOptions } from '../values/build-options.ts';
import type { Layout } from '../values/layout.ts';
import { serverCommand } from './server-command.ts';

/** Version of what the labels and the facts in the image mean together. */
const SCHEMA = 1;

/** Labels by which the images of one project are told from those of another. */
export function identityOf(layout: Layout): Record<string, string> {
  return {
    'simple-deploy.project': layout.slug,
    'simple-deploy.folder': folderId(layout.root),
  };
}

/** Labels of the image: what a later command has to know of it without the project's folder. */
export function labelsFor(
  layout: Layout,
  options: BuildOptions,
  digest: string,
  version: string,
): Record<string, string> {
  return {
    'simple-deploy.schema': String(SCHEMA),
    'simple-deploy.version': version,
    'simple-deploy.plan': digest,
    ...identityOf(layout),
    'simple-deploy.manage': layout.managePy.value,
    'simple-deploy.settings': layout.productionSettingsModule.value,
    'simple-deploy.database': layout.database.value,
    ...runLabels(layout),
    'simple-deploy.command': JSON.stringify(serverCommand(layout)),
    'simple-deploy.options': JSON.stringify(kept(options)),
  };
}

/** Labels that say what a platform runs besides the server, and what that needs; src/platforms/image-labels.ts reads them. */
export function runLabels({
  processes,
  migrate,
  releaseCommands,
  services,
  supplied,
  databaseHost,
  databaseExtensions,
}: Pick<
  Layout,
  'processes' | 'migrate' | 'releaseCommands' | 'services' | 'supplied' | 'databaseHost' | 'databaseExtensions'
>): Record<string, string> {
  const commands = releaseCommands.map(({ value }) => value);
  return {
    'simple-deploy.processes': JSON.stringify(
      Object.fromEntries(processes.map(({ value }) => [value.name, value.command])),
    ),
    'simple-deploy.release': JSON.stringify({ migrate: migrate.value, commands }),
    'simple-deploy.services': JSON.stringify(
      Object.fromEntries(services.map(({ value, variables }) => [value, variables])),
    ),
    'simple-deploy.supplied': JSON.stringify(supplied),
    ...(databaseHost !== undefined && { 'simple-deploy.database-host': JSON.stringify(databaseHost) }),
    ...(databaseExtensions.length > 0 && {
      'simple-deploy.database-extensions': JSON.stringify(databaseExtensions.map(({ value }) => value)),
    }),
  };
}

/** Options of the build as the next one takes them up: of arguments, secrets and keys only what they are called. */
function kept(options: BuildOptions): object {
  const { buildArgs, buildSecrets, ssh, noCache: _noCache, pull: _pull, caBundle: _caBundle, ...rest } = options;
  return {
    ...rest,
    buildArgs: Object.keys(buildArgs).sort(),
    buildSecrets: buildSecrets.map(({ id, env }) => ({ id, ...(env !== undefined && { env }) })),
    ssh: ssh.map((text) => text.split('=')[0]),
  };
}
