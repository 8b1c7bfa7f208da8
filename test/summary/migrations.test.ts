import { expect, it } from 'vitest';
import { changeItems, migrationItems } from '../../src/summary/migrations.ts';

const lacking = (app: string) => ({ app, models: ['Order'], folder: `src/${app}/migrations` });

it('says nothing where all is made, and where nobody looked', () => {
  expect([migrationItems({ unmigrated: [] }), migrationItems({}), migrationItems(undefined)]).toEqual([[], [], []]);
  expect([changeItems({ unmigratedChanges: [] }), changeItems(undefined)]).toEqual([[], []]);
});

it('names apps that have models and no migrations, with the command that writes them', () => {
  const [one] = migrationItems({ unmigrated: [lacking('shop')] });
  expect(one?.what).toBe('The app shop has models and no migrations: its tables will not be made.');
  expect(one?.next).toEqual([
    'python manage.py makemigrations shop, then commit the files that it writes (where .gitignore names them, take that line out).',
  ]);
  const [two, ...more] = migrationItems({ unmigrated: [lacking('blog'), lacking('shop')] });
  expect([two?.what, two?.next?.[0], more]).toEqual([
    'The apps blog, shop have models and no migrations: their tables will not be made.',
    expect.stringContaining('makemigrations blog shop,'),
    [],
  ]);
});

it.each([
  ['src/shop/migrations', true],
  ['src', true],
  ['src/shop/migrations/0001_initial.py', true],
  ['src/shop/migrations/__pycache__', false],
  ['src/shop/migrations_old', false],
])('knows migrations that stay out of the image: %s', (path, isOut) => {
  const [item] = migrationItems({ unmigrated: [lacking('shop')] }, [{ path, rule: '.dockerignore' }]);
  expect(item?.what.includes('stays out of the image (.dockerignore)')).toBe(isOut);
  expect(item?.next?.join().includes(`!${path}`)).toBe(isOut);
});

it('tells what migrate would stop at, and what models have more', () => {
  const items = migrationItems({ migrationHeads: { shop: ['0002_a', '0002_b'] }, migrationsFail: 'ImportError: x' });
  expect(items.map(({ what }) => what)).toEqual([
    'The migrations of the app shop have several ends (0002_a, 0002_b): migrate stops there.',
    'The migrations cannot be loaded: ImportError: x',
  ]);
  expect(items[0]?.next?.[0]).toContain('makemigrations --merge,');
  const [lost] = migrationItems({ migrationsFail: 'ValueError: Dependency on app with no migrations: blog (a.py:3)' });
  expect(lost?.next?.[0]).toContain('makemigrations blog,');
  const [change] = changeItems({ unmigratedChanges: [{ app: 'shop', models: ['Line', 'order.note'] }] });
  expect(change?.what).toContain('app shop have what its migrations do not make: Line, order.note.');
  expect(change?.next?.[0]).toContain('makemigrations shop,');
});
