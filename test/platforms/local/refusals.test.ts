import { describe, expect, test } from 'vitest';
import type { LocalNow } from '../../../src/platforms/local/observe.ts';
import { after, fresh, ids, image, nothing, planned, pushOf, stepsOf } from '../support/observed.ts';
import { problemOf } from '../../support/problem-of.ts';
import type { GivenVariables } from '../../../src/values/given-variables.ts';

describe('refused before anything is done', () => {
  const own = after(pushOf());
  test.each<[string, LocalNow, Parameters<typeof planned>[1], object]>([
    [
      'a lock of a living process',
      { ...nothing, lock: { holder: fresh.holder, gone: false } },
      {},
      { code: 'app-locked', pid: 42, lock: 'simple-deploy-blog-lock' },
    ],
    ['an app of another folder', own, { appNamed: false, folder: 'bbbbbbbbbbbb' }, { code: 'app-name-taken' }],
    [
      'an image for another machine',
      nothing,
      { image: { ...image('1'), osArch: 'linux/arm64' } },
      { code: 'image-for-other-machine', has: 'linux/arm64', wanted: 'linux/amd64' },
    ],
    [
      'a MySQL server on the data of a Postgres',
      after(pushOf({ database: 'postgres', image: image('1', 'postgres') })),
      { database: 'mysql', image: image('2', 'mysql') },
      { code: 'database-of-other-kind', volume: 'simple-deploy-blog-database', has: 'postgres', wanted: 'mysql' },
    ],
    ['no driver for MySQL', nothing, { database: 'mysql' }, { code: 'image-lacks-database', wanted: 'mysql' }],
    ['no driver', nothing, { database: 'postgres' }, { code: 'image-lacks-database', has: 'sqlite' }],
    [
      'a taken port',
      { ...nothing, port: { number: 8000, takenBy: 'nginx (process 7)' } },
      {},
      { code: 'port-taken', holder: 'nginx (process 7)' },
    ],
    ['a variable of ours', nothing, { env: { PORT: '1' } }, { code: 'variable-reserved', name: 'PORT' }],
    ['another of ours', nothing, { env: { SIMPLE_DEPLOY_HOSTS: 'x' } }, { code: 'variable-reserved' }],
  ])('%s', (_name, now, more, problem) => {
    expect(problemOf(() => planned(now, more))).toMatchObject(problem);
  });

  test('demanded variables without a value; those that we give, or that are kept, have one', () => {
    const facts = { requiredVariables: ['SECRET_KEY', 'API_KEY', 'DATABASE_URL'] };
    const demanding = { ...image('1', 'postgres'), facts: { ...facts, database: 'postgres' } } as never;
    expect(problemOf(() => planned(nothing, { image: demanding }))).toEqual({
      code: 'variables-missing',
      names: ['API_KEY', 'DATABASE_URL'],
    });
    const given = { image: demanding, env: { API_KEY: 'x' }, database: 'postgres' } as const;
    expect(stepsOf(planned(nothing, given)).length).toBeGreaterThan(0);
    expect(stepsOf(planned(after(pushOf(given)), { image: demanding, force: true })).length).toBeGreaterThan(0);
  });

  test('parts of the address of a database have their values with a database', () => {
    const labels = { ...image('1', 'postgres').labels, 'simple-deploy.supplied': JSON.stringify({ DB_HOST: 'host' }) };
    const facts = { requiredVariables: ['DB_HOST'], database: 'postgres' };
    const demanding = { ...image('1', 'postgres'), labels, facts } as never;
    expect(problemOf(() => planned(nothing, { image: demanding }))).toEqual({
      code: 'variables-missing',
      names: ['DB_HOST'],
      ofDatabase: 'postgres',
    });
    const given = { image: demanding, database: 'postgres' } as const;
    expect(stepsOf(planned(nothing, given)).length).toBeGreaterThan(0);
  });

  test('what is demanded hangs on what is given, and on what the app has', () => {
    const demandedWith = ({ values }: GivenVariables) => (values['STAGE'] === 'staging' ? [] : ['API_KEY']);
    const demanding = { ...image('1', 'none'), demandedWith } as never;
    const given = { image: demanding, env: { STAGE: 'staging' } } as const;
    expect(problemOf(() => planned(nothing, { ...given, env: { STAGE: 'live' } }))).toEqual({
      code: 'variables-missing',
      names: ['API_KEY'],
    });
    expect(stepsOf(planned(nothing, given)).length).toBeGreaterThan(0);
    expect(stepsOf(planned(after(pushOf(given)), { image: demanding, force: true })).length).toBeGreaterThan(0);
  });

  test('a volume of others, whose password nobody has', () => {
    const database = { volume: { name: 'simple-deploy-blog-database', labels: {} } };
    const asked = { database: 'postgres', image: image('1', 'postgres') } as const;
    expect(problemOf(() => planned({ ...nothing, database }, asked))).toMatchObject({ code: 'database-password-lost' });
  });

  test('with an address of their own, MySQL and Postgres need no server of ours', () => {
    const env = { DATABASE_URL: 'mysql://db.example.com/blog' };
    expect(ids(planned(nothing, { database: 'mysql', env }))).not.toContain('database-create');
    expect(ids(planned(nothing, { database: 'postgres', env, image: image('1', 'none') }))).not.toContain(
      'database-create',
    );
  });
});
