import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { summaryInForm } from '../../src/commands/summary-forms.ts';
import { failureReport } from '../../src/summary/failure.ts';
import type { Report } from '../../src/values/report.ts';
import { openChromium } from '../support/chromium.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { wholeReport } from './a-report.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const failure = failureReport({
  verb: 'push',
  words: { what: 'The release step failed.', found: ['no such table'], next: ['Correct the migration.'] },
  steps: [{ title: 'Migrate', came: 'failed', ms: 900 }],
  log: '/state/run.jsonl',
});
let browser: Browser;

beforeAll(async () => {
  browser = await openChromium();
});
afterAll(async () => browser.close());

interface Look {
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  readonly javaScriptEnabled?: boolean;
}

async function open(report: Report, { colorScheme = 'light', width = 1100, height = 900, ...more }: Look = {}) {
  const context = await browser.newContext({ colorScheme, viewport: { width, height }, ...more });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => void asked.push(request.url()));
  const file = join(temporaryFolder('page'), 'summary.html');
  writeFileSync(file, await summaryInForm(report, 'html', { version: '1.2.3', at: '2026-11-30T10:20:30.000Z' }));
  await page.goto(pathToFileURL(file).href);
  return { page, asked, context };
}

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(
    async () => (await (globalThis as unknown as { axe: { run(): Promise<unknown> } }).axe.run()) as never,
  );
  const { violations, passes } = found as { violations: Finding[]; passes: Finding[] };
  expect(passes.length).toBeGreaterThan(20);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** How far the page is wider than what shows it, in pixels. */
const overhang = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describe.each([
  ['a deployment', wholeReport],
  ['a failure', failure],
] as const)('the page of %s', (_what, report) => {
  test.each(['light', 'dark'] as const)('passes axe in the %s theme, and asks for nothing', async (colorScheme) => {
    const { page, asked, context } = await open(report, { colorScheme });
    expect(await violations(page)).toEqual([]);
    expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
    await context.close();
  });

  test.each([
    ['a phone', { width: 320, height: 640 }],
    ['a desktop at 200 %', { width: 640, height: 450 }],
  ])('fits %s without scrolling sideways', async (_where, look) => {
    const { page, context } = await open(report, look);
    expect(await overhang(page)).toBe(0);
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});

test('dark and light are other colours', async () => {
  const grounds = await Promise.all(
    (['light', 'dark'] as const).map(async (colorScheme) => {
      const { page, context } = await open(wholeReport, { colorScheme });
      const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      await context.close();
      return ground;
    }),
  );
  expect(new Set(grounds).size).toBe(2);
});

test('a command is copied by its button, and without a script by a click', async () => {
  const { page, context } = await open(wholeReport);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy: simple-deploy push', exact: true }).click();
  await page.getByRole('button', { name: 'Copied' }).or(page.getByText('Copied').first()).first().waitFor();
  expect(await page.evaluate('getSelection().toString()')).toBe('simple-deploy push');
  await context.close();
  const plain = await open(wholeReport, { javaScriptEnabled: false });
  expect(await plain.page.getByRole('button').count()).toBe(0);
  expect(await plain.page.getByText('simple-deploy push', { exact: true }).isVisible()).toBe(true);
  await plain.context.close();
});

test('on paper there are no buttons, and every address is written out', async () => {
  const { page, context } = await open(wholeReport);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button').count()).toBe(0);
  const written = await page.evaluate("getComputedStyle(document.querySelector('.links a'), '::after').content");
  expect(written).toContain('https://docs.djangoproject.com/');
  await context.close();
});
