import type { ImageIdentity } from '../docker/images.ts';
import type { Pushed } from '../docker/push.ts';
import { UserError } from '../problems.ts';
import type { ImageConfig } from '../registry/image-config.ts';
import { knownImage, rememberImage } from '../registry/known-images.ts';
import type { Followed, Published, Wanted } from '../registry/publish.ts';
import type { Credentials } from '../values/credentials.ts';
import type { ManifestFormat } from '../values/manifest-format.ts';
import { parseReference, repositoryAndTag } from '../values/reference.ts';
import { REMOTE_OS_ARCH } from '../values/remote-os-arch.ts';
import type { RegistryPush, StepResult } from '../values/step.ts';
import { type Destination, openDestination } from './destination.ts';
import type { EffectDoors } from './doors.ts';
import { imageSource } from './image-source.ts';

type Sent = NonNullable<StepResult['pushed']>;

/** What a push in a format is given beside the doors. */
export interface InFormat {
  readonly push: RegistryPush;
  readonly format: ManifestFormat;
  readonly credentials: Credentials | undefined;
  /** The engine's own push, under a name; left out where no engine can push. */
  readonly byEngine?: (name: string) => Promise<Pushed>;
}

/** What stands in the registry now, and what the engine brought for it. */
interface Done {
  readonly published: Published;
  readonly first?: Pushed;
}

/**
 * Pushes an image so that the registry ends up with a manifest of that format whose layers are all gzip, and with the same
 * digest for the same content. What an earlier push left is used again; else the engine brings the layers, under a
 * temporary tag, and what it wrote beside them is written anew; else the whole image goes through us. The tag is written
 * once, last. Throws what a push throws.
 */
export async function pushInFormat(given: InFormat, doors: EffectDoors): Promise<Sent> {
  const { push, format } = given;
  const to = await openDestination(push, given.credentials, doors);
  const options = { onEvent: ({ text }: { readonly text: string }) => doors.onProgress(text), stop: to.stop };
  const wanted = { format, osArch: REMOTE_OS_ARCH, ...(push.mark !== undefined && { mark: push.mark }) };
  try {
    const { published, first } = await publishOnce({ to, wanted, options }, given, doors);
    const copies: Published[] = [];
    for (const { destination, command } of push.variants ?? []) {
      const { copyImage } = await import('../registry/copy-image.ts');
      const { repository: name, tag: under = 'latest' } = parseReference(destination);
      const place = { repository: { ...to.repository, name, reference: destination }, tag: under };
      const from = { repository: to.repository, tag: published.digest };
      copies.push(await copyImage(from, place, { ...wanted, command }, options));
    }
    return sum(first, published, copies);
  } finally {
    to.close();
  }
}

/** Where an image goes, and as what. */
interface Goal {
  readonly to: Destination;
  readonly wanted: Wanted;
  readonly options: Followed;
}

async function publishOnce(goal: Goal, { push, byEngine }: InFormat, doors: EffectDoors): Promise<Done> {
  const { registry, name } = goal.to.repository;
  const image = push.isFile ? undefined : await identityOf(push.image, doors);
  const at = image && { id: image.id, place: `${registry.host}/${name}`, format: goal.wanted.format };
  const done =
    (at && (await asBefore(knownImage(at), goal))) ??
    (byEngine && (await afterEngine(byEngine, goal, image))) ??
    (await wholeImage(push, goal, doors));
  if (at) rememberImage(at, done.published.digest);
  return done;
}

async function identityOf(reference: string, { engine }: EffectDoors): Promise<ImageIdentity | undefined> {
  const { imageIdentity } = await import('../docker/images.ts');
  return imageIdentity(await engine(), reference);
}

/** The image as an earlier push left it there, when the registry still has it. */
async function asBefore(digest: string | undefined, { to, wanted, options }: Goal): Promise<Done | undefined> {
  if (digest === undefined) return undefined;
  const { rewriteImage } = await import('../registry/rewrite.ts');
  const tags = { from: digest, to: to.tag };
  const published = await rewriteImage(to.repository, tags, wanted, options).catch(
    unless('registry-refused', 'registry-denied'),
  );
  return published && { published };
}

/** The engine brings the layers. Undefined where what it writes beside them is not taken, or cannot be written anew. */
async function afterEngine(
  byEngine: NonNullable<InFormat['byEngine']>,
  { to: { repository, tag }, wanted, options }: Goal,
  image: ImageIdentity | undefined,
): Promise<Done | undefined> {
  const { clearTemporaryTag, temporaryTag } = await import('../registry/temporary-tag.ts');
  const name = repositoryAndTag(repository.reference).repository;
  const first = await byEngine(`${name}:${temporaryTag}`).catch(
    unless('registry-refused', 'registry-denied', 'registry-unreachable', 'image-absent'),
  );
  if (first === undefined) return undefined;
  const { rewriteImage } = await import('../registry/rewrite.ts');
  const tags = { from: first.digest, to: tag };
  const meant: Wanted = { ...wanted, isIt: (config) => isSame(config, image) };
  const published = await rewriteImage(repository, tags, meant, options).catch(unless('image-not-convertible'));
  if (published === undefined) return undefined;
  await clearTemporaryTag(repository, first.digest, published, wanted);
  return { published, first };
}

/** An engine pushes by name, and another push may have given that name to another image meanwhile. */
function isSame({ diffIds, value }: ImageConfig, image: ImageIdentity | undefined): boolean {
  const { created } = value;
  const isOfThen = typeof created !== 'string' || Date.parse(created) === Date.parse(image?.created ?? '');
  return isOfThen && diffIds.join() === image?.diffIds.join();
}

async function wholeImage(push: RegistryPush, { to, wanted, options }: Goal, doors: EffectDoors): Promise<Done> {
  const { pushSource } = await import('../registry/push-image.ts');
  const source = await imageSource(push, doors, to.repository.registry.signal);
  return { published: await pushSource(to.repository, to.tag, source, wanted, options) };
}

/** Makes of these problems nothing, so that another way is taken. Anything else ends the push. */
function unless(...codes: readonly string[]): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof UserError && codes.includes(error.problem.code)) return undefined;
    throw error;
  };
}

function sum(first: Pushed | undefined, done: Published, copies: readonly Published[]): Sent {
  const { digest, configDigest, layers } = done;
  const sent = layers.filter(({ how }) => how === 'sent');
  return {
    digest,
    bytes: (first?.bytesPushed ?? 0) + sent.reduce((bytes, { size }) => bytes + size, 0),
    beforeCompression: first?.countedBeforeCompression ?? false,
    layersSent: (first?.layersPushed ?? 0) + sent.length,
    layersKnown: first?.layersExisting ?? layers.length - sent.length,
    configDigest,
    ...(copies.length > 0 && { variants: copies.map(({ digest, configDigest }) => ({ digest, configDigest })) }),
  };
}
