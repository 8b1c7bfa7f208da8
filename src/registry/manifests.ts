import { UserError } from '../problems.ts';
import { checkDigest, type Repository, scopeOf } from './blobs.ts';
import { digestOf, isDigest } from './digest.ts';
import { dismiss, unusable } from './http.ts';
import { type ImageManifest, imageFor, readManifest } from './manifest.ts';
import { manifestTypes } from './media-types.ts';

/** A manifest as the registry gave it, with its digest by our own reckoning. */
interface Fetched {
  readonly bytes: Buffer;
  readonly digest: string;
}

/** Fetches what stands under a tag or digest. Throws `registry-…`, `registry-digest-differs` when it is another. */
async function fetchManifest(repository: Repository, tag: string): Promise<Fetched> {
  const { answer, bytes } = await repository.registry.read({
    method: 'GET',
    to: `/v2/${repository.name}/manifests/${tag}`,
    headers: { accept: manifestTypes.join(', ') },
    scopes: [scopeOf(repository)],
    wants: [200],
    reference: repository.reference,
  });
  const digest = digestOf(bytes);
  const said = isDigest(tag) ? tag : answer.headers['docker-content-digest'];
  if (typeof said === 'string' && said.startsWith('sha256:')) {
    checkDigest(repository, `the manifest of ${repository.reference}`, said, digest);
  }
  return { bytes, digest };
}

/**
 * The manifest of the image for an operating system and architecture that stands under a tag or digest, out of an index
 * where there is one. Throws `registry-…`, `image-lacks-machine`, `image-not-convertible`.
 */
export async function fetchImage(repository: Repository, tag: string, osArch: string): Promise<ImageManifest> {
  const { reference, registry } = repository;
  const read = async (name: string) => {
    const { bytes } = await fetchManifest(repository, name);
    const manifest = readManifest(bytes);
    if (manifest.kind !== 'none') return manifest;
    throw unusable(
      new URL(`/v2/${repository.name}/manifests/${name}`, registry.origin),
      `as a manifest, ${manifest.why}`,
    );
  };
  const first = await read(tag);
  if (first.kind === 'image') return first;
  const inside = await read(imageFor(first, osArch, reference).digest);
  if (inside.kind === 'image') return inside;
  throw new UserError({ code: 'image-not-convertible', reference, reason: 'its index lists another index' });
}

/**
 * Puts a manifest under a tag, or under its digest; gives its digest. Where it stands there already nothing is written: no
 * registry tells its listeners of a change that is none, and one whose tags cannot be moved is not asked to. Throws
 * `registry-…`.
 */
export async function putManifest(
  repository: Repository,
  tag: string,
  bytes: Buffer,
  mediaType: string,
): Promise<string> {
  const digest = digestOf(bytes);
  if (await standsUnder(repository, tag, digest)) return digest;
  const answer = await repository.registry.request({
    method: 'PUT',
    to: `/v2/${repository.name}/manifests/${tag}`,
    headers: { 'content-type': mediaType, 'content-length': String(bytes.length) },
    body: bytes,
    scopes: [scopeOf(repository)],
    wants: [200, 201, 202],
    reference: repository.reference,
  });
  dismiss(answer);
  const said = answer.headers['docker-content-digest'];
  if (typeof said === 'string') checkDigest(repository, `the manifest of ${repository.reference}`, digest, said);
  return digest;
}

async function standsUnder(repository: Repository, tag: string, digest: string): Promise<boolean> {
  const answer = await repository.registry.request({
    method: 'HEAD',
    to: `/v2/${repository.name}/manifests/${tag}`,
    headers: { accept: manifestTypes.join(', ') },
    scopes: [scopeOf(repository)],
    wants: [200, 400, 404, 405],
    reference: repository.reference,
  });
  dismiss(answer);
  return answer.status === 200 && answer.headers['docker-content-digest'] === digest;
}

/** Takes a tag away, and not what it means (OCI distribution specification, "deleting tags"). Whether the registry did. */
export async function removeTag(repository: Repository, tag: string): Promise<boolean> {
  const answer = await repository.registry.request({
    method: 'DELETE',
    to: `/v2/${repository.name}/manifests/${tag}`,
    scopes: [scopeOf(repository), scopeOf(repository, 'delete')],
    wants: [200, 202, 204, 404, ...refusals],
    reference: repository.reference,
  });
  dismiss(answer);
  return answer.status < 300 || answer.status === 404;
}

/** What registries answer that let nobody delete, or delete by digest only. */
const refusals = [400, 401, 403, 405, 409, 412, 415, 422, 501];
