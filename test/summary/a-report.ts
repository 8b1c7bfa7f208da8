import type { Report } from '../../src/values/report.ts';
import { layoutPictures } from '../../src/summary/layout-picture.ts';
import { layoutOf } from '../support/layouts.ts';

/** A summary with every kind of part that there is, and text that HTML and Markdown would read as theirs. */
export const wholeReport: Report = {
  title: 'blog runs at https://blog.example.org/',
  state: 'done',
  urls: ['https://blog.example.org/', 'https://www.example.org/'],
  sections: [
    {
      heading: 'Needs your attention',
      isWarning: true,
      items: [{ what: 'Nothing makes backups: https://example.org/backup.', found: ['of it'], next: ['make one'] }],
    },
    {
      heading: 'What was done',
      detail: true,
      rows: [{ name: 'Migrate <b>', value: '1.2 s & more', why: 'New code.' }],
    },
    {
      heading: 'What was seen',
      detail: true,
      isOutput: true,
      lines: ['Traceback (most recent call last):', '  <module>'],
    },
    { heading: 'One thing', lines: ['a path_with_*stars*'] },
    {
      heading: 'Worth knowing',
      lines: ['The first.', `${'A long line without a break '.repeat(8)}${'x'.repeat(120)}`],
    },
    {
      heading: 'Image: 208.6 MB, linux/amd64',
      bar: [
        { label: 'base image', bytes: 172_300_000 },
        { label: 'Python packages', bytes: 33_900_000 },
        { label: 'your code', bytes: 0 },
      ],
      rows: [{ name: 'base image', value: '172.3 MB (before: 171.0 MB)' }],
    },
    { heading: 'Where things are', detail: true, pictures: layoutPictures(layoutOf()) },
    {
      heading: 'What to do next',
      commands: [
        { about: 'after a change', command: 'simple-deploy push' },
        { about: 'a long one', command: `simple-deploy run -- python manage.py shell -c '${'print(1); '.repeat(30)}'` },
      ],
    },
    {
      heading: 'Where to read on',
      links: [
        { title: 'Deployment checklist', url: 'https://docs.djangoproject.com/', why: 'what Django asks' },
        { title: 'Guide', url: '/usr/share/doc/guide.md', why: 'a file' },
      ],
    },
  ],
};
