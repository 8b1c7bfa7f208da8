import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import data from '../templates/summary/links.json' with { type: 'json' };

const entries = Object.entries(data.links);

test.each(entries)('%s is a page by https with a title and one line of why', (_name, { url, title, why }) => {
  const { protocol, hostname, username } = new URL(url);
  expect({ protocol, username }).toEqual({ protocol: 'https:', username: '' });
  expect(hostname).toContain('.');
  expect(title.length).toBeGreaterThan(3);
  expect(why).toMatch(/^[a-z].{15,120}[^.!]$/);
});

test('no page stands twice', () => {
  const urls = entries.map(([, { url }]) => url);
  expect(urls.length).toBe(new Set(urls).size);
});

test('every page is one that a platform or a summary sends people to', () => {
  const code = globSync('src/**/*.ts').map((file) => readFileSync(file, 'utf8'));
  // Of the platforms of one folder, each has pages of its own: `${name}-start`.
  const written = (name: string): readonly string[] => [`'${name}'`, `\`\${name}${name.slice(name.indexOf('-'))}\``];
  const unused = entries
    .map(([name]) => name)
    .filter((name) => !code.some((text) => written(name).some((words) => text.includes(words))));
  expect(unused).toEqual([]);
});

/** What is asked by programs, or made of a name: no page that could be read on. */
const noPages =
  /^https:\/\/(?:index\.docker\.io|api\.heroku\.com|api\.upsun\.com|git-lfs\.github\.com|blog\.example\b|dashboard\.heroku\.com\/apps\/\$|console\.upsun\.com(?:$|\/projects\/\$)|fly\.io\/apps\/\$|\$|\{)/;

test('no other address of a page stands in the code', () => {
  const lines = globSync('src/**/*.ts', { exclude: ['src/layout/guessed/**'] }).flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line) && !line.startsWith('import '))
      .flatMap((line) => line.match(/https:\/\/[^\s'"`)]*/g) ?? [])
      .map((url) => `${file}: ${url}`),
  );
  expect(lines.filter((line) => !noPages.test(line.replace(/^\S+: /, '')))).toEqual([]);
});
