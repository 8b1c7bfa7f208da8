import { expect, test } from 'vitest';
import { summaryMarkdown } from '../../src/summary/markdown.ts';
import { summaryText } from '../../src/summary/text.ts';
import type { Report } from '../../src/values/report.ts';

const report: Report = {
  title: 'blog runs at http://localhost:8000',
  state: 'done',
  urls: ['http://localhost:8000'],
  sections: [
    {
      heading: 'What was done',
      rows: [
        { name: 'Migrate', value: '1.2 s' },
        { name: 'Start the app', value: '0.9 s' },
      ],
    },
    {
      heading: 'Image: 3 MB',
      bar: [{ label: 'base', bytes: 2 }],
      rows: [
        { name: 'base', value: '2 MB' },
        { name: 'code', value: '1 MB' },
      ],
    },
    { heading: 'Why', detail: true, lines: ['my_app/*.py | <b>'] },
    { heading: 'Next', commands: [{ about: 'after a change', command: 'simple-deploy push' }] },
    {
      heading: 'Read on',
      links: [1, 2, 3].map((n) => ({ title: `Page ${n}`, url: `https://example.org/${n}`, why: `reason ${n}` })),
    },
  ],
};

test('the text is one screen: details are left out', () => {
  expect(summaryText(report)).toBe(
    [
      'blog runs at http://localhost:8000',
      '',
      'What was done',
      '  Migrate        1.2 s',
      '  Start the app  0.9 s',
      '',
      'Image: 3 MB',
      '  base 2 MB, code 1 MB',
      '',
      'Next',
      '  after a change  simple-deploy push',
      '',
      'Read on',
      '  Page 1  https://example.org/1',
      '  Page 2  https://example.org/2',
    ].join('\n'),
  );
});

test('the text for a file has the details', () => {
  expect(summaryText(report, { details: true })).toContain('Why\n  my_app/*.py | <b>');
  expect(summaryText(report, { details: true })).toContain('https://example.org/3');
  expect(summaryText(report, { details: true })).toContain('  base  2 MB\n  code  1 MB');
});

test('the Markdown holds everything, and no name becomes markup', () => {
  const markdown = summaryMarkdown(report);
  expect(markdown).toContain('| Migrate | 1.2 s |');
  expect(markdown).toContain(String.raw`- my\_app/\*.py | \<b\>`);
  expect(markdown).toContain('after a change:\n\n```\nsimple-deploy push\n```');
  expect(markdown).toContain('- [Page 3](https://example.org/3): reason 3');
});
