import { createHash, type Hash } from 'node:crypto';
import { Transform } from 'node:stream';
import { bytesPassed } from '../memory-bound.ts';

/** Whether a text is a digest by one of the algorithms that registries register (OCI image specification, descriptor). */
export function isDigest(text: unknown): text is string {
  return typeof text === 'string' && /^(sha256:[a-f\d]{64}|sha512:[a-f\d]{128})$/.test(text);
}

/** `sha256:…` of bytes. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** A hash by the algorithm of a digest. */
export function hashLike(digest: string): Hash {
  return createHash(digest.startsWith('sha512:') ? 'sha512' : 'sha256');
}

/** Passes bytes on and counts and hashes them. */
export interface Meter {
  readonly stream: Transform;
  readonly bytes: () => number;
  /** Once all has passed. */
  readonly digest: () => string;
}

/**
 * A stream that passes bytes on, counts and hashes them, by the algorithm of `like`. `atEnd` may throw when all has
 * passed: the stream fails then instead of ending.
 */
export function meter(like = 'sha256:', atEnd: (digest: string, bytes: number) => void = () => undefined): Meter {
  const hash = hashLike(like);
  let bytes = 0;
  let digest = '';
  const stream = new Transform({
    transform(piece: Buffer, _encoding, done) {
      hash.update(piece);
      bytes += piece.length;
      bytesPassed(piece.length);
      done(undefined, piece);
    },
    flush(done) {
      digest = `${like.startsWith('sha512:') ? 'sha512' : 'sha256'}:${hash.digest('hex')}`;
      try {
        atEnd(digest, bytes);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
  return { stream, bytes: () => bytes, digest: () => digest };
}
