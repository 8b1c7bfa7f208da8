import { expect, test } from 'vitest';
import { frontendsInImage } from '../src/frontends-in-image.ts';
import type { Fact } from '../src/values/fact.ts';
import type { Frontend } from '../src/values/frontend.ts';

function frontend(
  folder: string,
  origin: Fact<Frontend>['origin'] = { file: `${folder}/package.json` },
): Fact<Frontend> {
  const install = { manager: 'npm', folder, manifests: [], fromTree: false, byGit: false } as const;
  const value = { folder, build: { script: 'build' }, servesPackages: false, readsPython: false };
  return { origin, value: { ...value, install: { value: install, origin }, node: { value: '24', origin: 'default' } } };
}

test('one whose folder, or package.json, stays out is not built, and that is told', () => {
  const all = ['ui', 'admin', 'web', '.'].map((folder) => frontend(folder));
  const leftOut = ['ui', 'admin/package.json', 'web/dist', 'other'].map((path) => ({ path, rule: '.dockerignore' }));
  const { frontends, considered } = frontendsInImage(all, leftOut);
  expect(frontends.map(({ value }) => value.folder)).toEqual(['web', '.']);
  expect(considered).toMatchObject([
    {
      fact: 'frontends',
      value: 'ui',
      why: 'it stays out of the image (.dockerignore): what is committed of it is used',
    },
    { value: 'admin' },
  ]);
});

test('one that the person names is built', () => {
  const named = frontend('ui', { option: '--frontend' });
  expect(frontendsInImage([named], [{ path: 'ui', rule: '.dockerignore' }])).toEqual({
    frontends: [named],
    considered: [],
  });
});
