import { describe, expect, test } from 'vitest';
import { codec } from '../../src/docker/session/messages.ts';
import { memoryKeeper } from '../../src/docker/session/memory-keeper.ts';
import { dataOverhead, dataPacket, type Packet } from '../../src/docker/session/packets.ts';

describe('dataPacket', () => {
  const { decode } = codec<Packet>('Packet');
  test.each([
    [0, 0],
    [1, 127],
    [127, 128],
    [128, 16_384],
    [2 ** 21, 131_072],
    [2 ** 32 - 1, 1],
  ])('with id %i and %i bytes is what the decoder of the schema reads', (id, length) => {
    const data = Buffer.alloc(length, 'ab');
    const packet = dataPacket(2, id, data, Buffer.allocUnsafe(length + dataOverhead));
    const read = decode(packet);
    expect(read).toMatchObject({ type: 2, id });
    expect(Buffer.from(read.data ?? []).equals(data)).toBe(true);
  });
});

test('memory that is no longer used does not pile up between two collections', () => {
  const keep = memoryKeeper();
  const size = 128 * 1024;
  let most = 0;
  for (let sent = 0; sent < 400 * 1024 * 1024; sent += size) {
    Buffer.alloc(size, 1);
    keep(size);
    most = Math.max(most, process.memoryUsage().arrayBuffers);
  }
  expect(most).toBeLessThan(40 * 1024 * 1024);
});
