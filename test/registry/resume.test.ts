import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { sendBlob } from '../../src/registry/upload.ts';
import { digestOf } from './support/hand-made.ts';
import { repository } from './support/open.ts';
import { freePort } from '../support/free-port.ts';
import { served } from './support/served.ts';
import { startResumingRegistry } from './support/resuming.ts';

const size = 1_000_000;
const content = Buffer.from(Array.from({ length: size }, (_, index) => (index * 7 + (index >> 8)) & 255));
const open = () =>
  Readable.from([content.subarray(0, 300_000), content.subarray(300_000, 310_000), content.subarray(310_000)]);

test('an upload that breaks goes on where the registry stopped hearing, each time', async () => {
  const registry = await startResumingRegistry([400_000, 1, 0, 250_000]);
  const to = await repository(registry.host, 'team/app');
  expect(await sendBlob(to, { name: 'a layer', open })).toEqual({ digest: digestOf(content), size, how: 'sent' });
  expect(registry.patches.map(({ from, bytes }) => [from, bytes])).toEqual([
    [0, 400_000],
    [400_000, 1],
    [400_001, 0],
    [400_001, 250_000],
    [650_001, 349_999],
  ]);
  expect(registry.blobs.get(digestOf(content))).toEqual(content);
});

test('a chunk says which bytes it has, where that is known', async () => {
  const registry = await startResumingRegistry([400_000]);
  const to = await repository(registry.host, 'team/app');
  const sent: number[] = [];
  const blob = { name: 'a layer', digest: digestOf(content), size, open };
  await sendBlob(to, blob, (bytes) => void sent.push(bytes));
  expect(registry.patches.map(({ range }) => range)).toEqual([undefined, `400000-${size - 1}`]);
  expect(registry.blobs.get(digestOf(content))).toEqual(content);
  expect(sent.at(-1)).toBe(size);
});

test('it goes on as long as something arrives, and no longer', async () => {
  const slow = await startResumingRegistry(Array.from({ length: 9 }, () => 100_000));
  await sendBlob(await repository(slow.host, 'team/app'), { name: 'a layer', open });
  expect(slow.patches).toHaveLength(10);
  const dead = await startResumingRegistry([500_000, ...Array.from({ length: 9 }, () => 0)]);
  await expect(sendBlob(await repository(dead.host, 'team/app'), { name: 'a layer', open })).rejects.toMatchObject({
    problem: { code: 'registry-upload-broken', layer: 'a layer', sent: 500_000 },
  });
});

test('an upload that is sent to where nobody answers is a problem with words', async () => {
  const dead = await freePort();
  const host = await served((request, answer) => {
    request.resume();
    answer.writeHead(request.method === 'POST' ? 202 : 200, { location: `http://127.0.0.1:${dead}/x` }).end();
  });
  const sending = sendBlob(await repository(host, 'team/app'), { name: 'a layer', open });
  await expect(sending).rejects.toMatchObject({ problem: { code: 'registry-unreachable', registry: host } });
});

test('bytes that are not the ones of their digest are not sent as such', async () => {
  const registry = await startResumingRegistry([]);
  const to = await repository(registry.host, 'team/app');
  const wanted = digestOf(Buffer.from('another'));
  await expect(sendBlob(to, { name: 'a layer', digest: wanted, size, open })).rejects.toMatchObject({
    problem: { code: 'registry-digest-differs', wanted, got: digestOf(content) },
  });
  expect(registry.blobs.size).toBe(0);
});
