import { expect, it } from 'vitest';
import { librariesSection, staticNotesSection } from '../../src/summary/image.ts';
import type { ImageFacts } from '../../src/values/image.ts';

const section = (missingLibraries?: ImageFacts['missingLibraries']) =>
  librariesSection({ facts: (missingLibraries === undefined ? {} : { missingLibraries }) as ImageFacts });

it('says nothing where nothing is missing, or where nobody looked', () => {
  expect([section([]), section()]).toEqual([[], []]);
});

it('names each library, who needs it, and the package to add', () => {
  const neededBy = ['cv2/cv2.abi3.so', 'cv2/b.so', 'cv2/c.so'];
  const [found] = section([
    { library: 'libGL.so.1', neededBy },
    { library: 'libtbb.so.12', neededBy: ['numba/tbbpool.so'] },
  ]);
  expect(found?.lines?.slice(1)).toEqual([
    'libGL.so.1, for cv2/cv2.abi3.so, cv2/b.so, 1 more: --apt-package libgl1',
    'libtbb.so.12, for numba/tbbpool.so: --apt-package libtbb12',
  ]);
});

it('says what is worth a word about static files', () => {
  const notes = (all?: readonly string[]) => staticNotesSection({ facts: { notes: all } as unknown as ImageFacts });
  expect([notes([]), notes()]).toEqual([[], []]);
  expect(notes(['/project/assets does not exist.'])).toEqual([
    { heading: 'Static files', lines: ['/project/assets does not exist.'] },
  ]);
});
