import { expect, test } from 'vitest';
import { build, folders, found } from './found-frontends.ts';

const ui = { 'ui/package.json': build };

test.each([
  ['a path from the folder of manage.py', "PAGE = env('PAGE', default='../ui/dist/index.html')"],
  ['the folder itself', "PAGES = os.path.join(BASE_DIR, '../ui/dist/')"],
  ['part by part', "PAGE = BASE_DIR.parent / 'ui' / 'dist' / 'index.html'"],
  ['by join', 'PAGE = os.path.join(ROOT, "ui", "dist", "index.html")'],
  ['in one part', "PAGE = ROOT / 'ui/dist/index.html'"],
  ['as an address of a file', "SPA = open(f'{ROOT}/x'), ROOT.joinpath('ui', 'dist')"],
])('a setting of any name tells of a front end: %s', (_, settings) => {
  expect(found(ui, settings).frontends).toMatchObject([
    { value: { folder: 'ui' }, why: expect.stringContaining('the settings name ui/dist') },
  ]);
});

test('it is the folder that its tool writes into', () => {
  const elsewhere = { ...ui, 'ui/vite.config.js': "build: { outDir: 'public' }" };
  expect(folders(elsewhere, "PAGE = '../ui/public/index.html'")).toEqual(['ui']);
  expect(folders(elsewhere, "PAGE = '../ui/dist/index.html'")).toEqual([]);
});

test.each([
  ['in a comment', "# PAGE = ROOT / 'ui' / 'dist'"],
  ['another folder of it', "PAGE = '../ui/distant/index.html'"],
  ['one whose name it ends', "PAGE = ROOT / 'my-ui' / 'dist'"],
  ['from another folder', "PAGE = 'ui/dist.html'"],
  ['an address', "CORS_ALLOWED_ORIGINS = ['http://ui', 'dist']"],
])('nothing tells of it: %s', (_, settings) => {
  expect(folders(ui, settings)).toEqual([]);
});
