import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { summaryInForm } from '../../src/commands/summary-forms.ts';
import { pageView } from '../../src/summary/page.ts';
import { wholeReport } from './a-report.ts';

const facts = { version: '1.2.3', at: '2026-11-30T10:20:30.000Z' };
const page = await summaryInForm(wholeReport, 'html', facts);

test('what to type comes first, then the rest, the details last', () => {
  const order = ['What to do next', 'One thing', 'Where things are', '>Details<', 'What was done'].map((heading) =>
    page.lastIndexOf(heading),
  );
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(order).not.toContain(-1);
});

test('no text becomes markup, and a file of this machine is linked as one', () => {
  expect(page).toContain('Migrate &lt;b&gt;');
  expect(page).toContain('1.2 s &amp; more');
  expect(page).toContain('href="file:&#x2F;&#x2F;&#x2F;usr&#x2F;share');
  expect(page).not.toContain('Migrate <b>');
});

test('the page asks for nothing: no address that a browser would load', () => {
  expect(page.match(/<(?:img|link|iframe|object|embed)\b|<script[^>]+src|url\(|@import/gi)).toBeNull();
});

test('every tag of the templates is a key of the view', () => {
  const names = ['page', 'section', 'node', 'text'].flatMap((name) => {
    const text = readFileSync(new URL(`../../templates/summary/${name}.html.mustache`, import.meta.url), 'utf8');
    return [...text.matchAll(/\{\{[#^/]?(\w+)\}\}/g)].map(([, tag]) => tag ?? '');
  });
  const view = pageView(wholeReport, { version: '1', when: 'now' });
  const keys = new Set<string>();
  JSON.stringify(view, (key, value: unknown) => (keys.add(key), value));
  expect([...new Set(names)].filter((name) => !keys.has(name))).toEqual([]);
});

test('the picture shows where manage.py lies, and the link that leads to it', () => {
  expect(page).toMatch(/On your disk[^]*<code>blog\/<\/code>|On your disk[^]*blog&#x2F;/);
  expect(page).toContain('a link to &#x2F;project&#x2F;blog');
});
