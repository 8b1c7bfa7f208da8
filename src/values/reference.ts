import type { ImageReference } from './image.ts';

/**
 * Takes a reference apart as the OCI tools do: the first part is a registry when it has a dot or a port, or is
 * "localhost" (distribution/reference). Never throws: what is not a name shows as an odd repository.
 */
export function parseReference(text: string): ImageReference {
  const [name = '', digest] = text.split('@', 2);
  const slash = name.indexOf('/');
  const first = slash === -1 ? '' : name.slice(0, slash);
  const isRegistry = first.includes('.') || first.includes(':') || first === 'localhost';
  const rest = isRegistry ? name.slice(slash + 1) : name;
  const colon = rest.lastIndexOf(':');
  const hasTag = colon > rest.lastIndexOf('/');
  return {
    ...(isRegistry && { registry: first }),
    repository: hasTag ? rest.slice(0, colon) : rest,
    ...(hasTag && { tag: rest.slice(colon + 1) }),
    ...(digest !== undefined && { digest }),
  };
}

const HOST = /^(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?$/i;
const REPOSITORY = /^[a-z\d]+(?:(?:\.|__?|-+)[a-z\d]+)*(?:\/[a-z\d]+(?:(?:\.|__?|-+)[a-z\d]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[a-z\d]+(?:[+._-][a-z\d]+)*:[\da-f]{32,}$/i;

/** Whether a text can name an image at all (the grammar of distribution/reference). */
export function isReference(text: string): boolean {
  const { registry, repository, tag, digest } = parseReference(text);
  return (
    (registry === undefined || HOST.test(registry)) &&
    REPOSITORY.test(repository) &&
    (tag === undefined || TAG.test(tag)) &&
    (digest === undefined || DIGEST.test(digest))
  );
}

/** Host of a reference; Docker Hub's when it names none. */
export function registryOf(reference: string): string {
  return parseReference(reference).registry ?? 'docker.io';
}

/** The two halves by which the engine's API names an image; the tag is "latest" when none is given, as everywhere. */
export function repositoryAndTag(reference: string): { readonly repository: string; readonly tag: string } {
  const { registry, repository, tag = 'latest' } = parseReference(reference);
  return { repository: registry === undefined ? repository : `${registry}/${repository}`, tag };
}
