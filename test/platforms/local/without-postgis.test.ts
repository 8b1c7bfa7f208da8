import { expect, test } from 'vitest';
import type { LocalNow } from '../../../src/platforms/local/observe.ts';
import { after, image, nothing, planned, pushOf, stepsOf } from '../support/observed.ts';

const server = { database: 'postgres', image: image('1', 'postgres') } as const;

/** What is advised where the release step finds no PostGIS. */
function advised(now: LocalNow, more: object): string {
  const release = stepsOf(planned(now, { image: image('2', 'postgres'), ...more })).find(({ id }) => id === 'release');
  return release?.means?.map((meaning) => ('advice' in meaning ? meaning.advice : [])).join('\n') ?? '';
}

test('of an image that was named, or of the usual one: what to type', () => {
  expect(advised(nothing, { ...server, databaseImage: 'postgres:15' })).toMatch(
    /^The image postgres:15 has none: simple-deploy push --database-image postgis\/postgis:17-3.5/,
  );
  expect(advised(nothing, server)).toMatch(/^The image postgres:17 has none/);
});

test('of a server that stands: that it stays, and how one begins beside it or anew', () => {
  const words = advised(after(pushOf(server)), { databaseImage: 'postgis/postgis:17-3.5' });
  expect(words).toMatch(/^The server of blog was made with postgres:17 and keeps it/);
  expect(words).toContain('push --app blog-postgis --database-image postgis/postgis:17-3.5');
  expect(words).toContain('without its data: simple-deploy destroy --app blog --confirm blog --delete-data');
});

test('of a server of the person’s own: what its administrator runs', () => {
  const words = advised(nothing, { env: { DATABASE_URL: 'postgres://db.example/x' } });
  expect(words).toContain('CREATE EXTENSION postgis');
  expect(words).not.toContain('--database-image');
});
