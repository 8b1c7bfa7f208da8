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

/** Puts a manifest under a tag; gives its digest. Throws `registry-…`. */
export async function putManifest(
  repository: Repository,
  tag: string,
  bytes: Buffer,
  mediaType: string,
): Promise<string> {
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
  const digest = digestOf(bytes);
  const said = answer.headers['docker-content-digest'];
  if (typeof said === 'string') checkDigest(repository, `the manifest of ${repository.reference}`, digest, said);
  return digest;
}
