import type { Environment } from '../../../src/platforms/platformsh/environment.ts';
import type { PlatformshNow } from '../../../src/platforms/platformsh/observe.ts';
import type { Project } from '../../../src/platforms/platformsh/project.ts';
import { fingerprint, messageOf } from '../../../src/platforms/platformsh/trailers.ts';
import type { Fresh, PushRequest, Releasable } from '../../../src/platforms/types.ts';
import type { SourceTree } from '../../../src/values/source-tree.ts';

export const fresh: Fresh = {
  secretKey: 'a'.repeat(64),
  password: 'b',
  id: 'c',
  holder: { host: 'here', pid: 1, since: '2026-11-30T12:00:00.000Z' },
};

export const source: SourceTree = { id: '1'.repeat(40), entries: [], leftOut: [], configuration: [], notes: [] };

/** What is pushed: a tree of a project that demands nothing. */
export function released(changes: Partial<Releasable> = {}): Releasable {
  return { reference: 'blog:111111111111', osArch: 'linux/amd64', labels: {}, demands: [], source, ...changes };
}

export function requestOf(changes: Partial<PushRequest> = {}): PushRequest {
  return {
    verb: 'push',
    app: 'abcdefgh12345',
    appNamed: true,
    image: released(),
    destinations: [],
    env: {},
    unset: [],
    hosts: [],
    create: false,
    yes: false,
    force: false,
    ...changes,
  };
}

const environment: Environment = {
  status: 'active',
  type: 'production',
  urls: ['https://main-abc.eu-5.platformsh.site/'],
  services: {},
  workers: [],
  mounts: ['.simple-deploy/data'],
  apps: ['app'],
  variables: [{ name: 'SECRET_KEY', ofProject: false }],
  activity: { id: 'a1', state: 'complete', result: 'success', at: '2026-11-30', text: 'Ada pushed', log: '' },
};

/** A project as it is after a push of ours; `given` are the variables that came with it. */
export function observed(
  changes: {
    readonly project?: Partial<Project>;
    readonly environment?: Partial<Environment> | 'none';
    readonly now?: Partial<PlatformshNow>;
    readonly given?: Readonly<Record<string, string>>;
  } = {},
): PlatformshNow {
  const { project, environment: changed = {}, now, given = {} } = changes;
  const print = fingerprint(given, 'abcdefgh12345', undefined);
  const message = messageOf('Deploy blog', { tree: source.id, ...(print !== undefined && { given: print }) });
  const commit = { id: 'c'.repeat(40), tree: source.id, at: '2026-11-30T12:00:00+00:00', message };
  return {
    login: { name: 'upsun', token: 'a-token', api: 'https://api.test' },
    remote: { url: 'git@git.test:abc.git' },
    project: {
      id: 'abcdefgh12345',
      title: 'Blog',
      region: 'eu-5.platform.sh',
      gitUrl: 'git@git.test:abc.git',
      defaultBranch: 'main',
      branch: 'main',
      ...(changed === 'none' ? {} : { environment: { ...environment, ...changed } }),
      ...project,
    },
    namesakes: [],
    commits: [commit],
    isOurs: false,
    orgs: {},
    regions: {},
    terminal: false,
    ...now,
  };
}

/** Where no project of that name is. */
export function absent(changes: Partial<PlatformshNow> = {}): PlatformshNow {
  const { project: _project, remote: _remote, commits: _commits, ...rest } = observed();
  return {
    ...rest,
    orgs: { ada: { label: 'Ada' } },
    regions: { 'eu-5.platform.sh': 'Europe', 'us-4.platform.sh': 'US' },
    ...changes,
  };
}
