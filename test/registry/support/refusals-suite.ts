import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wordsFor } from '../../../src/messages.ts';
import type { Problem } from '../../../src/problems.ts';
import type { Repository } from '../../../src/registry/blobs.ts';
import { mediaTypes } from '../../../src/registry/media-types.ts';
import { pushSource } from '../../../src/registry/push-image.ts';
import { rewriteImage } from '../../../src/registry/rewrite.ts';
import { rejectedWith } from '../../support/problem-of.ts';
import { type RealRegistry, startRegistry } from '../../support/real-registry.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type Fate, type Front, startFront } from './front.ts';
import { type HandMadeLayer, layer, putIndex, sourceOf } from './hand-made.ts';
import { fetchWhole, quiet, repository } from './open.ts';

const docker = { format: 'docker', osArch: 'linux/amd64' } as const;
let registry: RealRegistry;
let front: Front;
/** What the front does with each request; a case sets it. */
let fate: (asked: string) => Fate = () => 'pass';
/** Each kind of request of a push, by what it looks like. */
const kinds = {
  'HEAD of a blob': /^HEAD .*\/blobs\//,
  'POST of an upload': /^POST /,
  'PATCH of an upload': /^PATCH /,
  'PUT of a blob': /^PUT .*\/uploads\//,
  'HEAD of the manifest': /^HEAD .*\/manifests\//,
  'PUT of the manifest': /^PUT .*\/manifests\//,
  'GET of a manifest': /^GET .*\/manifests\//,
  'GET of a blob': /^GET .*\/blobs\/DIGEST/,
} as const;
type Kind = keyof typeof kinds;

async function pushTo(to: Repository, layers: readonly HandMadeLayer[], kind: Kind): Promise<string> {
  if (!kind.startsWith('GET')) return (await pushSource(to, '1', sourceOf(layers), docker, quiet)).digest;
  return (await rewriteImage(to, { from: 'engine', to: '1' }, docker, quiet)).digest;
}

const problems: Readonly<Record<number, string>> = {
  401: 'registry-unauthorized',
  403: 'registry-denied',
  404: 'registry-refused',
  405: 'registry-refused',
  413: 'registry-refused',
  416: 'registry-refused',
  429: 'registry-refused',
  500: 'registry-refused',
  503: 'registry-refused',
};

/** Where a status is no refusal: what is not there is sent, what an upload does not have is sent again, to an end. */
const others: Readonly<Partial<Record<Kind, Readonly<Record<number, string>>>>> = {
  'HEAD of a blob': { 404: 'passes' },
  'HEAD of the manifest': { 404: 'passes', 405: 'passes' },
  'PATCH of an upload': Object.fromEntries([401, 404, 416, 429, 500, 503].map((s) => [s, 'registry-upload-broken'])),
  'PUT of a blob': { 404: 'registry-upload-broken', 416: 'registry-upload-broken' },
};

/** Which statuses each kind of request is answered with. */
export const allStatuses = Object.keys(problems).map(Number);

/** Requests that are refused one after the other: told in words, nothing half done that the next push does not repair. */
export function refusalsSuite(statusesOf: (kind: string) => readonly number[]): void {
  beforeAll(async () => {
    registry = await startRegistry();
    front = await startFront(registry.host, (asked) => fate(asked));
  });
  afterAll(() => {
    front.stop();
    registry.stop();
  });

  test.each(Object.keys(kinds) as Kind[])('%s, refused: told in words, and the next push repairs', async (kind) => {
    const name = kind.toLowerCase().replaceAll(/[^a-z]+/g, '-');
    const to = await repository(front.host, name);
    for (const status of statusesOf(kind)) {
      // New layers each time, of which an engine has brought all but the gzip of the first.
      const layers = [await layer('a', 3000, 'none'), await layer('b', `small ${status}`, 'gzip')];
      fate = () => 'pass';
      if (kind.startsWith('GET')) await putIndex(to, 'engine', layers);
      const headers = { 'retry-after': status === 429 ? '86400' : '0' };
      fate = (asked) => (kinds[kind].test(asked) ? { status, headers } : 'pass');
      const problem = await problemOf(pushTo(to, layers, kind));
      const told = problem && `${problem.code}, ${/HTTP \d+/.exec(JSON.stringify(wordsFor(problem)))?.[0]}`;
      const expected = others[kind]?.[status] ?? problems[status];
      expect(told ?? 'passes').toBe(expected === 'passes' ? 'passes' : `${expected}, HTTP ${status}`);
      fate = () => 'pass';
      const digest = await pushTo(to, layers, kind);
      expect(await digestUnder(name, '1')).toBe(digest);
    }
    fetchWhole(`${registry.host}/${name}:1`, join(temporaryFolder('copy'), 'it'));
  });

  test('a registry that wants to be left alone for a day while a layer is sent is asked once', async () => {
    let patches = 0;
    fate = (asked) => {
      if (!kinds['PATCH of an upload'].test(asked)) return 'pass';
      patches += 1;
      return { status: 429, headers: { 'retry-after': '86400' } };
    };
    const to = await repository(front.host, 'busy/day');
    const problem = await rejectedWith(pushSource(to, '1', sourceOf([await layer('a', 1000, 'none')]), docker, quiet));
    expect(problem).toMatchObject({ code: 'registry-upload-broken', reason: 'it answered HTTP 429' });
    expect(patches).toBe(1);
  });
}

/** The problem of a push that failed. */
async function problemOf(pushing: Promise<unknown>): Promise<Problem | undefined> {
  const failed = Symbol('failed');
  const outcome = await pushing.catch(() => failed);
  return outcome === failed ? rejectedWith(pushing) : undefined;
}

async function digestUnder(name: string, tag: string): Promise<string | null> {
  const headers = { accept: mediaTypes.docker.manifest };
  const answer = await fetch(`http://${registry.host}/v2/${name}/manifests/${tag}`, { method: 'HEAD', headers });
  return answer.headers.get('docker-content-digest');
}
