import type { Configured } from './configured.ts';
import type { Flavour } from './names.ts';
import type { PlatformshNow } from './observe.ts';

/**
 * What runs beside the app after a push, and does not yet: each is a container that a flexible project is billed for. Nothing
 * of a first deployment, nor where it is not known what runs.
 */
export function newBeside(
  { project }: PlatformshNow,
  configured: Configured | undefined,
  { kind }: Flavour,
): readonly string[] {
  const environment = project?.environment;
  if (configured === undefined || environment === undefined || environment.apps.length === 0 || kind === 'fixed')
    return [];
  const running = environment.workers.map((name) => name.replace(/^.*--/, ''));
  return [
    ...Object.entries(configured.services).flatMap(([name, type]) =>
      environment.services[name] === undefined ? [`the service ${name} (${type})`] : [],
    ),
    ...configured.workers.filter((name) => !running.includes(name)).map((name) => `the worker ${name}`),
  ];
}
