import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Built } from './build.ts';
import type { Application, Section } from './configuration.ts';
import { type Mount, applicationImage, putFile, runIn, startContainer, startIn } from './container.ts';
import type { Ground } from './ground.ts';
import { nginxConfiguration, upstreamOf } from './nginx.ts';
import { prefixOf } from './remove.ts';
import type { Environment, Running } from './state.ts';

interface Opened {
  readonly environment: Environment;
  readonly application: Application;
  readonly built: Built;
  readonly network: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Opens the container of an application, or of a worker of it: its folder as it was built and read-only, the mounts
 * writable, everything else read-only but for /tmp, /run and /var/log. Nothing of it runs yet.
 */
export async function openContainer(ground: Ground, opened: Opened, name: string, section: Section): Promise<Running> {
  const { environment, application, built, network, env } = opened;
  const wanted = (section['mounts'] ?? application.section['mounts'] ?? {}) as Readonly<Record<string, Section>>;
  const mounts = Object.entries(wanted).map(([path, mount]): Mount => {
    const place = String(mount['source_path'] ?? path).replaceAll(/[^\w.-]+/g, '_');
    return { volume: `${prefixOf(ground, environment)}-mount-${application.name}-${place}`, path: join('/app', path) };
  });
  const container = await startContainer(ground, {
    name: `${prefixOf(ground, environment)}-app-${name}`,
    image: await applicationImage(ground),
    env: { ...env, PLATFORM_APPLICATION_NAME: name },
    readOnly: true,
    network,
    aliases: [`${name}.internal`],
    mounts: [{ volume: built.volume, path: '/app', readOnly: true }, ...mounts],
  });
  for (const { path } of mounts) await runIn(ground, container, ['chown', 'web:web', path], { user: 'root' });
  return { name, type: application.type, container, configuration: section };
}

/** Runs a command line where an application runs, after its `.environment`. */
export function runLine(
  ground: Ground,
  { container }: Running,
  line: string,
  onLine?: (line: string, stream: 'stdout' | 'stderr') => void,
): Promise<number> {
  return runIn(ground, container, ['with-environment', line], onLine && { onLine });
}

/** Starts what the application is started by, and again whenever it ends; a web application gets its server before it. */
export async function startCommands(ground: Ground, running: Running, section: Section, isWeb: boolean): Promise<void> {
  const { commands = {} } = section as { commands?: Readonly<Record<string, string>> };
  const { variables } = isWeb ? upstreamOf(section) : { variables: {} };
  if (commands['pre_start'] !== undefined) await runLine(ground, running, commands['pre_start']);
  if (commands['start'] !== undefined) {
    const again = 'while :; do with-environment "$0" >>/var/log/app.log 2>&1; sleep 1; done';
    await startIn(ground, running.container, ['sh', '-c', again, commands['start']], { env: variables });
  }
  if (isWeb) {
    await putFile(ground, running.container, '/run/nginx.conf', nginxConfiguration(section));
    await startIn(ground, running.container, ['nginx', '-c', '/run/nginx.conf', '-g', 'daemon off;'], { user: 'root' });
  }
  if (commands['post_start'] !== undefined) await runLine(ground, running, commands['post_start']);
  await pause(0);
}
