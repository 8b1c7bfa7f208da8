import { expect, test } from 'vitest';
import { namesFor, refuseName } from '../../../src/platforms/local/names.ts';

test('a name is one that the engine takes, and no name of two apps is the same', () => {
  for (const app of ['blog', 'a', '2-b', 'x'.repeat(40)]) expect(() => refuseName(app)).not.toThrow();
  for (const app of ['Blog', 'bad name', '-a', 'a-', 'a_b', 'a/b', '', 'x'.repeat(41)]) {
    expect(() => refuseName(app)).toThrow('app-name-invalid');
  }
  expect(namesFor('blog-web').web).not.toBe(namesFor('blog').web);
});
