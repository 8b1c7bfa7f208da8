import { expect, test } from 'vitest';
import { projectSlug } from '../../src/layout/slug.ts';

test.each([
  ['/home/x/My Blog', 'my-blog'],
  ['/srv/Größe_2', 'gro-e-2'],
  ['/srv/2024.site', 'site'],
  ['/srv/日本', 'app'],
  ['/', 'app'],
  [`/srv/${'a'.repeat(39)}-b`, 'a'.repeat(39)],
])('%s is %s', (root, slug) => {
  expect(projectSlug(root)).toBe(slug);
});

test('whatever the name, the slug is one', () => {
  const letters = [...'aZ09-_. éß日/\\{}"\n'];
  for (let seed = 1; seed < 2000; seed++) {
    const name = Array.from({ length: seed % 60 }, (_, at) => letters[(seed * 31 + at * at * 7) % letters.length]).join(
      '',
    );
    expect(projectSlug(name)).toMatch(/^[a-z]([a-z0-9]|-(?!-)(?!$)){0,39}$/);
  }
});
