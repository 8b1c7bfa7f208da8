import { expect, it } from 'vitest';
import { librariesItems, staticNotesSection } from '../../src/summary/image.ts';
import type { ImageFacts } from '../../src/values/image.ts';

const items = (missingLibraries?: ImageFacts['missingLibraries']) =>
  librariesItems({ facts: missingLibraries === undefined ? {} : { missingLibraries } });

it('says nothing where nothing is missing, or where nobody looked', () => {
  expect([items([]), items()]).toEqual([[], []]);
});

it('names each library, who needs it, and the package to add', () => {
  const neededBy = ['cv2/cv2.abi3.so', 'cv2/b.so', 'cv2/c.so'];
  const [found] = items([
    { library: 'libGL.so.1', neededBy },
    { library: 'libtbb.so.12', neededBy: ['numba/tbbpool.so'] },
  ]);
  expect(found?.found).toEqual([
    'libGL.so.1, for cv2/cv2.abi3.so, cv2/b.so, 1 more',
    'libtbb.so.12, for numba/tbbpool.so',
  ]);
  expect(found?.next?.join()).toContain('simple-deploy push --apt-package libgl1 --apt-package libtbb12');
});

it('says what is worth a word about static files', () => {
  const notes = (all?: readonly string[]) => staticNotesSection({ facts: { notes: all } as unknown as ImageFacts });
  expect([notes([]), notes()]).toEqual([[], []]);
  expect(notes(['/project/assets does not exist.'])).toEqual([
    { heading: 'Static files', lines: ['/project/assets does not exist.'] },
  ]);
});
