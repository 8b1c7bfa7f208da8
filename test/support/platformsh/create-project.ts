import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Platform } from './api.ts';
import { hooksIn } from './git-host.ts';
import { newEnvironment, newId, organizationId, type Project, regions } from './state.ts';

/** A project as it is right after it was ordered: an empty repository, and one environment that is not active yet. */
export function createProject(
  { state, ground }: Pick<Platform, 'state' | 'ground'>,
  wanted: Pick<Project, 'title' | 'region' | 'organization' | 'subscription' | 'defaultBranch'>,
): Project {
  const id = newId();
  const repository = join(ground.folder, 'git', `${id}.git`);
  execFileSync('git', ['init', '-q', '--bare', '-b', wanted.defaultBranch, repository]);
  for (const [key, value] of [
    ['receive.advertisePushOptions', 'true'],
    ['core.hooksPath', hooksIn(ground.folder)],
    ['uploadpack.allowAnySHA1InWant', 'true'],
  ] as const)
    execFileSync('git', ['-C', repository, 'config', key, value]);
  const entropy = randomBytes(32).toString('hex');
  const project: Project = {
    ...wanted,
    id,
    repository,
    entropy,
    kind: ground.flavour === 'upsun' ? 'flexible' : 'fixed',
    integrations: [],
    environments: new Map(),
    variables: new Map(),
    activities: [],
  };
  newEnvironment(project, wanted.defaultBranch);
  state.projects.set(id, project);
  return project;
}

/** A project that was ordered and provisioned before the test begins. */
export function orderedProject(platform: Pick<Platform, 'state' | 'ground'>, title = 'Blog'): Project {
  const [id, region] = [newId(6), regions[0] ?? ''];
  const wanted = { title, region, organization: organizationId, subscription: id, defaultBranch: 'main' };
  const project = createProject(platform, wanted);
  platform.state.subscriptions.set(id, {
    id,
    region,
    title,
    plan: platform.ground.flavour === 'upsun' ? 'flexible' : 'development',
    asked: 1,
    project,
  });
  return project;
}
