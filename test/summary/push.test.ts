import { expect, test } from 'vitest';
import { pushReport, type PushStory } from '../../src/summary/push.ts';
import { summaryText } from '../../src/summary/text.ts';
import { layoutOf } from '../support/layouts.ts';

const step = { id: '1', outcome: 'done', startedAt: 0 } as const;
const story: PushStory = {
  platform: { name: 'here', hasApps: true },
  name: { app: 'blog' },
  env: ['MAIL_KEY'],
  image: undefined,
  carried: {
    results: [
      { ...step, title: 'Migrate the database', why: 'The new code may need it.', ms: 1200 },
      { ...step, title: 'Take the lock', why: 'One push at a time.', ms: 3 },
    ],
    outcome: {
      changed: true,
      data: ['http://localhost:8000/'],
      urls: ['http://localhost:8000/'],
      facts: [{ name: 'Gap', value: '0.4 s' }],
      redeploy: 'simple-deploy push --to here',
      docs: ['docs/platforms/here.md'],
      created: [{ name: 'Volume data', value: 'billed: see the pricing' }],
      commands: [{ about: 'a shell', command: 'there ssh -a blog' }],
      links: ['docker-volumes'],
    },
  },
  plan: undefined,
  build: undefined,
  dir: 'sites/blog',
  notes: [{ what: 'The database began empty.', next: ['type this'] }],
};

test('the summary of a push fits a screen and says what came of it and what to type', () => {
  expect(summaryText(pushReport(story)).split('\n')).toEqual([
    'blog runs at http://localhost:8000/',
    '',
    'What was made on here',
    '  Volume data  billed: see the pricing',
    '',
    'What came of it',
    '  Gap        0.4 s',
    '  Variables  MAIL_KEY',
    '',
    'Worth knowing',
    '  The database began empty.',
    '  → type this',
    '  app = "blog" in simple-deploy.toml saves typing.',
    '',
    'What to do next',
    '  after a change  simple-deploy push --to here sites/blog',
    '  a first admin   simple-deploy run sites/blog -- manage.py createsuperuser',
    '  what it logs    simple-deploy logs sites/blog --follow',
    '  go back         simple-deploy rollback sites/blog',
    '',
    'Where to read on',
    '  Volumes        https://docs.docker.com/engine/storage/volumes/',
    expect.stringMatching(/^ {2}This platform {2}\/.*\/docs\/platforms\/here\.md$/),
  ]);
});

test('the file has what was done, and the reason of every step', () => {
  const text = summaryText(pushReport(story), { details: true });
  expect(text).toContain(
    'What was done\n    1.2 s  Migrate the database. The new code may need it.\n  at once  Take the lock. One push at a time.\n',
  );
  expect(text).toContain('docs/platforms/here.md');
  expect(text).toContain('With the commands of here\n  a shell  there ssh -a blog');
  expect(text).toMatch(/Looking after it\n[^]*simple-deploy destroy sites\/blog --confirm blog/);
});

test('a push that changed nothing says so', () => {
  const { carried } = story;
  const same = { ...story, carried: { ...carried, outcome: { ...carried.outcome, changed: false } } };
  expect(pushReport(same).title).toBe('blog runs at http://localhost:8000/: nothing changed');
});

test('an image in a registry has no app to log in to', () => {
  const { carried } = story;
  const stored: PushStory = {
    ...story,
    platform: { name: 'there', hasApps: false },
    carried: { ...carried, outcome: { ...carried.outcome, urls: [], data: ['r.example.com/blog@sha256:1'] } },
  };
  expect(pushReport(stored).title).toBe('Pushed r.example.com/blog@sha256:1');
  expect(summaryText(pushReport(stored))).not.toContain('createsuperuser');
});

test('after a rollback nobody is told to go back, or to make a first admin', () => {
  const report = pushReport({ ...story, verb: 'rollback' });
  expect(report.title).toBe('blog went back, and runs at http://localhost:8000/');
  const next = report.sections.find(({ heading }) => heading === 'What to do next');
  expect(next?.commands?.map(({ about }) => about)).toEqual(['after a change', 'what it logs']);
});

test('what the image fills in is told by what of, without what was given', () => {
  const supplied = {
    A_HOST: 'host',
    A_NAME: 'name',
    CACHE: 'redis-url',
    MAIL_KEY: 'secret-key',
    NAMES: 'hosts-json',
  } as const;
  expect(summaryText(pushReport({ ...story, layout: layoutOf({ supplied }) }))).toContain(
    'Filled in  A_HOST, A_NAME (of DATABASE_URL); CACHE (of REDIS_URL); NAMES (the names of the site)',
  );
});
