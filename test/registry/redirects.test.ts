import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { blobStream } from '../../src/registry/blobs.ts';
import { type HttpAnswer } from '../../src/registry/http.ts';
import { locationOf } from '../../src/registry/client.ts';
import { digestOf } from './support/hand-made.ts';
import { repository } from './support/open.ts';
import { served } from './support/served.ts';

const credentials = { username: 'deployer', password: 'correct-horse', origin: 'a test' };

test('a registry that keeps its blobs elsewhere: the password does not go there', async () => {
  const content = Buffer.from('a layer');
  const seen: unknown[] = [];
  const storage = await served((request, answer) => {
    seen.push([request.url, request.headers.authorization]);
    answer.end(content);
  });
  const registry = await served((request, answer) => {
    if (request.headers.authorization === undefined) answer.writeHead(401, { 'www-authenticate': 'Basic realm="x"' });
    else answer.writeHead(307, { location: `http://${storage}/blob?signature=a%2Fb` });
    answer.end();
  });
  const stream = blobStream(await repository(registry, 'team/app', { credentials }), digestOf(content));
  expect(await buffer(stream)).toEqual(content);
  expect(seen).toEqual([['/blob?signature=a%2Fb', undefined]]);
});

test('a circle of redirects has an end', async () => {
  const registry = await served((request, answer) => {
    if (request.url !== '/v2/') answer.writeHead(302, { location: request.url });
    answer.end();
  });
  const stream = blobStream(await repository(registry, 'team/app'), digestOf(Buffer.from('')));
  await expect(buffer(stream)).rejects.toMatchObject({ problem: { code: 'registry-answer-unusable' } });
});

const asked = new URL('https://registry.example.com:5000/v2/team/app/blobs/uploads/');
const answered = (location: string | undefined) =>
  ({ url: asked, headers: { ...(location !== undefined && { location }) } }) as unknown as HttpAnswer;
const origin = new URL('https://registry.example.com:5000');

test.each([
  ['/v2/x?_state=a%2Fb', 'https://registry.example.com:5000/v2/x?_state=a%2Fb'],
  ['other?x=1', 'https://registry.example.com:5000/v2/team/app/blobs/uploads/other?x=1'],
  ['https://storage.example.com/x', 'https://storage.example.com/x'],
  // Told by a registry that does not know that a proxy ends TLS before it.
  ['http://registry.example.com/v2/x', 'https://registry.example.com:5000/v2/x'],
])('the Location %s', (location, meant) => {
  expect(locationOf(answered(location), origin).href).toBe(meant);
});

test.each([undefined, 'http://storage.example.com/x', 'ftp://registry.example.com/x', 'http://['])(
  'the Location %s is refused',
  (location) => {
    expect(() => locationOf(answered(location), origin)).toThrow('registry-answer-unusable');
  },
);
