import { pipeline, type Readable, Transform } from 'node:stream';
import { UserError } from '../problems.ts';
import { checkDigest, hasBlob, type Repository, scopeOf } from './blobs.ts';
import { locationOf } from './client.ts';
import { type Meter, meter } from './digest.ts';
import { dismiss, type HttpAnswer } from './http.ts';
import { unreached } from './refusal.ts';
import { isPassing, isPassingStatus, pause, pauseBefore } from './retry.ts';

/** What is to become a blob. */
export interface BlobToSend {
  /** For the words: "layer 3". */
  readonly name: string;
  /** Its bytes, from the beginning, the same each time: asked for again when the connection broke. */
  readonly open: () => Readable | Promise<Readable>;
  /** When it is known before the bytes have passed. */
  readonly digest?: string;
  readonly size?: number;
}

/** A blob that the registry holds. */
export interface SentBlob {
  readonly digest: string;
  readonly size: number;
  readonly how: 'present' | 'mounted' | 'sent';
}

/**
 * Gives a blob to a repository: nothing is sent when it is there, or when the registry can take it from another of its
 * repositories; else it streams as docker's own client does it (POST, one PATCH, PUT), and goes on where the registry
 * stopped hearing after a connection that broke. `onBytes` hears how much has left. Throws `registry-…`.
 */
export async function sendBlob(
  repository: Repository,
  blob: BlobToSend,
  onBytes: (sent: number) => void = () => undefined,
): Promise<SentBlob> {
  const { digest, size } = blob;
  const there = digest !== undefined && size !== undefined ? await haveBlob(repository, { digest, size }) : undefined;
  return there ?? (await fill(repository, blob, locationIn(repository, await begin(repository)), onBytes));
}

/** The blob when no byte has to travel: it is there, or the registry takes it from another of its repositories. */
export async function haveBlob(
  repository: Repository,
  { digest, size }: { readonly digest: string; readonly size: number },
  mountFrom: readonly string[] = [],
): Promise<SentBlob | undefined> {
  if (await hasBlob(repository, digest)) return { digest, size, how: 'present' };
  for (const from of mountFrom) {
    const answer = await begin(repository, { digest, from }).catch(ignoreRefusal);
    if (answer?.status === 201) return { digest, size, how: 'mounted' };
  }
  return undefined;
}

/** A repository that may not be read, or that a registry does not know, is none to take from. */
function ignoreRefusal(error: unknown): undefined {
  const code = error instanceof UserError ? error.problem.code : undefined;
  if (code === 'registry-unauthorized' || code === 'registry-denied' || code === 'registry-refused') return undefined;
  throw error;
}

async function begin(
  repository: Repository,
  mount?: { readonly digest: string; readonly from: string },
): Promise<HttpAnswer> {
  const query =
    mount === undefined ? '' : `?${new URLSearchParams({ mount: mount.digest, from: mount.from }).toString()}`;
  const answer = await repository.registry.request({
    method: 'POST',
    to: `/v2/${repository.name}/blobs/uploads/${query}`,
    headers: { 'content-length': '0' },
    scopes: [scopeOf(repository), ...(mount ? [scopeOf({ name: mount.from }, 'pull')] : [])],
    wants: [201, 202],
    reference: repository.reference,
  });
  dismiss(answer);
  return answer;
}

function locationIn({ registry }: Repository, answer: HttpAnswer): URL {
  return locationOf(answer, registry.origin);
}

/** An upload that has begun: where it goes on, and how many bytes the registry has. */
interface Upload {
  readonly location: URL;
  readonly offset: number;
}

/** Sends the bytes until all have arrived; as long as more arrive each few times, it goes on. */
async function fill(
  repository: Repository,
  blob: BlobToSend,
  location: URL,
  onBytes: (sent: number) => void,
): Promise<SentBlob> {
  const { patience, signal } = repository.registry;
  let upload: Upload = { location, offset: 0 };
  for (let failures = 0; ;) {
    const tried = await patchAndFinish(repository, blob, upload, onBytes);
    if ('digest' in tried) return tried;
    failures += 1;
    const wait = pauseBefore(failures - 1, tried.retryAfter, patience);
    if (failures >= patience.tries || wait === undefined) throw broken(repository, blob, upload.offset, tried.reason);
    await pause(wait, signal);
    const next = await whereItStands(repository, upload);
    if (next.offset > upload.offset) failures = 0;
    upload = next;
  }
}

/** Sends what is left and says that it was all. A registry that forgot the upload meanwhile has said so, too. */
async function patchAndFinish(
  repository: Repository,
  blob: BlobToSend,
  upload: Upload,
  onBytes: (sent: number) => void,
): Promise<SentBlob | Failed> {
  const tried = await patch(repository, blob, upload, onBytes);
  if ('reason' in tried) return tried;
  const { digest, bytes } = tried.whole;
  const refused = await finish(repository, blob, tried.location, digest());
  if (refused === undefined) return { digest: digest(), size: bytes(), how: 'sent' };
  return { reason: `it no longer knows the upload (HTTP ${refused})` };
}

function broken({ registry }: Repository, { name }: BlobToSend, sent: number, reason: string): UserError {
  return new UserError({ code: 'registry-upload-broken', registry: registry.host, layer: name, sent, reason });
}

/** What another attempt may cure. */
interface Failed {
  readonly reason: string;
  readonly retryAfter?: string;
}

type Tried = { readonly whole: Meter; readonly location: URL } | Failed;

/** Sends all from the offset on in one PATCH. */
async function patch(
  repository: Repository,
  blob: BlobToSend,
  { location, offset }: Upload,
  onBytes: (sent: number) => void,
): Promise<Tried> {
  const { size } = blob;
  const whole = meter(blob.digest, (digest) => {
    if (blob.digest !== undefined) checkDigest(repository, blob.name, blob.digest, digest);
  });
  // The callback is where a failure would be thrown; it shows on the stream itself.
  const body = pipeline(await blob.open(), whole.stream, from(offset, onBytes), () => undefined);
  const range = size === undefined || offset === 0 ? {} : { 'content-range': `${offset}-${size - 1}` };
  const length = size === undefined ? {} : { 'content-length': String(size - offset) };
  try {
    const answer = await repository.registry.request({
      method: 'PATCH',
      to: location,
      headers: { 'content-type': 'application/octet-stream', ...length, ...range },
      body,
      scopes: [scopeOf(repository)],
      wants: [202, 204, 401, 404, 416, ...passingStatuses],
      reference: repository.reference,
    });
    dismiss(answer);
    if (answer.status <= 204 && whole.digest() !== '') return { whole, location: locationIn(repository, answer) };
    const retryAfter = answer.headers['retry-after'];
    return { reason: `it answered HTTP ${answer.status}`, ...(retryAfter !== undefined && { retryAfter }) };
  } catch (error) {
    if (!isPassing(error))
      throw unreached(error, { registry: repository.registry.host, reference: repository.reference });
    return { reason: (error as Error).message };
  } finally {
    body.destroy();
  }
}

const passingStatuses = [408, 425, 429, 500, 502, 503, 504].filter(isPassingStatus);

/** Passes on what comes after the first bytes, and tells how much has passed. */
function from(offset: number, onBytes: (sent: number) => void): Transform {
  let passed = 0;
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      const rest = piece.subarray(Math.min(piece.length, Math.max(0, offset - passed)));
      passed += piece.length;
      if (rest.length > 0) onBytes(passed);
      done(undefined, rest.length > 0 ? rest : undefined);
    },
  });
}

/** Asks how much of an upload has arrived; one that the registry forgot begins anew. */
async function whereItStands(repository: Repository, { location }: Upload): Promise<Upload> {
  const answer = await repository.registry.request({
    method: 'GET',
    to: location,
    scopes: [scopeOf(repository)],
    wants: [200, 202, 204, 404, 405],
    reference: repository.reference,
  });
  dismiss(answer);
  const end = /^(?:bytes=)?0-(\d{1,15})$/.exec(answer.headers.range ?? '')?.[1];
  if (answer.status >= 400 || end === undefined) {
    return { location: locationIn(repository, await begin(repository)), offset: 0 };
  }
  const next = answer.headers.location === undefined ? location : locationIn(repository, answer);
  // "0-0" is what registries say of nothing, and of one byte: nobody stops after one.
  return { location: next, offset: end === '0' ? 0 : Number(end) + 1 };
}

/**
 * Says that these were all. An answer that got lost may have been a yes: then the blob is there. Gives the status
 * by which the registry says that it does not know the upload, or has another part of it than we think.
 */
async function finish(
  repository: Repository,
  blob: BlobToSend,
  location: URL,
  digest: string,
): Promise<number | undefined> {
  const to = new URL(location);
  // Not by searchParams, which writes anew what the registry wants back as it is.
  to.search = `${to.search === '' ? '?' : `${to.search}&`}digest=${encodeURIComponent(digest)}`;
  const answer = await repository.registry.request({
    method: 'PUT',
    to,
    headers: { 'content-length': '0', 'content-type': 'application/octet-stream' },
    scopes: [scopeOf(repository)],
    wants: [201, 204, 404, 416],
    reference: repository.reference,
  });
  dismiss(answer);
  if (answer.status >= 400) return (await hasBlob(repository, digest)) ? undefined : answer.status;
  const said = answer.headers['docker-content-digest'];
  if (typeof said === 'string') checkDigest(repository, blob.name, digest, said);
  return undefined;
}
