import { expect, test } from 'vitest';
import { wordsFor } from '../../src/messages.ts';
import { checkDemands } from '../../src/platforms/check-demands.ts';
import { demandedOf, ofAddresses } from '../../src/platforms/demanded.ts';
import type { Releasable } from '../../src/platforms/types.ts';

const image = {
  demands: ['APP_KEY', 'DB_HOST', 'MAIL_HOST'],
  labels: { 'simple-deploy.supplied': JSON.stringify({ APP_KEY: 'secret-key', DB_HOST: 'host' }) },
} as unknown as Releasable;
const demanding = (demands: readonly string[]) =>
  ({
    demands,
    labels: {
      'simple-deploy.supplied': JSON.stringify({ CACHE_AT: 'redis-url', NAMES: 'hosts-comma', APP_DEBUG: 'off' }),
      'simple-deploy.services': JSON.stringify({ redis: ['REDIS_URL', 'CACHE_AT'] }),
    },
  }) as unknown as Releasable;

test('parts of an address are told from other variables, so that somebody can ask for a database', () => {
  expect(ofAddresses(image, ['DB_HOST', 'MAIL_HOST'])).toEqual({ ofDatabase: 'postgres', besides: ['MAIL_HOST'] });
  const mysql = { ...image, labels: { ...image.labels, 'simple-deploy.database': 'mysql' } };
  expect(ofAddresses(mysql, ['DB_HOST'])).toEqual({ ofDatabase: 'mysql' });
  expect(ofAddresses(image, ['APP_KEY', 'MAIL_HOST'])).toEqual({});
  const typed = (database: 'mysql' | 'sqlite') =>
    wordsFor({ code: 'variables-missing', names: ['DB_HOST'], ofDatabase: database }).next[0];
  expect(typed('mysql')).toMatch(/^simple-deploy push --database mysql starts .* fills in what is read of it/);
  expect(typed('sqlite')).toMatch(/--database postgres \(or mysql\) starts/);
});

test('what a database does not fill in is in the same line', () => {
  const names = ['DB_HOST', 'MAIL_HOST'];
  const { next } = wordsFor({ code: 'variables-missing', names, ...ofAddresses(image, names) });
  expect(next[0]).toMatch(/^simple-deploy push --database postgres --env MAIL_HOST=… starts .* fills in the others\.$/);
});

test('what the image fills in is not demanded where it can: the key always, parts of an address with the address', () => {
  expect(demandedOf(image, { values: {}, names: [] })).toEqual(['DB_HOST', 'MAIL_HOST']);
  expect(demandedOf(image, { values: {}, names: ['DATABASE_URL'] })).toEqual(['MAIL_HOST']);
  expect(demandedOf(image, { values: { DATABASE_URL: 'postgres://h/d' }, names: [] })).toEqual(['MAIL_HOST']);
});

test('the names of the site and what is off are always filled in, parts of Redis with its address', () => {
  const image = demanding(['APP_DEBUG', 'CACHE_AT', 'NAMES']);
  expect(demandedOf(image, { values: {}, names: [] })).toEqual(['CACHE_AT']);
  expect(demandedOf(image, { values: {}, names: ['REDIS_URL'] })).toEqual([]);
  expect(demandedOf(demanding(['CACHE_AT', 'REDIS_URL']), { values: {}, names: [] })).toEqual(['REDIS_URL']);
  expect(ofAddresses(image, ['CACHE_AT'])).toEqual({ ofRedis: true });
  const { next } = wordsFor({ code: 'variables-missing', names: ['CACHE_AT'], ofRedis: true });
  expect(next[0]).toContain('--env REDIS_URL=');
});

test('where a platform makes no Redis, its address is asked for and not each part of it', () => {
  const ask = (has: readonly string[]) => () => {
    checkDemands({ image: demanding(['CACHE_AT', 'NAMES']), env: {} }, has);
  };
  expect(ask([])).toThrow(expect.objectContaining({ problem: { code: 'variables-missing', names: ['REDIS_URL'] } }));
  expect(ask(['REDIS_URL'])).not.toThrow();
});
