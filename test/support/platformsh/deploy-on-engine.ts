import { write } from './activity.ts';
import type { Platform } from './api.ts';
import type { Built } from './build.ts';
import type { Application, Configuration, Section } from './configuration.ts';
import { removeContainer } from './container.ts';
import { type Ground, label } from './ground.ts';
import { prefixOf } from './remove.ts';
import { addressOf, routesOf } from './routes.ts';
import { openContainer, runLine, startCommands } from './run-application.ts';
import { runtimeVariables } from './runtime-variables.ts';
import { endpointOf, nameService, startServices } from './services.ts';
import type { Activity, Environment, Project, Running } from './state.ts';

/** What is being deployed. */
export interface Deploying {
  readonly project: Project;
  readonly environment: Environment;
  readonly activity: Activity;
  readonly commit: string;
}

/**
 * Deploys on the engine, in the platform's order: services first, then the containers of the applications are opened, their
 * deploy hooks run while no request is let in, what they are started by is started, and requests are let in. A deploy hook
 * that fails is written into the log, and that is all.
 */
export async function deployOnEngine(
  { ground }: Platform,
  { project, environment, activity, commit }: Deploying,
  configuration: Configuration,
  built: ReadonlyMap<Application, Built>,
): Promise<void> {
  const network = await networkOf(ground, environment);
  write(activity, '  Starting environment');
  const services = await startServices(ground, environment, network, configuration.services);
  for (const service of services) await nameService(ground, network, service, namesOf(configuration, service.name));
  const routes = routesOf(configuration, addressOf(project, environment));
  const old = [...(environment.deployment?.apps ?? []), ...(environment.deployment?.workers ?? [])];
  for (const { container } of old) await removeContainer(ground, container);
  const apps: Running[] = [];
  const workers: Running[] = [];
  environment.deployment = { commit, apps: [], workers: [], services, routes };
  for (const [application, { volume, tree }] of built) {
    const { name, section } = application;
    const endpoints = Object.fromEntries(
      application.relationships
        .filter(({ service }) => configuration.services[service] !== undefined)
        .map((each) => [each.name, endpointOf(each.service, configuration.services[each.service] ?? {})]),
    );
    const env = runtimeVariables({ application, project, environment, tree, routes, endpoints });
    const opened = { environment, application, built: { volume, tree }, network, env };
    write(activity, `  Opening application ${name} and its relationships`);
    const running = { ...(await openContainer(ground, opened, name, section)), build: volume };
    apps.push(running);
    // Hooks are of the code: what a deploy hook came to counts until there is another build.
    if (!old.some(({ build }) => build === volume))
      await hook(ground, running, section, 'deploy', (line) => write(activity, line));
    const web = (section['web'] ?? {}) as Section;
    await startCommands(ground, running, web, true);
    for (const [worker, its] of Object.entries((section['workers'] ?? {}) as Readonly<Record<string, Section>>)) {
      const beside = await openContainer(ground, opened, `${name}--${worker}`, its);
      workers.push(beside);
      await startCommands(ground, beside, its, false);
    }
  }
  environment.deployment = { commit, apps, workers, services, routes };
  write(activity, '\n  Opening environment');
  for (const running of apps)
    await hook(ground, running, running.configuration, 'post_deploy', (line) => write(activity, line));
}

async function hook(
  ground: Ground,
  running: Running,
  section: Section,
  name: 'deploy' | 'post_deploy',
  say: (line: string) => void,
): Promise<void> {
  const line = ((section['hooks'] ?? {}) as Section)[name];
  if (typeof line !== 'string') return;
  say(`  Executing ${name.replace('_', '-')} hook for application ${running.name}`);
  await runLine(ground, running, line, (text, stream) => say(`    ${stream === 'stderr' ? 'W: ' : ''}${text}`));
}

/** The names by which applications call a service. */
function namesOf({ applications }: Configuration, service: string): readonly string[] {
  const related = applications.flatMap(({ relationships }) => relationships).filter((each) => each.service === service);
  return [...new Set([`${service}.internal`, ...related.map(({ name }) => `${name}.internal`)])];
}

async function networkOf(ground: Ground, environment: Environment): Promise<string> {
  const name = `${prefixOf(ground, environment)}-network`;
  const [found] = await ground.docker.listNetworks({ filters: { name: [name] } });
  if (found === undefined) await ground.docker.createNetwork({ Name: name, Labels: { [label]: ground.mark } });
  return name;
}
