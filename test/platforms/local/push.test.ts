import { describe, expect, test } from 'vitest';
import { keys } from '../../../src/platforms/local/labels.ts';
import type { LocalNow } from '../../../src/platforms/local/observe.ts';
import type { Step } from '../../../src/values/step.ts';
import { after, fresh, ids, image, nothing, outcomeOf, planned, pushOf, specIn, stepsOf } from '../support/observed.ts';

const proof = ['proof-create', 'proof-start', 'proof-health', 'proof-page', 'proof-end'];
const rehearsal = ['rehearsal-volume', 'rehearsal-copy', 'rehearsal-check', 'rehearsal-release'];

describe('the order of things', () => {
  test('a first push: data, migration, proof, then the release; nothing to stop or rehearse', () => {
    expect(ids(planned(nothing))).toEqual([
      'lock',
      'data',
      'release',
      ...proof,
      'create',
      'start',
      'serve',
      'rename',
      'live-page',
      'unlock',
    ]);
  });

  test('a next push on SQLite: tried on a copy first, migrated between stop and start', () => {
    const now = after(pushOf());
    expect(ids(planned(now, { image: image('2') }))).toEqual([
      'lock',
      ...rehearsal,
      ...proof,
      'create',
      'stop',
      'keep-database',
      'release',
      'start',
      'serve',
      'remove-old',
      'rename',
      'live-page',
      'rehearsal-end',
      'unlock',
    ]);
  });

  test('a next push on Postgres: migrated once, before anybody meets the new code, while the old one serves', () => {
    const first = { database: 'postgres', image: image('1', 'postgres') } as const;
    const now = after(pushOf(first));
    const order = ids(planned(now, { image: image('2', 'postgres') }));
    expect(order).toEqual([
      'lock',
      'database-ready',
      'release',
      ...proof,
      'create',
      'stop',
      'start',
      'serve',
      'remove-old',
      'rename',
      'live-page',
      'unlock',
    ]);
  });

  test('a first push with a server of ours: it takes connections before the release step', () => {
    const order = ids(planned(nothing, { database: 'postgres', image: image('1', 'postgres') }));
    expect(order.slice(0, 9)).toEqual([
      'lock',
      'data',
      'database-network',
      'database-image',
      'database-volume',
      'database-create',
      'database-start',
      'database-ready',
      'release',
    ]);
  });

  test('a server of MySQL takes what the official images of MySQL and MariaDB do, and is kept by later pushes', () => {
    const first = { database: 'mysql', image: image('1', 'mysql') } as const;
    const made = specIn(planned(nothing, first), 'database-create');
    expect(made).toMatchObject({ image: 'mariadb:11.4', volumes: { '/var/lib/mysql': 'simple-deploy-blog-database' } });
    expect(made.env).toEqual({
      MYSQL_USER: 'app',
      MYSQL_PASSWORD: fresh.password,
      MYSQL_DATABASE: 'app',
      MYSQL_ROOT_PASSWORD: fresh.password,
      MYSQL_ROOT_HOST: 'localhost',
    });
    const there = after(pushOf(first));
    const again = specIn(planned(there, { image: image('2', 'mysql') }), 'create');
    expect(again.env['DATABASE_URL']).toBe(`mysql://app:${fresh.password}@database:3306/app`);
    expect(again.network).toBe('simple-deploy-blog-network');
  });

  test('a volume from before there was a choice holds a Postgres', () => {
    const first = { database: 'postgres', image: image('1', 'postgres') } as const;
    const there = after(pushOf(first));
    const { [keys.database]: _, ...labels } = there.database?.volume.labels ?? {};
    const volume = { name: 'simple-deploy-blog-database', labels };
    const before = { ...there, database: { ...there.database, volume } };
    const again = specIn(planned(before, { image: image('2', 'postgres') }), 'create');
    expect(again.env['DATABASE_URL']).toBe(`postgres://app:${fresh.password}@database:5432/app`);
  });

  test('without a database nothing is migrated', () => {
    expect(ids(planned(nothing, { image: image('1', 'none') }))).not.toContain('release');
  });

  test('a release that stands still is not stopped, but it makes way', () => {
    const { web, ...now } = after(pushOf());
    if (web === undefined) throw new Error('no release');
    const order = ids(planned({ ...now, web: { ...web, status: 'exited' }, healthy: false }));
    expect(order).not.toContain('stop');
    expect(order).toContain('remove-old');
  });

  test('what may fail after the old release stopped has a way back to it', () => {
    const steps = stepsOf(planned(after(pushOf()), { image: image('2') }));
    const stop = steps.findIndex(({ id }) => id === 'stop');
    expect(steps[stop]?.undo?.[0]).toMatchObject({ call: 'start-container', name: 'simple-deploy-blog-web' });
    expect(steps.find(({ id }) => id === 'release')?.undo).toHaveLength(1);
    const isCleanup = ({ cleanup }: Step) => cleanup === true;
    const first = steps.findIndex(isCleanup);
    expect(steps[first]?.id).toBe('remove-old');
    expect(steps.slice(first).every(isCleanup)).toBe(true);
  });

  test('the migration of the live data, and the copy that is kept for it, are left out with nothing to migrate', () => {
    const steps = stepsOf(planned(after(pushOf()), { image: image('2') }));
    const conditional = steps.filter(({ ifFailed }) => ifFailed === 'rehearsal-check').map(({ id }) => id);
    expect(conditional).toEqual(['rehearsal-release', 'keep-database', 'release']);
  });
});

describe('what counts as a change', () => {
  const now = after(pushOf());
  test.each<[string, LocalNow, Parameters<typeof planned>[1], boolean]>([
    ['the same again', now, {}, false],
    ['another image', now, { image: image('2') }, true],
    ['a variable', now, { env: { GREETING: 'hello' } }, true],
    ['another port', now, { port: 8001 }, true],
    ['another address', now, { bind: '127.0.0.1' }, true],
    ['another host name', now, { hosts: ['blog.example.com'] }, true],
    ['force', now, { force: true }, true],
    ['a release that does not answer', { ...now, healthy: false }, {}, true],
    ['a new address of this machine', { ...now, addresses: [...now.addresses, '10.0.0.9'] }, {}, true],
    ['an address of this machine that went away', { ...now, addresses: ['localhost'] }, {}, false],
  ])('%s', (_name, there, more, changed) => {
    const plan = planned(there, more);
    expect(stepsOf(plan).length > 0).toBe(changed);
    expect(outcomeOf(plan).changed).toBe(changed);
  });

  test('a database server that stands still', () => {
    const first = { database: 'postgres', image: image('1', 'postgres') } as const;
    const { database, ...there } = after(pushOf(first));
    if (database?.container === undefined) throw new Error('no server');
    const stopped = { ...database, container: { ...database.container, status: 'exited' as const } };
    expect(ids(planned({ ...there, database }, { image: first.image }))).toEqual([]);
    expect(ids(planned({ ...there, database: stopped }, { image: first.image }))).toContain('database-start');
  });
});

describe('what the release before had stays', () => {
  const now = after(pushOf({ env: { A: '1', B: '2' }, hosts: ['blog.example.com'], port: 8080, bind: '127.0.0.1' }));

  test('variables, host names, port and address', () => {
    const { env, ports } = specIn(planned(now, { image: image('2') }), 'create');
    expect(env).toMatchObject({ A: '1', B: '2' });
    expect(env['SIMPLE_DEPLOY_HOSTS']?.split(',')).toContain('blog.example.com:8080');
    expect(ports).toEqual([{ container: 8000, host: 8080, address: '127.0.0.1' }]);
  });

  test('but not what is forgotten or given anew', () => {
    const { env } = specIn(planned(now, { env: { A: 'new' }, unset: ['B'] }), 'create');
    expect(env['A']).toBe('new');
    expect(env).not.toHaveProperty('B');
  });

  test('the secret of the data volume wins over a fresh one; a SECRET_KEY of the person over both', () => {
    const kept = { ...now, data: { name: 'data', labels: { 'simple-deploy.app.secret': 'kept' } } };
    expect(specIn(planned(kept, { force: true }), 'create').env['SECRET_KEY']).toBe('kept');
    expect(specIn(planned(kept, { env: { SECRET_KEY: 'own' } }), 'create').env['SECRET_KEY']).toBe('own');
    expect(specIn(planned(nothing), 'create').env['SECRET_KEY']).toBe(fresh.secretKey);
  });

  test('the password and the image of the database server', () => {
    const there = after(pushOf({ database: 'postgres', image: image('1', 'postgres') }));
    const again = planned(there, { image: image('2', 'postgres'), databaseImage: 'postgres:18' });
    expect(specIn(again, 'create').env['DATABASE_URL']).toBe(`postgres://app:${fresh.password}@database:5432/app`);
    const { container, ...database } = there.database ?? {};
    expect(container).toBeDefined();
    const gone = { ...there, database: database as NonNullable<LocalNow['database']> };
    const made = specIn(
      planned(gone, { image: image('2', 'postgres'), databaseImage: 'postgres:18' }),
      'database-create',
    );
    expect(made.image).toBe('postgres:17');
  });

  test('a new server has PostGIS where the project needs it; an image that is named and one that stands win', () => {
    const gis = image('1', 'postgres', { 'database-extensions': ['postgis'] });
    const made = (now: LocalNow, more: object) =>
      specIn(planned(now, { image: gis, ...more }), 'database-create').image;
    expect(made(nothing, { database: 'postgres' })).toBe('postgis/postgis:17-3.5');
    expect(made(nothing, { database: 'postgres', databaseImage: 'postgres:15' })).toBe('postgres:15');
    const plain = image('1', 'postgres');
    expect(made(nothing, { database: 'postgres', image: plain })).toBe('postgres:17');
    const { container, ...database } =
      after(pushOf({ database: 'postgres', image: image('1', 'postgres') })).database ?? {};
    expect(container).toBeDefined();
    const stands = { ...nothing, database: database as NonNullable<LocalNow['database']> };
    expect(made(stands, {})).toBe('postgres:17');
  });

  test('the image before is what a rollback goes back to; the same image again keeps the earlier one', () => {
    const second = after(pushOf({ image: image('2') }), after(pushOf()));
    const before = JSON.stringify({ reference: 'simple-deploy/blog:1', id: 'sha256:1' });
    expect(second.web?.labels['simple-deploy.app.before']).toBe(before);
    const again = specIn(planned(second, { image: image('2'), force: true }), 'create');
    expect(again.labels['simple-deploy.app.before']).toBe(before);
  });
});

test('a migration that is to meet a server whose address nobody gave hints at that', () => {
  const release = (more: object) =>
    stepsOf(planned(nothing, { image: image('1', 'postgres'), ...more })).find(({ id }) => id === 'release');
  expect(release({})?.databaseHint).toBe('postgres');
  expect(release({ env: { DATABASE_URL: 'postgres://x' } })?.databaseHint).toBeUndefined();
  expect(release({ database: 'postgres' })?.databaseHint).toBeUndefined();
});

test('no value of a variable stands in a title, a reason or a note', () => {
  const plan = planned(after(pushOf()), { env: { TOKEN: 'token-of-a-bank' }, image: image('2') });
  const said = stepsOf(plan).map(({ title, why }) => title + why);
  expect(JSON.stringify([said, outcomeOf(plan)])).not.toContain('token-of-a-bank');
});

test('the proof is closed to other machines and leaves the data alone when that is rehearsed', () => {
  const first = specIn(planned(nothing), 'proof-create');
  expect(first.ports).toEqual([{ container: 8000, host: 0, address: '127.0.0.1' }]);
  expect(first.volumes).toEqual({ '/data': 'simple-deploy-blog-data' });
  const next = specIn(planned(after(pushOf()), { image: image('2') }), 'proof-create');
  expect(next.volumes).toEqual({ '/data': 'simple-deploy-blog-rehearsal' });
});
