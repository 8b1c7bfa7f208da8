import { expect, test } from 'vitest';
import { wordsFor } from '../../src/messages.ts';
import { demandedOf, ofDatabase } from '../../src/platforms/demanded.ts';
import type { Releasable } from '../../src/platforms/types.ts';

const image = {
  demands: ['APP_KEY', 'DB_HOST', 'MAIL_HOST'],
  labels: { 'simple-deploy.supplied': JSON.stringify({ APP_KEY: 'secret-key', DB_HOST: 'host' }) },
} as unknown as Releasable;

test('parts of an address are told from other variables, so that somebody can ask for a database', () => {
  expect(ofDatabase(image, ['DB_HOST', 'MAIL_HOST'])).toEqual({ ofDatabase: true });
  expect(ofDatabase(image, ['APP_KEY', 'MAIL_HOST'])).toEqual({});
  const { next } = wordsFor({ code: 'variables-missing', names: ['DB_HOST'], ofDatabase: true });
  expect(next[0]).toContain('--database postgres');
});

test('what the image fills in is not demanded where it can: the key always, parts of an address with the address', () => {
  expect(demandedOf(image, { values: {}, names: [] })).toEqual(['DB_HOST', 'MAIL_HOST']);
  expect(demandedOf(image, { values: {}, names: ['DATABASE_URL'] })).toEqual(['MAIL_HOST']);
  expect(demandedOf(image, { values: { DATABASE_URL: 'postgres://h/d' }, names: [] })).toEqual(['MAIL_HOST']);
});
