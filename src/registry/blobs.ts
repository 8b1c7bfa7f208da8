import { pipeline, Readable } from 'node:stream';
import { UserError } from '../problems.ts';
import type { Call, Registry } from './client.ts';
import { digestOf, meter } from './digest.ts';
import { dismiss } from './http.ts';
import { isPassing, pause, pauseBefore } from './retry.ts';

/** A repository of a registry, and the reference that a person knows it by. */
export interface Repository {
  readonly registry: Registry;
  /** Such as "team/app". */
  readonly name: string;
  readonly reference: string;
}

/** What a token has to allow for a repository. */
export function scopeOf(
  { name }: Pick<Repository, 'name'>,
  actions: 'pull' | 'pull,push' | 'delete' = 'pull,push',
): string {
  return `repository:${name}:${actions}`;
}

/** Whether a repository holds a blob, by a HEAD. Throws `registry-…`. */
export async function hasBlob(repository: Repository, digest: string): Promise<boolean> {
  const answer = await repository.registry.request({
    method: 'HEAD',
    to: `/v2/${repository.name}/blobs/${digest}`,
    scopes: [scopeOf(repository)],
    wants: [200, 404],
    reference: repository.reference,
  });
  dismiss(answer);
  return answer.status === 200;
}

/** Reads a small blob, such as a configuration. Throws `registry-…`, among them `registry-digest-differs`. */
export async function readBlob(repository: Repository, digest: string): Promise<Buffer> {
  const { bytes } = await repository.registry.read(blobCall(repository, digest, 0));
  checkDigest(repository, `the blob ${digest}`, digest, digest.startsWith('sha256:') ? digestOf(bytes) : digest);
  return bytes;
}

/** Throws `registry-digest-differs` unless two digests are the same. */
export function checkDigest({ registry }: Repository, what: string, wanted: string, got: string): void {
  if (wanted === got) return;
  throw new UserError({ code: 'registry-digest-differs', registry: registry.host, what, wanted, got });
}

/**
 * A blob as a stream, which fails at its end with `registry-digest-differs` when it was another. When the connection
 * breaks, the rest is asked for, as long as something more arrives each few times.
 */
export function blobStream(repository: Repository, digest: string): Readable {
  const checked = meter(digest, (got) => checkDigest(repository, `the blob ${digest}`, digest, got));
  // The callback is where a failure would be thrown; it shows on the stream itself.
  return pipeline(Readable.from(piecesOf(repository, digest), { objectMode: false }), checked.stream, () => undefined);
}

async function* piecesOf(repository: Repository, digest: string): AsyncGenerator<Buffer> {
  const { patience, signal } = repository.registry;
  let passed = 0;
  for (let failures = 0; ; failures += 1) {
    const before = passed;
    try {
      const answer = await repository.registry.request(blobCall(repository, digest, passed));
      let toSkip = answer.status === 200 ? passed : 0;
      for await (const piece of answer.body as AsyncIterable<Buffer>) {
        const rest = piece.subarray(Math.min(toSkip, piece.length));
        toSkip -= piece.length - rest.length;
        passed += rest.length;
        if (rest.length > 0) yield rest;
      }
      if (answer.body.complete) return;
    } catch (error) {
      if (!isPassing(error) || (passed === before && failures >= patience.tries)) throw error;
    }
    if (passed > before) failures = 0;
    await pause(pauseBefore(failures, undefined, patience) ?? 0, signal);
  }
}

function blobCall(repository: Repository, digest: string, from: number): Call {
  return {
    method: 'GET',
    to: `/v2/${repository.name}/blobs/${digest}`,
    headers: from === 0 ? {} : { range: `bytes=${from}-` },
    scopes: [scopeOf(repository)],
    wants: [200, 206],
    reference: repository.reference,
  };
}
