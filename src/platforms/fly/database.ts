import type { Step } from '../../values/step.ts';
import type { PushRequest } from '../types.ts';
import { clusterOf } from './names.ts';
import { flyctl } from './program.ts';
import type { Release } from './release.ts';

/** Plan of a Postgres cluster where none is asked for: the smallest. */
export const smallestPlan = 'basic';

/** Steps after which the app has the DATABASE_URL of a Postgres cluster: the one of its name that stands, or a new one. */
export function databaseSteps(
  program: string,
  { app, org, region, cluster, postgis }: Pick<Release, 'app' | 'org' | 'region' | 'cluster' | 'postgis'>,
  { databasePlan = smallestPlan }: Pick<PushRequest, 'databasePlan'>,
): readonly Step[] {
  if (cluster === undefined) return [];
  const name = clusterOf(app);
  const attach = (id: string, more: Partial<Step> = {}): Step => ({
    id: 'database-attach',
    title: `Attach the Postgres cluster ${name}`,
    why: 'The app learns its address by the secret DATABASE_URL.',
    // It writes the address with its password.
    effect: flyctl(program, ['mpg', 'attach', id, '-a', app], { output: 'hidden' }),
    ...more,
  });
  if (cluster.id !== undefined) return [ready(program, cluster.id), attach(cluster.id)];
  const place = ['--name', name, '--org', org, '--region', region, '--plan', databasePlan];
  // https://fly.io/docs/mpg/extensions/
  const extensions = postgis ? ['--enable-postgis-support'] : [];
  return [
    {
      id: 'database-create',
      title: `Create the Postgres cluster ${name}`,
      why: 'The app was asked to run with Managed Postgres; this takes some minutes.',
      effect: flyctl(program, ['mpg', 'create', ...place, ...extensions], { output: 'hidden' }),
    },
    {
      id: 'database-find',
      title: 'Look up the cluster',
      why: 'It is attached by its ID.',
      effect: flyctl(program, ['mpg', 'list', '--org', org, '--json'], { output: 'hidden' }),
    },
    attach('{cluster}', { uses: { cluster: { step: 'database-find', where: { name }, at: ['id'] } } }),
  ];
}

/** A cluster that a push before made may not be ready: one that broke off while it was made. */
function ready(program: string, id: string): Step {
  const command = flyctl(program, ['mpg', 'status', id, '--json'], { output: 'hidden' });
  return {
    id: 'database-ready',
    title: 'Wait for the Postgres cluster',
    why: 'It has no address before it is ready.',
    effect: {
      kind: 'wait',
      probe: { kind: 'program', command, says: '"status":\\s*"ready"' },
      until: 'ok',
      everyMs: 5000,
      limitMs: 15 * 60_000,
    },
  };
}
