import { Readable } from 'node:stream';
import { UserError } from '../problems.ts';
import type { PushEvent } from '../values/build-event.ts';
import type { ManifestFormat } from '../values/manifest-format.ts';
import { type Repository, readBlob } from './blobs.ts';
import { digestOf } from './digest.ts';
import { type ImageConfig, readImageConfig, writeImageConfig } from './image-config.ts';
import { rememberLayers } from './known-layers.ts';
import { putManifest } from './manifests.ts';
import { mediaTypes } from './media-types.ts';
import { type SentBlob, sendBlob } from './upload.ts';
import { type Blob, writeManifest } from './write-manifest.ts';

/** What is to stand under a tag. */
export interface Wanted {
  readonly format: ManifestFormat;
  /** Such as "linux/amd64". */
  readonly osArch: string;
  /** The same layers with another command. */
  readonly command?: readonly string[];
  /** The same content under another digest. */
  readonly mark?: string;
  /** Whether a configuration is that of the image that is meant. */
  readonly isIt?: (config: ImageConfig) => boolean;
}

/** How a push is followed: `name` is what a layer is called, `total` is 0 while it is not known. */
export type OnEvent = (event: PushEvent) => void;

/** What a push does beside its work: `stop` ends what runs besides when something failed. */
export interface Followed {
  readonly onEvent: OnEvent;
  readonly stop: (error: unknown) => void;
}

/** What stands under a tag now, and what travelled for it. */
export interface Published {
  readonly digest: string;
  /** By which some platforms name an image. */
  readonly configDigest: string;
  readonly layers: readonly SentBlob[];
  /** The manifest's bytes. */
  readonly manifest: Buffer;
}

/** Reads the configuration of an image and holds it against what is wanted. Throws `image-lacks-machine`, `image-not-convertible`. */
export function checkedConfig(
  bytes: Uint8Array,
  layerCount: number,
  { osArch, isIt = () => true }: Pick<Wanted, 'osArch' | 'isIt'>,
  reference: string,
): ImageConfig {
  const config = readImageConfig(bytes);
  const fail = (reason: string) => new UserError({ code: 'image-not-convertible', reference, reason });
  if ('why' in config) throw fail(config.why);
  if (config.diffIds.length !== layerCount) throw fail('its manifest and its configuration name other layers');
  if (config.osArch !== osArch) {
    throw new UserError({ code: 'image-lacks-machine', reference, wanted: osArch, has: [config.osArch] });
  }
  if (!isIt(config)) throw fail('another image came between');
  return config;
}

/** Fetches and checks the configuration that a manifest in a registry names. */
export async function fetchConfig(
  repository: Repository,
  { digest }: Blob,
  layerCount: number,
  wanted: Pick<Wanted, 'osArch' | 'isIt'>,
): Promise<ImageConfig> {
  return checkedConfig(await readBlob(repository, digest), layerCount, wanted, repository.reference);
}

/**
 * Puts an image under a tag whose layers the repository holds: its configuration, made anew, then its manifest. Remembers
 * the layers. Throws `registry-…`.
 */
export async function publish(
  repository: Repository,
  tag: string,
  config: ImageConfig,
  layers: readonly SentBlob[],
  { format, ...wanted }: Wanted,
): Promise<Published> {
  const bytes = writeImageConfig(config, wanted);
  const blob = { digest: digestOf(bytes), size: bytes.length };
  await sendBlob(repository, { name: 'the configuration', ...blob, open: () => Readable.from([bytes]) });
  const manifest = writeManifest(format, blob, layers);
  const digest = await putManifest(repository, tag, manifest, mediaTypes[format].manifest);
  const named = layers.map((layer, index) => ({ ...layer, diffId: config.diffIds[index] ?? '' }));
  rememberLayers(`${repository.registry.host}/${repository.name}`, named);
  return { digest, configDigest: blob.digest, layers, manifest };
}
