import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { repository } from './support/open.ts';
import { served } from './support/served.ts';
import { manifestDigest } from '../../src/registry/manifest-digest.ts';
import type { Credentials } from '../../src/values/credentials.ts';

const digestThere = (reference: string, credentials?: Credentials, signal = new AbortController().signal) =>
  manifestDigest(reference, { env: process.env, signal, ...(credentials && { credentials }) });
const digest = `sha256:${'a'.repeat(64)}`;
const credentials = { username: 'me', password: 'secret', origin: 'a test' };
const servers: Server[] = [];
afterEach(() => servers.splice(0).map((server) => server.close()));

/** A registry of the distribution specification that wants a token, which its own token server gives for a password. */
async function tokenRegistry(realmHost?: string): Promise<{ host: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, answer) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? '-'}`);
    if (request.url?.startsWith('/token')) return void answer.end(JSON.stringify({ token: 'a-token' }));
    if (request.headers.authorization === 'Bearer a-token') {
      answer.setHeader('docker-content-digest', digest);
      return void answer.end();
    }
    const realm = `http://${realmHost ?? host}/token`;
    answer.writeHead(401, {
      'www-authenticate': `Bearer realm="${realm}",service="here",scope="repository:team/blog:pull"`,
    });
    return void answer.end();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { host, asked };
}

test('fetches a token where the registry says, with the password', async () => {
  const { host, asked } = await tokenRegistry();
  expect(await digestThere(`${host}/team/blog:1`, credentials)).toBe(digest);
  const basic = `Basic ${Buffer.from('me:secret').toString('base64')}`;
  expect(asked).toEqual([
    'GET /v2/ -',
    `GET /token?service=here&scope=repository%3Ateam%2Fblog%3Apull ${basic}`,
    'HEAD /v2/team/blog/manifests/1 Bearer a-token',
  ]);
});

test('keeps a token while it lasts, and renews it then', async () => {
  for (const [seconds, tokens] of [
    [300, 1],
    [4, 3],
  ]) {
    let given = 0;
    const host: string = await served((request, answer) => {
      if (request.url?.startsWith('/token')) {
        given += 1;
        return void answer.end(JSON.stringify({ access_token: `token-${given}`, expires_in: seconds }));
      }
      if (request.headers.authorization === undefined)
        answer.writeHead(401, { 'www-authenticate': `Bearer realm="http://${host}/token"` });
      return void answer.end();
    });
    const { registry } = await repository(host, 'team/app');
    const call = {
      method: 'GET',
      to: '/v2/x',
      scopes: ['repository:team/app:pull'],
      wants: [200],
      reference: host,
    } as const;
    for (let nth = 0; nth < 3; nth += 1) await registry.read(call);
    expect(given).toBe(tokens);
  }
});

test('asks for a token again after a connection that broke or a server that was busy; what stays so is told', async () => {
  let fate: (nth: number) => 'cut' | number = (nth) => (nth === 1 ? 'cut' : nth === 2 ? 503 : 200);
  let asked = 0;
  const host: string = await served((request, answer) => {
    if (!request.url?.startsWith('/token')) {
      if (request.headers.authorization === undefined)
        answer.writeHead(401, { 'www-authenticate': `Bearer realm="http://${host}/token"` });
      return void answer.end();
    }
    asked += 1;
    const now = fate(asked);
    if (now === 'cut') return void request.socket.destroy();
    return void answer.writeHead(now).end(JSON.stringify({ token: 'a-token' }));
  });
  const call = { method: 'GET', to: '/v2/x', scopes: [], wants: [200], reference: host } as const;
  const { registry } = await repository(host, 'team/app');
  await registry.read(call);
  expect(asked).toBe(3);
  fate = () => 503;
  const other = await repository(host, 'team/app');
  await expect(other.registry.read(call)).rejects.toMatchObject({
    problem: { code: 'registry-answer-unusable', reason: expect.stringContaining('HTTP 503') as string },
  });
  fate = () => 401;
  const last = await repository(host, 'team/app');
  await expect(last.registry.read(call)).rejects.toMatchObject({ problem: { code: 'registry-unauthorized' } });
});

test('gives no password to another host by plain HTTP', async () => {
  const stranger = await tokenRegistry();
  const { host } = await tokenRegistry(stranger.host.replace('127.0.0.1', 'localhost'));
  expect(await digestThere(`${host}/team/blog:1`, credentials)).toBe(digest);
  expect(stranger.asked).toEqual(['GET /token?service=here&scope=repository%3Ateam%2Fblog%3Apull -']);
});

/** A registry that wants a password with every request. */
async function passwordRegistry(address: string): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, answer) => {
    asked.push(request.headers.authorization ?? '-');
    if (request.headers.authorization === undefined) answer.writeHead(401, { 'www-authenticate': 'Basic realm="x"' });
    else answer.setHeader('docker-content-digest', digest);
    answer.end();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return { port: (server.address() as AddressInfo).port, asked };
}

test('gives the password itself where the registry wants that, and only then', async () => {
  const { port, asked } = await passwordRegistry('127.0.0.1');
  expect(await digestThere(`localhost:${port}/team/blog:1`, credentials)).toBe(digest);
  expect(asked).toEqual(['-', `Basic ${Buffer.from('me:secret').toString('base64')}`]);
  expect(await digestThere(`localhost:${port}/team/blog:1`, undefined)).toBeUndefined();
});

test('speaks plain HTTP with no other machine', async () => {
  const { port, asked } = await passwordRegistry('0.0.0.0');
  expect(await digestThere(`${hostname()}:${port}/team/blog:1`, credentials)).toBeUndefined();
  expect(asked).toEqual([]);
});

test('speaks plain HTTP with another machine where the engine was told that it is insecure', async () => {
  const { port } = await passwordRegistry('0.0.0.0');
  const { signal } = new AbortController();
  const access = { env: process.env, signal, credentials, insecure: true };
  expect(await manifestDigest(`${hostname()}:${port}/team/blog:1`, access)).toBe(digest);
});

test('an interruption is no registry that cannot be asked', async () => {
  const interrupted = AbortSignal.abort(new Error('SIGINT'));
  await expect(digestThere('127.0.0.1:1/team/blog:1', undefined, interrupted)).rejects.toThrow('SIGINT');
});

test('knows no digest where nobody answers', async () => {
  expect(await digestThere('127.0.0.1:1/team/blog:1', undefined)).toBeUndefined();
});
