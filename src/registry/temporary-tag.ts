import { UserError } from '../problems.ts';
import type { Repository } from './blobs.ts';
import { putManifest, removeTag } from './manifests.ts';
import { mediaTypes } from './media-types.ts';
import type { Published, Wanted } from './publish.ts';

/** Where an engine pushes before the tag is written. Always the same, so that a repository has one of them at most. */
export const temporaryTag = 'simple-deploy-push';

/**
 * Takes the temporary tag away. Where a registry does not let us, it becomes one more name of the image that was just
 * published. `meant` is what the engine put there: were it the image itself, some registries would delete that too.
 * Nothing depends on it: what a registry refuses here is no failure.
 */
export async function clearTemporaryTag(
  repository: Repository,
  meant: string,
  { digest, manifest }: Published,
  { format }: Pick<Wanted, 'format'>,
): Promise<void> {
  try {
    if (meant === digest || (await removeTag(repository, temporaryTag))) return;
    await putManifest(repository, temporaryTag, manifest, mediaTypes[format].manifest);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}
