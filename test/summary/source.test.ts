import { expect, test } from 'vitest';
import { deployedOfSource, runningOf, sourceSections } from '../../src/summary/source.ts';
import type { SourceTree } from '../../src/values/source-tree.ts';
import { dependenciesOf, layoutOf } from '../support/layouts.ts';

const entry = (path: string, id: string) => ({ path, id, mode: '100644', size: 1, source: { file: path } }) as const;
const layout = layoutOf({ dependencies: dependenciesOf(['django==4.2.1', 'celery']) });
const tree: SourceTree = {
  id: '1'.repeat(40),
  entries: [
    entry('.environment', 'c'),
    entry('.simple-deploy/build.json', 'a'),
    entry('.upsun/config.yaml', 'b'),
    entry('blog/views.py', 'd'.repeat(40)),
  ],
  leftOut: [{ path: '.env', rule: 'git ignores it' }],
  configuration: [{ path: '.upsun/config.yaml', text: '' }],
  notes: [],
};

test('what is compared the next time is the project, without what is added to it', () => {
  const now = deployedOfSource({ layout, tree }, 'blog:1', '2026-11-30T10:00:00.000Z');
  expect(now.files).toEqual({ 'blog/views.py': 'd'.repeat(16) });
  expect(now.packages).toEqual({ django: '4.2.1' });
});

test('the versions are those that the project names', () => {
  expect(runningOf(layout)).toEqual({ django: '4.2.1', python: '3.13' });
  expect(runningOf(layoutOf())).toEqual({ django: undefined, python: '3.13' });
});

test('what is added and what stays is told; a configuration of the person’s own is not called ours', () => {
  const said = JSON.stringify(sourceSections({ layout, tree }, 'Upsun'));
  expect(said).toMatch(/config\.yaml.*made for Upsun/);
  expect(said).toContain('.env (git ignores it)');
  const own = JSON.stringify(sourceSections({ layout, tree: { ...tree, configuration: [] } }, 'Upsun'));
  expect(own).not.toMatch(/made for Upsun|What is added/);
});
