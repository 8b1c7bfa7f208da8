import { finish, startActivity, write } from './activity.ts';
import type { Platform } from './api.ts';
import { buildApplication, BuildFailed, type Built } from './build.ts';
import { type Application, type Configuration, git, readConfiguration, type Section } from './configuration.ts';
import { type Deploying, deployOnEngine } from './deploy-on-engine.ts';
import { addressOf, routesOf } from './routes.ts';
import { type Activity, type Environment, newEnvironment, type Project } from './state.ts';

export interface Push {
  readonly branch: string;
  readonly before: string;
  readonly after: string;
  readonly options: readonly string[];
}

/** One thing at a time for each project. */
const queues = new WeakMap<Project, Promise<void>>();

/** Builds and deploys what was pushed; gives the activity, or undefined where the environment is not active. */
export function deployPush(platform: Platform, project: Project, push: Push): Activity | undefined {
  const { branch, before, after } = push;
  if (/^0+$/.test(after)) return undefined;
  const options = new Map(push.options.map((each) => each.split('=') as [string, string]));
  const environment = project.environments.get(branch) ?? newEnvironment(project, branch);
  const isWanted = branch === project.defaultBranch || options.get('environment.status') === 'active';
  if (isWanted && environment.status === 'inactive') environment.status = 'active';
  environment.parent = options.get('environment.parent') ?? environment.parent;
  environment.type = (options.get('environment.type') as Environment['type'] | undefined) ?? environment.type;
  if (environment.status !== 'active') return undefined;
  const range = /^0+$/.test(before) ? after : `${before}..${after}`;
  const commits = git(project, 'rev-list', range).trim().split('\n').length;
  const payload = { environment: { id: branch }, commits: [{ sha: after }], commits_count: commits };
  const activity = startActivity(project, 'environment.push', [branch], `pushed to ${branch}`, payload);
  write(activity, `Processing activity: Ada Lovelace pushed to ${branch}`);
  write(activity, `    Found ${commits} new commit${commits === 1 ? '' : 's'}\n`);
  inTurn(project, () =>
    work(platform, { project, environment, activity, commit: after }, options.get('resources.init')),
  );
  return activity;
}

/** Deploys an environment again as it stands, for a change that is not one of code. */
export function redeployed(platform: Platform, project: Project, environment: Environment, type: string): Activity {
  const activity = startActivity(project, type, [environment.id], `redeployed ${environment.id}`);
  const commit = git(project, 'rev-parse', `refs/heads/${environment.id}`).trim();
  inTurn(project, () => work(platform, { project, environment, activity, commit }));
  return activity;
}

function inTurn(project: Project, next: () => Promise<void>): void {
  const before = quiet(project);
  queues.set(
    project,
    (async () => {
      await before;
      await next();
    })(),
  );
}

/** Waits until nothing is being done for a project. */
export async function quiet(project: Project): Promise<void> {
  await queues.get(project);
}

async function work(platform: Platform, deploying: Deploying, resources?: string): Promise<void> {
  const { activity, project, environment, commit } = deploying;
  try {
    const configuration = readConfiguration({ repository: project.repository, commit }, project.kind);
    const built = await build(platform, deploying, configuration);
    const invalid = await platform.faults.meet('DEPLOY', `invalid ${project.id}`);
    if (invalid !== undefined || resources === 'manual') {
      write(activity, `E: Invalid deployment: ${invalid?.message ?? 'Resources must be configured before deploying.'}`);
      return finish(activity, 'failure');
    }
    const isNew = environment.deployment === undefined;
    write(activity, `${isNew ? 'Creating' : 'Redeploying'} environment ${environment.id}`);
    await open(platform, deploying, configuration, built);
    tellRoutes(activity, configuration, addressOf(project, environment));
    finish(activity, 'success');
  } catch (error) {
    if (error instanceof BuildFailed) {
      write(
        activity,
        `  E: Error building project: ${error.message}\nE: Error: Unable to build application, aborting.`,
      );
    } else {
      platform.violation(String((error as Error).stack));
      write(activity, `E: Environment redeployment failed: ${(error as Error).message}`);
    }
    finish(activity, 'failure');
  }
}

async function build(
  { ground, faults }: Platform,
  { project, environment, commit, activity }: Deploying,
  { applications }: Configuration,
): Promise<ReadonlyMap<Application, Built>> {
  const built = new Map<Application, Built>();
  for (const application of applications) {
    const fault = await faults.meet('DEPLOY', `build ${project.id}`);
    if (fault !== undefined) {
      if (fault.message !== undefined) write(activity, `    W: ${fault.message}`);
      throw new BuildFailed('Step failed with status code 1.');
    }
    if (ground.builds)
      built.set(application, await buildApplication(ground, { project, environment, commit, application, activity }));
  }
  return built;
}

/** Without an engine nothing runs, and the router answers for the application. */
async function open(
  platform: Platform,
  deploying: Deploying,
  configuration: Configuration,
  built: ReadonlyMap<Application, Built>,
): Promise<void> {
  const { project, environment, activity, commit } = deploying;
  if (platform.ground.builds) return deployOnEngine(platform, deploying, configuration, built);
  for (const { name, type, section } of configuration.applications) {
    write(activity, `  Opening application ${name} and its relationships`);
    const before = environment.deployment?.commit;
    const tree = (of: string): string => git(project, 'rev-parse', `${of}^{tree}`);
    if (before === undefined || tree(before) !== tree(commit)) {
      write(activity, `  Executing deploy hook for application ${name}`);
      const fault = await platform.faults.meet('DEPLOY', `hook ${project.id}`);
      const said = fault?.message ?? saidByHook(section);
      for (const line of said.split('\n')) write(activity, `    ${line}`);
    }
    const apps = [{ name, type, container: '', configuration: section }];
    const routes = routesOf(configuration, addressOf(project, environment));
    environment.deployment = { commit, apps, workers: [], services: [], routes };
  }
  write(activity, '\n  Opening environment');
}

/** What our own hook says at its end; of another nothing is known here. */
function saidByHook(section: Section): string {
  const hook = String((section['hooks'] as Section | undefined)?.['deploy'] ?? '');
  return /echo "(simple-deploy: [^"$]* done)"/.exec(hook)?.[1] ?? '';
}

function tellRoutes(activity: Activity, configuration: Configuration, address: string): void {
  write(activity, '  Environment configuration');
  for (const { name, type } of configuration.applications) write(activity, `    ${name} (type: ${type}, size: S)`);
  for (const [name, service] of Object.entries(configuration.services))
    write(activity, `    ${name} (type: ${String(service['type'])}, size: S)`);
  write(activity, '\n  Environment routes');
  for (const [url, { type, upstream, to }] of Object.entries(routesOf(configuration, address)).toSorted(([a], [b]) =>
    a.localeCompare(b),
  ))
    write(
      activity,
      `    ${url} ${type === 'redirect' ? `redirects to ${to}` : `is served by application \`${upstream}\``}`,
    );
  write(activity, '');
}
