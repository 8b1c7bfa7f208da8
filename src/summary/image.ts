import type { Item, Section } from '../values/report.ts';
import { packageOfLibrary } from '../system-packages/missing-library.ts';
import type { BuiltImage, ImageFacts } from '../values/image.ts';

const MOST = 2;

/** Libraries that packages are linked with and that are nowhere in the image, with the Debian package that has each. */
export function librariesItems({ facts }: { readonly facts?: Pick<ImageFacts, 'missingLibraries'> }): readonly Item[] {
  const missing = facts?.missingLibraries ?? [];
  if (missing.length === 0) return [];
  const found = missing.map(({ library, neededBy }) => {
    const files =
      neededBy.slice(0, MOST).join(', ') + (neededBy.length > MOST ? `, ${neededBy.length - MOST} more` : '');
    return `${library}, for ${files}`;
  });
  const what = 'Shared libraries are missing in the image. The project imports without them; what uses one will fail.';
  const options = new Set(missing.map(({ library }) => `--apt-package ${packageOfLibrary(library)}`));
  return [{ what, found, next: [`Add what is used: simple-deploy push ${[...options].join(' ')}`] }];
}

/** What the build found out about the static files that the person should know. */
export function staticNotesSection({ facts: { notes = [] } }: Pick<BuiltImage, 'facts'>): readonly Section[] {
  return notes.length === 0 ? [] : [{ heading: 'Static files', lines: [...notes] }];
}
