import { expect, test } from 'vitest';
import { cut } from './range.ts';

const releases = [3, 1, 2].map((version) => ({ version }));

test.each([
  ['', [1, 2, 3], undefined],
  ['version ..; max=1, order=desc', [3], 'version ]3..; max=1, order=desc'],
  ['version ]3..; max=1, order=desc', [2], 'version ]2..; max=1, order=desc'],
  ['version 2..', [2, 3], undefined],
  ['version ..; max=2', [1, 2], 'version ]2..; max=2'],
])('%j of three releases', (range, versions, next) => {
  const page = cut(releases, range);
  expect([page.items, page.next]).toEqual([versions.map((version) => ({ version })), next]);
});

test('without a Range there are 200, the oldest first', () => {
  const many = Array.from({ length: 250 }, (_, index) => ({ version: index + 1 }));
  const { items, next } = cut(many);
  expect([items.length, items[0], next]).toEqual([200, { version: 1 }, 'version ]200..; max=200']);
});

test('things without a version come as they were made', () => {
  const [first, second] = [{ created_at: '2026-01-01T00:00:00Z' }, { created_at: '2026-01-02T00:00:00Z' }];
  expect(cut([second, first]).items).toEqual([first, second]);
});
