import type { Readable } from 'node:stream';
import { UserError } from '../problems.ts';
import type { PushEvent } from '../values/build-event.ts';
import type { Credentials } from '../values/credentials.ts';
import { repositoryAndTag } from '../values/reference.ts';
import { engineError } from './engine-errors.ts';
import type { Engine } from './engine.ts';
import { imageId } from './images.ts';
import { jsonLines } from './json-lines.ts';
import { pushFailure } from './push-failure.ts';
import { type PushLine, PushProgress, type PushResult } from './push-progress.ts';

/** What a push came to, and what its bytes count. */
export interface Pushed extends PushResult {
  /** The classic image store counts what it packs, and less travels; containerd's counts what travels. */
  readonly countedBeforeCompression: boolean;
}

export interface PushCall {
  readonly credentials?: Credentials;
  onEvent(event: PushEvent): void;
  readonly signal: AbortSignal;
}

/**
 * Pushes an image under a name that the engine knows it by (`registry.example.com/team/app:tag`); layers the registry
 * holds are not sent. Gives the digest the registry knows it by, and what travelled. Throws `registry-unauthorized`,
 * `registry-denied`, `registry-unreachable`, `registry-refused`, `image-absent`, `push-cancelled`, `engine-lost`.
 */
export async function pushImage(engine: Engine, reference: string, o: PushCall): Promise<Pushed> {
  const progress = new PushProgress((event) => o.onEvent(event));
  const { repository, tag } = repositoryAndTag(reference);
  // Some engines say so in the stream, in words of their own.
  if ((await imageId(engine, reference)) === undefined) throw new UserError({ code: 'image-absent', reference });
  try {
    const stream = (await engine.api.getImage(repository).push({
      tag,
      authconfig: authOf(o.credentials, repository),
      abortSignal: o.signal,
    })) as unknown as Readable;
    for await (const line of jsonLines<PushLine>(stream)) progress.take(line);
  } catch (error) {
    if (o.signal.aborted) throw new UserError({ code: 'push-cancelled' }, { cause: error });
    throw engineError(error, `pushing ${reference}`);
  }
  const { error, result } = progress.outcome();
  if (error !== undefined) throw new UserError(pushFailure(error, reference, o.credentials?.username));
  if (result === undefined) {
    throw new UserError({
      code: 'engine-lost',
      during: `pushing ${reference}`,
      reason: 'its answer ended without a digest',
    });
  }
  return { ...result, countedBeforeCompression: engine.facts.imageStore === 'classic' };
}

/** docker's AuthConfig. The engine wants the header even when there is nothing to say. */
function authOf(credentials: Credentials | undefined, repository: string): Record<string, string> {
  if (credentials === undefined) return {};
  const serveraddress = repository.split('/')[0] ?? '';
  const { username, password, identityToken } = credentials;
  return identityToken === undefined
    ? { username, password, serveraddress }
    : { identitytoken: identityToken, serveraddress };
}
