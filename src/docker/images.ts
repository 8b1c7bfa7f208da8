import { UserError } from '../problems.ts';
import type { BuiltImage } from '../values/image.ts';
import { repositoryAndTag } from '../values/reference.ts';
import { engineError, reasonOf } from './engine-errors.ts';
import type { Engine } from './engine.ts';
import { imageContent, type InspectedContent } from './image-content.ts';
import { readImageFacts } from './image-facts.ts';
import { imageLayers } from './image-layers.ts';

/** An image of a project, as the engine lists it. */
export interface ListedImage {
  readonly reference: string;
  readonly id: string;
  /** Bytes, with what it shares with others, as the engine counts them. */
  readonly size: number;
  readonly createdAt: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface ImageIdentity {
  readonly id: string;
  readonly diffIds: readonly string[];
  readonly created: string;
}

/** ID of an image that the engine holds; undefined when it holds none of that name. Throws `engine-refused`, `engine-lost`. */
export async function imageId(engine: Engine, reference: string): Promise<string | undefined> {
  return (await inspect(engine, reference))?.Id;
}

/** What tells an image of the engine from every other: its ID, its layers and when it was made; undefined when it holds none of that name. */
export async function imageIdentity(engine: Engine, reference: string): Promise<ImageIdentity | undefined> {
  const image = await inspect(engine, reference);
  return image && { id: image.Id, diffIds: image.RootFS.Layers ?? [], created: image.Created };
}

/** What an image that the engine holds runs on, such as "linux/amd64"; undefined when it holds none of that name. */
export async function imageOsArch(engine: Engine, reference: string): Promise<string | undefined> {
  const image = await inspect(engine, reference);
  return image && `${image.Os}/${image.Architecture}`;
}

/**
 * An image that simple-deploy built, with its layers and the facts that lie in it; undefined when the engine holds none
 * of that name. Throws `image-without-facts` when something else made it.
 */
export async function findImage(engine: Engine, reference: string): Promise<BuiltImage | undefined> {
  const image = await inspect(engine, reference);
  if (image === undefined) return undefined;
  const [facts, history] = await Promise.all([
    readImageFacts(engine, image.Id, reference),
    engine.api.getImage(image.Id).history() as Promise<{ CreatedBy: string; Size: number }[]>,
  ]);
  const layers = imageLayers(image.RootFS.Layers ?? [], history);
  return {
    reference,
    id: image.Id,
    // Not the engine's own number: with the containerd store it counts compressed content, and twice.
    size: layers.reduce((sum, layer) => sum + layer.size, 0),
    osArch: `${image.Os}/${image.Architecture}`,
    layers,
    labels: image.Config.Labels ?? {},
    content: imageContent(image),
    repoDigests: image.RepoDigests ?? [],
    createdAt: image.Created,
    facts,
  };
}

/** The images that were built from a folder (the label `simple-deploy.folder`), newest first, each under its own name. */
export async function listProjectImages(engine: Engine, folder: string): Promise<readonly ListedImage[]> {
  const filters = { label: [`simple-deploy.folder=${folder}`] };
  const listed = await engine.api.listImages({ filters }).catch((error: unknown) => {
    throw engineError(error, 'listing images');
  });
  const images = listed.flatMap((image) => {
    const reference = image.RepoTags?.find((tag) => isOwnName(tag));
    if (reference === undefined) return [];
    const { Id: id, Size: size, Labels: labels } = image;
    return [
      { reference: shortName(reference), id, size, createdAt: new Date(image.Created * 1000).toISOString(), labels },
    ];
  });
  return images.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
}

/** Gives an image one more name. Throws `image-absent`, `engine-refused`. */
export async function tagImage(engine: Engine, reference: string, name: string): Promise<void> {
  const { repository, tag } = repositoryAndTag(name);
  try {
    await engine.api.getImage(reference).tag({ repo: repository, tag });
  } catch (error) {
    if (reasonOf(error).status === 404) throw new UserError({ code: 'image-absent', reference }, { cause: error });
    throw engineError(error, `naming the image ${name}`);
  }
}

/**
 * Removes a name of an image, and the image when that was its last. One that is not there is no failure. Throws
 * `image-in-use` when a container stands on it.
 */
export async function removeImage(engine: Engine, reference: string): Promise<void> {
  try {
    await engine.api.getImage(reference).remove();
  } catch (error) {
    const { status, text } = reasonOf(error);
    if (status === 404) return;
    if (status === 409) throw new UserError({ code: 'image-in-use', reference, reason: text }, { cause: error });
    throw engineError(error, `removing the image ${reference}`);
  }
}

interface Inspected extends InspectedContent {
  readonly Id: string;
  readonly Created: string;
  readonly RepoDigests?: readonly string[] | null;
  readonly Config: InspectedContent['Config'] & { readonly Labels?: Readonly<Record<string, string>> | null };
}

async function inspect(engine: Engine, reference: string): Promise<Inspected | undefined> {
  try {
    return (await engine.api.getImage(reference).inspect()) as unknown as Inspected;
  } catch (error) {
    if (reasonOf(error).status === 404) return undefined;
    throw engineError(error, `looking for the image ${reference}`);
  }
}

/** The name that a build gave, not one of the user's tags. Podman lists it below localhost. */
function isOwnName(tag: string): boolean {
  return shortName(tag).startsWith('simple-deploy/');
}

function shortName(tag: string): string {
  return tag.replace(/^(localhost|docker\.io)\//, '');
}
