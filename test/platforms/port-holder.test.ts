import { connect, createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { portHolder } from '../../src/platforms/port-holder.ts';

test.each(['127.0.0.1', '::'])('a port that is listened on at %s is taken, and by what is told', async (address) => {
  const server = createServer().listen(0, address);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const held = await portHolder(port);
  server.close();
  await once(server, 'close');
  expect(held?.holder).toMatch(new RegExp(` \\(process ${process.pid}\\)$`));
  expect(await portHolder(port)).toBeUndefined();
});

test('the port of a connection that goes out is not held by a server', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(client, 'connect');
  expect((await portHolder(client.localPort ?? 0))?.holder).toBeUndefined();
  client.destroy();
  server.close();
});
