import { expect, test } from 'vitest';
import { complaints, linkOf } from './schema.ts';

test('knows the links of the published schema, and no others', () => {
  expect(linkOf('GET', '/apps/shop')?.path).toBe('/apps/{id}');
  expect(linkOf('GET', '/apps/shop/releases')?.path).toBe('/apps/{id}/releases');
  expect(linkOf('PUT', '/apps/shop')).toBeUndefined();
  expect(linkOf('GET', '/apps/shop/elsewhere')).toBeUndefined();
});

test.each([
  [{ name: 'Shop' }, 'it.name: does not match'],
  [{ nmae: 'shop' }, 'it.nmae: not in the schema'],
  [{ stack: 5 }, 'it.stack: not of type'],
  [{ feature_flags: [1] }, 'it.feature_flags.0: not of type string'],
])('says what is wrong with a new app %o', (body, complaint) => {
  expect(complaints(linkOf('POST', '/apps')?.request ?? {}, body)).toEqual([expect.stringContaining(complaint)]);
});

test('takes a new app as it should be', () => {
  const request = linkOf('POST', '/apps')?.request;
  expect(request).toBeDefined();
  expect(complaints(request ?? {}, { name: 'shop', region: 'eu', stack: 'container' })).toEqual([]);
});
