import { expect, test } from 'vitest';
import { parse } from 'smol-toml';
import type { Step } from '../../../src/values/step.ts';
import { planPush } from '../../../src/platforms/fly/push.ts';
import { wordsFor } from '../../../src/messages.ts';
import { needs } from '../../../src/platforms/fly/release.ts';
import { fresh, outcomeOf } from '../support/observed.ts';
import { after, imageOf, nobody, planned, pushOf, refusal } from './observed.ts';

const sqlite = { image: imageOf({ database: 'sqlite' }), env: {} };
const ids = (steps: readonly Step[]) => steps.map(({ id }) => id);
const toml = (steps: readonly Step[]) => {
  const effect = steps.find(({ id }) => id === 'deploy')?.effect;
  return parse((effect?.kind === 'command' && effect.files?.['fly.toml']) || '');
};

test('a project on SQLite is asked once which database it wants', () => {
  const problem = refusal(nobody, sqlite);
  expect(problem).toMatchObject({ code: 'choices-missing', choices: [{ option: '--database', suggestion: 'sqlite' }] });
  for (const database of ['sqlite', 'none'] as const) {
    const now = after({ ...sqlite, database });
    expect(planned(now, sqlite)).toEqual([]);
    expect(needs(now, pushOf(sqlite))).toEqual({ osArch: 'linux/amd64', database });
  }
});

test('SQLite lies on a volume, and its migration is a part of the start: the release machine has no volume', () => {
  const configuration = toml(planned(nobody, { ...sqlite, database: 'sqlite' }));
  expect(configuration).toMatchObject({
    mounts: [{ source: 'data', destination: '/data', processes: ['app'] }],
    processes: {
      app: "sh -c 'python -m simple_deploy release && exec gunicorn -c /simple-deploy/gunicorn.conf.py shop.wsgi:application'",
    },
  });
  expect(configuration['deploy']).toBeUndefined();
});

test('a volume is made by the first deployment, and by us where that is over', () => {
  const volume = (now: typeof nobody) =>
    planned(now, { ...sqlite, database: 'sqlite' }).find(({ id }) => id === 'volume');
  expect(volume(nobody)).toBeUndefined();
  const deployed = after({ ...sqlite, database: 'none' });
  expect(volume(deployed)?.effect).toMatchObject({
    argv: 'flyctl volumes create data -a blog --region fra --size 1 --yes --json'.split(' '),
  });
  const moved = deployed.machines.map((machine) => ({ ...machine, region: 'iad' }));
  const unsaid = { ...sqlite, database: 'sqlite', region: undefined } as never;
  const there = planned({ ...deployed, machines: moved }, unsaid);
  expect(there.find(({ id }) => id === 'volume')?.effect).toMatchObject({
    argv: expect.arrayContaining(['--region', 'iad']) as string[],
  });
  expect(volume({ ...deployed, volumes: [{ id: 'v1', name: 'data', size: '1 GB' }] })).toBeUndefined();
});

test('SQLite serves one machine', () => {
  const worker = imageOf({ database: 'sqlite', processes: { worker: ['celery'] } });
  expect(refusal(nobody, { ...sqlite, database: 'sqlite', ha: true }).code).toBe('choice-impossible');
  expect(refusal(nobody, { env: {}, database: 'sqlite', image: worker }).code).toBe('choice-impossible');
});

test('groups of a fly.toml are those that count: one alone has the volume, and migrates before its own command', () => {
  const own = (processes: object) => ({ file: 'fly.toml', root: '/home/me/shop', table: { processes } });
  const site = { ...nobody, own: own({ site: 'daphne shop.asgi:application' }) };
  const wanted = { ...sqlite, database: 'sqlite' } as const;
  expect(toml(planned(site, wanted))).toMatchObject({
    processes: { site: "sh -c 'python -m simple_deploy release && exec daphne shop.asgi:application'" },
    mounts: [{ processes: ['site'] }],
  });
  const two = { ...nobody, own: own({ site: 'daphne shop.asgi', mail: 'python manage.py mail' }) };
  const problem = refusal(two, wanted);
  expect(problem).toMatchObject({ code: 'choice-impossible', what: expect.stringContaining('mail') as string });
  expect(wordsFor(problem).next.join('\n')).toContain('fly.toml');
  const declared = { ...wanted, image: imageOf({ database: 'sqlite', processes: { worker: ['celery'] } }) };
  expect(ids(planned(site, declared))).toContain('deploy');
});

test('none: nothing is kept, and that is said', () => {
  const request = { ...sqlite, database: 'none' } as const;
  const configuration = toml(planned(nobody, request));
  expect(configuration['mounts']).toBeUndefined();
  expect(configuration).toMatchObject({ deploy: { release_command: 'python -m simple_deploy release' } });
  const facts = { database: 'sqlite', media: false } as never;
  const { notes } = outcomeOf(planPush(nobody, pushOf({ ...request, image: { ...request.image, facts } }), fresh));
  expect(notes).toContainEqual({ code: 'note-data-without-volume', what: ['SQLite database'], possible: false });
});

test('Postgres is made and attached; its address passes nowhere', () => {
  const steps = planned(nobody, { env: {}, database: 'postgres', databasePlan: 'starter' });
  expect(ids(steps)).toEqual([
    'lock',
    'create',
    'push',
    'secrets',
    'database-create',
    'database-find',
    'database-attach',
    'deploy',
    'answer',
    'unlock',
  ]);
  const [create, find, attach] = steps.filter(({ id }) => id.startsWith('database')).map(({ effect }) => effect);
  expect(create).toMatchObject({
    argv: ['flyctl', 'mpg', 'create', '--name', 'blog-db', '--org', 'personal', '--region', 'fra', '--plan', 'starter'],
    output: 'hidden',
  });
  expect(find).toMatchObject({ argv: ['flyctl', 'mpg', 'list', '--org', 'personal', '--json'] });
  expect(attach).toMatchObject({ argv: ['flyctl', 'mpg', 'attach', '{cluster}', '-a', 'blog'], output: 'hidden' });
});

test('of a project that needs it, a new cluster has PostGIS; one that stands is told how to get it', () => {
  const image = imageOf({ database: 'postgres', 'database-extensions': ['postgis'] });
  const wanted = { env: {}, database: 'postgres', image } as const;
  const create = planned(nobody, wanted).find(({ id }) => id === 'database-create');
  expect(create?.effect).toMatchObject({ argv: expect.arrayContaining(['--enable-postgis-support']) as string[] });
  const plain = planned(nobody, { env: {}, database: 'postgres' });
  expect(JSON.stringify(plain)).not.toContain('--enable-postgis-support');
  expect(wordsFor(refusal(nobody, { ...wanted, create: false })).found?.join()).toContain(
    'blog-db (basic, with PostGIS)',
  );
  const [first] = plain.find(({ id }) => id === 'deploy')?.means ?? [];
  expect(first).toMatchObject({
    failure: 'postgis-missing',
    advice: expect.arrayContaining([
      'Managed Postgres: flyctl mpg databases extensions enable postgis --cluster ID, with the ID of flyctl mpg list --org personal',
    ]) as string[],
  });
});

test('a cluster that an earlier push made is attached, and one that is attached is left alone', () => {
  const clusters = [{ id: 'c1', name: 'blog-db' }];
  const steps = planned({ ...nobody, clusters }, { env: {}, database: 'postgres' });
  expect(ids(steps).filter((id) => id.startsWith('database'))).toEqual(['database-ready', 'database-attach']);
  expect(planned(after({ env: {}, database: 'postgres' }), { env: {} })).toEqual([]);
});

test('a Postgres of the person’s own is nothing that is made, nor asked for', () => {
  expect(ids(planned(nobody)).filter((id) => id.startsWith('database'))).toEqual([]);
  expect(refusal(nobody, { env: {} })).toMatchObject({ code: 'choices-missing', choices: [{ option: '--database' }] });
});
