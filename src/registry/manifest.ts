import { UserError } from '../problems.ts';
import { isDigest } from './digest.ts';
import { mediaTypes } from './media-types.ts';

/** What a manifest says of a blob (OCI image specification, descriptor). */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  /** Such as "linux/amd64", with a variant "linux/arm/v7"; of the images of an index. */
  readonly osArch?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface ImageManifest {
  readonly kind: 'image';
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

export interface ImageIndex {
  readonly kind: 'index';
  readonly images: readonly Descriptor[];
}

/** A container image has 127 layers at most on most engines. */
const mostParts = 1000;

/** Reads a manifest or an index, OCI's or docker's. Gives the reason where it is none. */
export function readManifest(
  bytes: Uint8Array,
): ImageManifest | ImageIndex | { readonly kind: 'none'; readonly why: string } {
  try {
    const value = object(JSON.parse(Buffer.from(bytes).toString('utf8')), 'it');
    if (value['schemaVersion'] !== 2) throw new Error('it is not of schema version 2');
    if ('manifests' in value) return { kind: 'index', images: list(value['manifests'], 'its list of manifests') };
    const [config] = list([value['config']], 'its configuration');
    if (config === undefined) throw new Error('it names no configuration');
    return { kind: 'image', config, layers: list(value['layers'], 'its list of layers') };
  } catch (error) {
    return { kind: 'none', why: error instanceof SyntaxError ? 'it is not JSON' : (error as Error).message };
  }
}

function list(value: unknown, what: string): readonly Descriptor[] {
  if (!Array.isArray(value) || value.length > mostParts) throw new Error(`${what} is none`);
  return value.map((each) => descriptor(object(each, `a part of ${what}`), what));
}

function descriptor(value: Readonly<Record<string, unknown>>, what: string): Descriptor {
  const { mediaType, digest, size, platform, annotations } = value;
  if (typeof mediaType !== 'string' || !isDigest(digest)) throw new Error(`${what} names no digest and media type`);
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) throw new Error(`${what} names no size`);
  const osArch = osArchOf(platform);
  const notes = texts(annotations);
  return { mediaType, digest, size, ...(osArch && { osArch }), ...(notes && { annotations: notes }) };
}

function osArchOf(platform: unknown): string | undefined {
  if (typeof platform !== 'object' || platform === null) return undefined;
  const { os, architecture, variant } = platform as Readonly<Record<string, unknown>>;
  return [os, architecture, variant].filter((each) => typeof each === 'string' && each !== '').join('/') || undefined;
}

function texts(value: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.fromEntries(Object.entries(value).filter(([, each]) => typeof each === 'string')) as Record<
    string,
    string
  >;
}

function object(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Error(`${what} is no object`);
}

/**
 * The image of an index for an operating system and architecture. Attestations, which BuildKit lists beside the images
 * (its docs, attestation storage), are none. Throws `image-lacks-machine`.
 */
export function imageFor({ images }: ImageIndex, osArch: string, reference: string): Descriptor {
  const real = images.filter(
    ({ mediaType, annotations, osArch: has }) =>
      annotations?.['vnd.docker.reference.type'] === undefined &&
      has?.startsWith('unknown/') !== true &&
      (mediaType === mediaTypes.docker.manifest || mediaType === mediaTypes.oci.manifest),
  );
  const found =
    real.find(({ osArch: has }) => has === osArch) ?? real.find(({ osArch: has }) => has?.startsWith(`${osArch}/`));
  if (found !== undefined) return found;
  const has = [...new Set(real.map((each) => each.osArch ?? 'an unnamed machine'))];
  throw new UserError({ code: 'image-lacks-machine', reference, wanted: osArch, has });
}
