import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { pushSource } from '../../src/registry/push-image.ts';
import { rewriteImage } from '../../src/registry/rewrite.ts';
import { startTokenRegistry } from '../platforms/support/token-registry.ts';
import { type RealRegistry, startRegistry } from '../support/real-registry.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Fate, type Front, startFront } from './support/front.ts';
import { configOf, digestOf, type HandMadeLayer, layer, putIndex, sourceOf } from './support/hand-made.ts';
import { fetchWhole, quiet, repository } from './support/open.ts';
import { rejectedWith } from '../support/problem-of.ts';

const docker = { format: 'docker', osArch: 'linux/amd64' } as const;
const size = 3_000_000;
let registry: RealRegistry;
let front: Front | undefined;
beforeAll(async () => {
  registry = await startRegistry();
});
afterEach(() => front?.stop());
afterAll(() => registry.stop());

/** A push of two new layers through a front; gives what it came to, read back from the registry itself. */
async function push(
  name: string,
  fate: (asked: string, nth: number, request: IncomingMessage) => Fate,
  compression: HandMadeLayer['compression'] = 'none',
) {
  front = await startFront(registry.host, fate);
  const layers = [await layer('a', 300_000, compression), await layer('b', 'small', 'gzip')];
  const to = await repository(front.host, name);
  const { digest } = await pushSource(to, '1', sourceOf(layers), docker, quiet);
  fetchWhole(`${registry.host}/${name}@${digest}`, join(temporaryFolder('copy'), 'it'));
  return front.asked;
}

const count = (asked: readonly string[], what: string): number => asked.filter((each) => each === what).length;
const upload = (name: string) => ({
  begin: `POST /v2/${name}/blobs/uploads/`,
  patch: `PATCH /v2/${name}/blobs/uploads/ID`,
  status: `GET /v2/${name}/blobs/uploads/ID`,
  put: `PUT /v2/${name}/blobs/uploads/ID`,
});

describe('a connection that breaks', () => {
  test.each([
    'HEAD /v2/NAME/blobs/DIGEST',
    'POST /v2/NAME/blobs/uploads/',
    'PUT /v2/NAME/blobs/uploads/ID',
    'HEAD /v2/NAME/manifests/1',
    'PUT /v2/NAME/manifests/1',
  ])('before %s arrived, and after it did', async (what) => {
    const name = `cut/${what.toLowerCase().replaceAll(/[^a-z]/g, '')}`;
    const here = what.replace('NAME', name);
    const asked = await push(name, (each, nth) => {
      if (each !== here || nth > 2) return 'pass';
      return nth === 1 ? { cutAfter: 0 } : 'lose-answer';
    });
    expect(count(asked, here)).toBeGreaterThanOrEqual(3);
  });

  test.each(['GET /v2/', 'GET /v2/cut/rewrite/manifests/DIGEST', 'GET /v2/cut/rewrite/blobs/DIGEST'])(
    'before %s arrived, and after it did',
    async (what) => {
      const to = await repository(registry.host, 'cut/rewrite');
      await putIndex(to, 'engine', [await layer('a', 1000, 'none')]);
      front = await startFront(registry.host, (each, nth) => {
        if (each !== what || nth > 2) return 'pass';
        return nth === 1 ? { cutAfter: 0 } : 'lose-answer';
      });
      const through = await repository(front.host, 'cut/rewrite');
      const { digest } = await rewriteImage(through, { from: 'engine', to: '1' }, docker, quiet);
      fetchWhole(`${registry.host}/cut/rewrite@${digest}`, join(temporaryFolder('copy'), 'it'));
      expect(count(front.asked, what)).toBeGreaterThanOrEqual(3);
    },
  );

  test('within the bytes of a layer: it begins anew, since this registry forgets what broke off', async () => {
    const { begin, patch, status } = upload('cut/layer');
    const asked = await push('cut/layer', (each, nth) => (each === patch && nth < 3 ? { cutAfter: 100_000 } : 'pass'));
    const broken = count(asked, status);
    expect(broken).toBeGreaterThanOrEqual(1);
    expect(count(asked, begin)).toBe(3 + broken);
  });

  test('after the last byte, before its answer', async () => {
    const { patch, status } = upload('cut/answer');
    const asked = await push('cut/answer', (each, nth) => (each === patch && nth === 1 ? 'lose-answer' : 'pass'));
    expect(count(asked, status)).toBe(1);
  });

  test('at each attempt, before anything arrives: an end, and words that say which layer', async () => {
    const { patch } = upload('cut/always');
    const problem = await rejectedWith(push('cut/always', (each) => (each === patch ? { cutAfter: 0 } : 'pass')));
    expect(problem).toMatchObject({ code: 'registry-upload-broken', registry: front?.host });
  });

  test('within what is read', async () => {
    const to = await repository(registry.host, 'cut/read');
    await putIndex(to, '1', [await layer('a', size, 'none')]);
    let nth = 0;
    front = await startFront(registry.host, (asked) =>
      asked === 'GET /v2/cut/read/blobs/DIGEST' && nth++ > 0 && nth < 5 ? { breakOffAfter: 400_000 } : 'pass',
    );
    const through = await repository(front.host, 'cut/read');
    const { digest } = await rewriteImage(through, { from: '1', to: '2' }, docker, quiet);
    fetchWhole(`${registry.host}/cut/read@${digest}`, join(temporaryFolder('copy'), 'it'));
    expect(count(front.asked, 'GET /v2/cut/read/blobs/DIGEST')).toBeGreaterThanOrEqual(4);
  });
});

describe('a registry that is busy', () => {
  test.each([429, 500, 502, 503, 504])('%i at each kind of request passes', async (status) => {
    const name = `busy/s${status}`;
    const asked = await push(name, (_asked, nth) => (nth === 1 ? { status, headers: { 'retry-after': '0' } } : 'pass'));
    expect(count(asked, upload(name).patch)).toBeGreaterThanOrEqual(2);
  });

  test('is waited for as long as it asks, and not longer than we wait', async () => {
    const began = Date.now();
    const manifest = 'PUT /v2/busy/wait/manifests/1';
    await push('busy/wait', (asked, nth) =>
      asked === manifest && nth === 1 ? { status: 429, headers: { 'retry-after': '1' } } : 'pass',
    );
    expect(Date.now() - began).toBeGreaterThanOrEqual(1000);
    front?.stop();
    const body = JSON.stringify({ errors: [{ code: 'TOOMANYREQUESTS', message: 'come back tomorrow' }] });
    const refused = push('busy/long', (asked) =>
      asked === 'PUT /v2/busy/long/manifests/1' ? { status: 429, headers: { 'retry-after': '86400' }, body } : 'pass',
    );
    expect(await rejectedWith(refused)).toMatchObject({
      code: 'registry-refused',
      reason: 'TOOMANYREQUESTS: come back tomorrow',
    });
  });
});

describe('where an upload goes on', () => {
  test.each([
    ['relative', (location: string) => new URL(location).pathname + new URL(location).search],
    [
      'relative to the path',
      (location: string) => new URL(location).pathname.split('/').at(-1) + new URL(location).search,
    ],
    ['with more of a query', (location: string) => `${location}&signature=a%2Fb%20c`],
  ])('a Location that is %s', async (kind, write) => {
    const name = `location/${kind.replaceAll(' ', '-')}`;
    let isKept = true;
    const asked = await push(name, (each, _nth, { url = '' }) => {
      isKept &&= !url.includes('signature') || url.includes('&signature=a%2Fb%20c');
      return each.includes('/uploads/')
        ? { change: (headers) => ({ ...headers, ...(headers.location && { location: write(headers.location) }) }) }
        : 'pass';
    });
    expect(count(asked, upload(name).put)).toBe(3);
    expect(isKept).toBe(true);
  });
});

test('layers that are not those of the configuration are not taken for them', async () => {
  const [one, other] = [await layer('a', 1000, 'none'), await layer('b', 1000, 'none')];
  const source = sourceOf([one], configOf([other]));
  const mixed = { ...source, layers: source.layers.map((each) => ({ ...each, diffId: digestOf(other.tar) })) };
  const to = await repository(registry.host, 'mixed/it');
  const each: typeof source.each = (_wanted, take) =>
    source.each(new Set([digestOf(one.tar)]), (_layer, open) => take(mixed.layers[0]!, open));
  const problem = await rejectedWith(pushSource(to, '1', { ...mixed, each }, docker, quiet));
  expect(problem).toMatchObject({
    code: 'registry-digest-differs',
    wanted: digestOf(other.tar),
    got: digestOf(one.tar),
  });
});

describe('a registry that lies about a digest', () => {
  const other = `sha256:${'0'.repeat(64)}`;
  test.each(['PUT /v2/lies/it/blobs/uploads/ID', 'PUT /v2/lies/it/manifests/1'])(
    'in the answer to %s',
    async (what) => {
      const problem = await rejectedWith(
        push('lies/it', (asked) =>
          asked === what ? { change: (headers) => ({ ...headers, 'docker-content-digest': other }) } : 'pass',
        ),
      );
      expect(problem).toMatchObject({ code: 'registry-digest-differs', got: other });
    },
  );

  test('and gives another blob, another manifest', async () => {
    const to = await repository(registry.host, 'lies/read');
    await putIndex(to, '1', [await layer('a', 100_000, 'none')]);
    for (const what of ['GET /v2/lies/read/blobs/DIGEST', 'GET /v2/lies/read/manifests/DIGEST']) {
      front?.stop();
      front = await startFront(registry.host, (asked) =>
        asked === what ? { status: 200, body: configOf([]).toString() } : 'pass',
      );
      const through = await repository(front.host, 'lies/read');
      const problem = await rejectedWith(rewriteImage(through, { from: '1', to: '2' }, docker, quiet));
      expect(problem).toMatchObject({ code: 'registry-digest-differs' });
    }
  });
});

test('a token that ends before each kind of request is renewed, and the push goes on', async () => {
  const login = { user: 'deployer', password: 'correct-horse', refreshToken: 'none' };
  const server = await startTokenRegistry(login);
  try {
    const hello = await fetch(`http://${server.host}/v2/`);
    const headers = { 'www-authenticate': hello.headers.get('www-authenticate') ?? '' };
    const { patch } = upload('team/token');
    front = await startFront(server.host, (asked, nth) =>
      asked !== 'GET /v2/' && nth === 1 ? { status: 401, headers } : 'pass',
    );
    const credentials = { username: login.user, password: login.password, origin: 'a test' };
    const to = await repository(front.host, 'team/token', { credentials });
    const { digest } = await pushSource(to, '1', sourceOf([await layer('a', 300_000, 'none')]), docker, quiet);
    expect(digest).toMatch(/^sha256:/);
    expect(count(front.asked, patch)).toBe(3);
    const kinds = new Set(front.asked).size - 1;
    expect(kinds).toBeGreaterThanOrEqual(6);
    expect(server.asked.filter((each) => each === 'GET known repository:team/token:pull,push')).toHaveLength(kinds + 1);
  } finally {
    server.stop();
  }
});

test('an interruption ends a push with its reason, and nothing goes on', async () => {
  const stop = new AbortController();
  const reason = new Error('SIGINT');
  front = await startFront(registry.host, (asked) => {
    if (asked.startsWith('PATCH')) stop.abort(reason);
    return 'pass';
  });
  const to = await repository(front.host, 'interrupted/it', { signal: stop.signal });
  const layers = [await layer('a', size, 'none'), await layer('b', size, 'none')];
  await expect(pushSource(to, '1', sourceOf(layers), docker, quiet)).rejects.toBe(reason);
  // What was on its way already may still arrive.
  await sleep(50);
  const asked = [...front.asked];
  await sleep(100);
  expect(front.asked).toEqual(asked);
  expect(asked.filter((each) => each.startsWith('PUT'))).toEqual([]);
});
