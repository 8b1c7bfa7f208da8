import { expect, test } from 'vitest';
import { destroyReport } from '../../src/summary/destroy.ts';
import { summaryText } from '../../src/summary/text.ts';
import { plainStyle } from '../../src/messages/render.ts';

const results = [
  {
    id: 'remove',
    title: 'Remove the container blog-web',
    why: 'It belongs to the app.',
    outcome: 'done',
    startedAt: 0,
    ms: 300,
  },
] as const;

test('what is gone, what stays and is billed, and how to have it again', () => {
  const platform = { name: 'fly', label: 'Fly.io' };
  const notes = [{ what: 'The cluster blog-db was kept, and is billed on.', next: ['flyctl mpg destroy 1'] }];
  const report = destroyReport({ app: 'blog', platform, results, notes, dir: undefined, to: ' --to fly' });
  expect(report).toMatchObject({ title: 'blog was removed from Fly.io', state: 'done', urls: [] });
  const text = summaryText(report, { style: plainStyle, width: 80 });
  expect(text).toContain('The cluster blog-db was kept, and is billed on.');
  expect(text).toContain('→ flyctl mpg destroy 1');
  expect(text).toContain('simple-deploy push --to fly --app blog');
  // On a terminal the steps have been told as they were done.
  expect(text).not.toContain('Remove the container');
  expect(JSON.stringify(report)).toContain('Remove the container blog-web');
});

test('of this machine it is said so', () => {
  const platform = { name: 'local', label: 'this machine' };
  const { title, sections } = destroyReport({
    app: 'blog',
    platform,
    results: [],
    notes: [],
    dir: '../my blog',
    to: '',
  });
  expect(title).toBe('blog was removed from this machine');
  expect(sections).toEqual([
    {
      heading: 'What to do next',
      commands: [{ about: 'to have it again', command: "simple-deploy push '../my blog' --app blog" }],
    },
  ]);
});
