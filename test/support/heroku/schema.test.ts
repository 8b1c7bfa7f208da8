import { expect, test } from 'vitest';
import { complaints, linkOf, withDockerImage } from './schema.ts';

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

const digest = `sha256:${'0'.repeat(64)}`;

test.each([
  [{ updates: [{ type: 'web', quantity: 1 }] }, []],
  [{ updates: [{ type: 'a/b' }] }, ['it.updates.0.type: does not match']],
  [{ updates: [{ quantity: 1 }] }, ['it.updates.0.type: missing']],
  [{ updates: [{ type: 'web', docker_image: digest }] }, ['it.updates.0.docker_image: not in the schema']],
])('scales by %o', (body, wrong) => {
  const found = complaints(linkOf('PATCH', '/apps/shop/formation')?.request ?? {}, body);
  expect(found).toEqual(wrong.map((each) => expect.stringContaining(each) as string));
});

test('releases an image by its digest, in the variant for images only', () => {
  const request = withDockerImage(linkOf('PATCH', '/apps/shop/formation')?.request ?? {});
  expect(complaints(request, { updates: [{ type: 'web', docker_image: digest }] })).toEqual([]);
  const found = complaints(request, { updates: [{ type: 'web', docker_image: 'shop/web:latest' }] });
  expect(found).toEqual([expect.stringContaining('docker_image: does not match')]);
  const removal = withDockerImage(linkOf('PATCH', '/apps/shop/formation/worker')?.request ?? {});
  expect(complaints(removal, { docker_image: null })).toEqual([]);
});

test('takes any name of a config var that a shell takes, and text or null', () => {
  const request = linkOf('PATCH', '/apps/shop/config-vars')?.request ?? {};
  expect(complaints(request, { SECRET_KEY: 'x', OLD: null })).toEqual([]);
  expect(complaints(request, { 'A-B': 'x' })).toEqual(['it.A-B: not in the schema']);
  expect(complaints(request, { PORT: 8000 })).toEqual([expect.stringContaining('it.PORT: not of type')]);
});
