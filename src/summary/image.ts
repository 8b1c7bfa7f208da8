import type { Section } from '../values/report.ts';
import { packageOfLibrary } from '../system-packages/missing-library.ts';
import type { BuiltImage } from '../values/image.ts';

const MOST = 2;

/** Libraries that packages are linked with and that are nowhere in the image, with the Debian package that has each. */
export function librariesSection({ facts: { missingLibraries = [] } }: Pick<BuiltImage, 'facts'>): readonly Section[] {
  if (missingLibraries.length === 0) return [];
  const lines = missingLibraries.map(({ library, neededBy }) => {
    const files =
      neededBy.slice(0, MOST).join(', ') + (neededBy.length > MOST ? `, ${neededBy.length - MOST} more` : '');
    return `${library}, for ${files}: --apt-package ${packageOfLibrary(library)}`;
  });
  const advice = 'The project imports without them. Where what needs one is used after all, add its package:';
  return [{ heading: 'Shared libraries that the image lacks', lines: [advice, ...lines] }];
}

/** What the build found out about the static files that the person should know. */
export function staticNotesSection({ facts: { notes = [] } }: Pick<BuiltImage, 'facts'>): readonly Section[] {
  return notes.length === 0 ? [] : [{ heading: 'Static files', lines: [...notes] }];
}
