import { expect, test } from 'vitest';
import { imageLayers } from '../../src/docker/image-layers.ts';

const empty = 'sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef';

/** The history of an image of ours, newest first, as engines give it; the size of WORKDIR differs between stores. */
const history = (workdir: number) =>
  [
    ['CMD ["gunicorn"]', 0],
    ['ENTRYPOINT []', 0],
    ['USER 1000:1000', 0],
    ['WORKDIR /project/blog', workdir],
    ['COPY /layers/app / # buildkit', 300],
    ['COPY /layers/static / # buildkit', 0],
    ['ENV HOME=/tmp', 0],
    ['COPY /layers/overlay / # buildkit', 20],
    ['COPY /layers/packages / # buildkit', 1000],
    ['', 5000],
  ].map(([CreatedBy, Size]) => ({ CreatedBy: String(CreatedBy), Size: Number(Size) }));

const parts = [
  { diffId: 'base', size: 5000, part: 'base' },
  { diffId: 'packages', size: 1000, part: 'packages' },
  { diffId: 'overlay', size: 20, part: 'overlay' },
  { diffId: 'static', size: 0, part: 'static' },
  { diffId: 'app', size: 300, part: 'app' },
];
const ids = parts.map(({ diffId }) => diffId);

test.each([0, 4096])('each layer has its part, with a layer of WORKDIR of %s bytes', (size) => {
  expect(imageLayers([...ids, empty], history(size))).toEqual([...parts, { diffId: empty, size, part: 'app' }]);
});

test('where WORKDIR made no layer, none is taken for it', () => {
  expect(imageLayers(ids, history(0))).toEqual(parts);
});

test('a base image whose history is shorter than its layers', () => {
  expect(imageLayers(['a', 'b'], [{ CreatedBy: 'RUN x', Size: 7 }])).toEqual([
    { diffId: 'a', size: 0, part: 'base' },
    { diffId: 'b', size: 7, part: 'base' },
  ]);
});
