import { describe, expect, test } from 'vitest';
import { after, fresh, ids, image, nothing, outcomeOf, planned, pushOf, specIn } from '../support/observed.ts';
import { releaseOf } from '../../../src/platforms/local/release.ts';

/** An image whose settings use Postgres and look for it there. */
const looksAt = (host: string, variable?: string) => ({
  image: image('1', 'postgres', { 'database-host': { host, ...(variable !== undefined && { variable }) } }),
});

describe('a server that the settings look for in vain is started', () => {
  test.each(['localhost', '127.0.0.1', '::1', 'db', '', '/var/run/postgresql'])('at "%s"', (host) => {
    const plan = planned(nothing, looksAt(host));
    expect(ids(plan)).toContain('database-create');
    expect(specIn(plan, 'create').env['DATABASE_URL']).toBe(`postgres://app:${fresh.password}@database:5432/app`);
  });

  test('it is told, with where they look and how one of your own is given', () => {
    const [note] = outcomeOf(planned(nothing, looksAt('db'))).notes.filter(
      ({ code }) => code === 'note-server-database',
    );
    expect(note).toMatchObject({ insteadOf: 'db' });
  });

  test('the app keeps it, and a next push starts no other', () => {
    const now = after(pushOf(looksAt('localhost')));
    expect(ids(planned(now, { ...looksAt('localhost'), force: true }))).not.toContain('database-create');
  });

  test('also for parts of an address that the settings demand', () => {
    const wanted = { ...looksAt('', 'SITE_DB_HOST').image, demands: ['SITE_DB_HOST'] };
    const labels = { ...wanted.labels, 'simple-deploy.supplied': JSON.stringify({ SITE_DB_HOST: 'host' }) };
    expect(ids(planned(nothing, { image: { ...wanted, labels } }))).toContain('database-create');
  });
});

describe('no server is started', () => {
  const server = (...[now, more]: [typeof nothing, Parameters<typeof pushOf>[0]]) =>
    releaseOf(now, pushOf(more), fresh).server;

  test('where the settings name one that can be there', () => {
    expect(server(nothing, looksAt('db.example.org'))).toBeUndefined();
    expect(server(nothing, looksAt('10.0.0.5'))).toBeUndefined();
    expect(server(nothing, { image: image('1', 'postgres') })).toBeUndefined();
  });

  test.each(['DATABASE_URL', 'THE_HOST', 'MYSQL_HOST', 'PGHOST'])('where %s is given', (name) => {
    expect(server(nothing, { ...looksAt('db', 'THE_HOST'), env: { [name]: 'x' } })).toBeUndefined();
  });

  test('where the person chose something else', () => {
    expect(server(nothing, { ...looksAt('db'), database: 'none' })).toBeUndefined();
  });

  test('for a release that stands without one of ours: it has found its own', () => {
    const own = after(pushOf({ image: image('1', 'postgres') }));
    expect(server(own, looksAt('db'))).toBeUndefined();
    expect(server(after(pushOf()), looksAt('db'))).toBe('postgres');
  });
});
