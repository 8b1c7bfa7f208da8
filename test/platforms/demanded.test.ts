import { expect, test } from 'vitest';
import { demandedOf } from '../../src/platforms/demanded.ts';
import type { Releasable } from '../../src/platforms/types.ts';

const image = {
  demands: ['APP_KEY', 'DB_HOST', 'MAIL_HOST'],
  labels: { 'simple-deploy.supplied': JSON.stringify({ APP_KEY: 'secret-key', DB_HOST: 'host' }) },
} as unknown as Releasable;

test('what the image fills in is not demanded where it can: the key always, parts of an address with the address', () => {
  expect(demandedOf(image, { values: {}, names: [] })).toEqual(['DB_HOST', 'MAIL_HOST']);
  expect(demandedOf(image, { values: {}, names: ['DATABASE_URL'] })).toEqual(['MAIL_HOST']);
  expect(demandedOf(image, { values: { DATABASE_URL: 'postgres://h/d' }, names: [] })).toEqual(['MAIL_HOST']);
});
