import type { FlyNow, Machine } from '../../../src/platforms/fly/observe.ts';
import { planPush } from '../../../src/platforms/fly/push.ts';
import { releaseOf } from '../../../src/platforms/fly/release.ts';
import type { PushRequest } from '../../../src/platforms/types.ts';
import type { Problem } from '../../../src/problems.ts';
import type { Step } from '../../../src/values/step.ts';
import { fresh, pushOf as push, stepsOf } from '../support/observed.ts';
import { problemOf } from '../../support/problem-of.ts';

/** A person who is logged in, and no app "blog". */
export const nobody: FlyNow = {
  program: 'flyctl',
  token: 'fm2_token',
  registry: 'registry.example',
  machines: [],
  secrets: [],
  releases: [],
  volumes: [],
  clusters: [],
  orgs: { personal: 'Me' },
  regions: { fra: 'Frankfurt', iad: 'Ashburn' },
  chosen: {},
  held: false,
  terminal: false,
};

export const webCommand = ['gunicorn', '-c', '/simple-deploy/gunicorn.conf.py', 'shop.wsgi:application'];

/** An image of the app as a build leaves it. */
export function imageOf(more: Readonly<Record<string, unknown>> = {}, tag = '1'): PushRequest['image'] {
  const said = { database: 'postgres', command: webCommand, release: { migrate: true, commands: [] }, ...more };
  const labels = Object.fromEntries(
    Object.entries(said).map(([name, value]) => [
      `simple-deploy.${name}`,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
  const id = `sha256:${tag}`;
  return { reference: `simple-deploy/blog:${tag}`, id, content: id, osArch: 'linux/amd64', labels };
}

/** A push of "blog" that may make it, in Frankfurt, with an own database unless the test says otherwise. */
export function pushOf(more: Partial<PushRequest> = {}): PushRequest {
  return push({ create: true, region: 'fra', image: imageOf(), env: { DATABASE_URL: 'postgres://u:p@db/x' }, ...more });
}

export function planned(now: FlyNow, more: Partial<PushRequest> = {}): readonly Step[] {
  return stepsOf(planPush(now, pushOf(more), fresh));
}

/** The problem that a plan ends with. */
export function refusal(now: FlyNow, more: Partial<PushRequest> = {}): Problem {
  return problemOf(() => planned(now, more));
}

/** What stands after that push went well. */
export function after(more: Partial<PushRequest> = {}, before: FlyNow = nobody): FlyNow {
  const request = pushOf(more);
  const release = releaseOf(before, request, fresh);
  const names = [...before.secrets.map(({ name }) => name), ...Object.keys(release.secrets)];
  const left = [...new Set([...names, ...(release.cluster ? ['DATABASE_URL'] : [])])];
  const image = `registry.example/blog@${request.image.id}`;
  const version = before.releases.length + 1;
  return {
    ...before,
    app: { org: release.org, host: release.host },
    machines: release.configuration.groups.map((group) =>
      machine(group, image, release.configuration.text.replace('{digest}', request.image.id ?? '')),
    ),
    secrets: left.filter((name) => !request.unset.includes(name)).map((name) => ({ name, staged: false })),
    releases: [{ version, status: 'complete', image, createdAt: '2026-01-01T00:00:00Z' }, ...before.releases],
    orgs: {},
    regions: {},
  };
}

function machine(group: string, image: string, toml: string): Machine {
  const [, env = ''] = /\[env\]\n((?:.+\n)*)/.exec(toml) ?? [];
  const pairs = [...env.matchAll(/^(\w+) = "(.*)"$/gm)].map(([, name = '', value = '']) => [name, value] as const);
  return {
    id: `machine-${group}`,
    state: 'started',
    region: 'fra',
    group,
    version: 1,
    image,
    env: { ...Object.fromEntries(pairs), PRIMARY_REGION: 'fra' },
    checks: group === 'app' ? [{ name: 'servicecheck-00-http-8000', status: 'passing', output: '' }] : [],
    mounted: toml.includes('[[mounts]]') && group === 'app',
    updatedAt: '2026-01-01T00:00:00Z',
  };
}
