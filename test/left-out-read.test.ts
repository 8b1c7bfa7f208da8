import { describe, expect, it } from 'vitest';
import { leftOutIn, leftOutRead } from '../src/left-out-read.ts';
import { inspectFiles } from '../src/commands/inspect-files.ts';
import { wordsFor } from '../src/messages.ts';
import { managePy, project } from './layout/project.ts';

const leftOut = [
  { path: 'shop.env', rule: 'environment file' },
  { path: 'keys', rule: '.dockerignore' },
  { path: 'app/credentials.json', rule: 'credentials' },
  { path: 'db.sqlite3', rule: 'SQLite database' },
];
const read = (value: string) => ({ value, origin: { file: 'shop/settings.py', line: 4 }, why: `open("${value}")` });

describe('files that the settings name and that stay out', () => {
  it('are told with the rule and the place, those in a folder that stays out too', () => {
    const problem = leftOutRead(['shop.env', 'keys/a.json', 'notes.txt'].map(read), leftOut);
    expect(problem?.files).toEqual([
      { path: 'shop.env', rule: 'environment file', where: 'shop/settings.py:4', by: 'open("shop.env")' },
      { path: 'keys/a.json', rule: '.dockerignore', where: 'shop/settings.py:4', by: 'open("keys/a.json")' },
    ]);
  });

  it('are no matter when there are none, or a database, which has a place of its own', () => {
    expect(leftOutRead([read('notes.txt'), read('db.sqlite3')], leftOut)).toBeUndefined();
  });

  it.each([
    ['shop.env', ['push --env-file shop.env', '!shop.env']],
    ['keys/a.json', ['!keys/a.json at the end of .dockerignore']],
    ['app/credentials.json', ['push --env NAME=value', '!app/credentials.json']],
  ])('come with what to type: %s', (path, typed) => {
    const next = wordsFor(leftOutRead([read(path)], leftOut)!).next;
    expect(next).toHaveLength(typed.length);
    for (const [index, each] of typed.entries()) expect(next[index]).toContain(each);
  });

  it('never go in when they are .env, whatever .dockerignore says', () => {
    const problem = leftOutRead([read('.env')], [{ path: '.env', rule: 'environment file' }]);
    expect(wordsFor(problem!).next.join()).not.toContain('.dockerignore');
  });
});

describe('the file that an error of the image is about', () => {
  it.each([
    ["[Errno 2] No such file or directory: '/project/shop.env'", 'shop.env'],
    ["[Errno 2] No such file or directory: 'credentials.json'", 'app/credentials.json'],
    ["[Errno 2] No such file or directory: '/project/keys/a.json'", 'keys/a.json'],
    ["[Errno 2] No such file or directory: '/app/shop.env'", 'shop.env'],
  ])('%s', (message, path) => {
    expect(leftOutIn(message, leftOut)?.path).toBe(path);
  });

  it('is none when it names another', () => {
    expect(leftOutIn("No such file or directory: '/etc/shop.conf'", leftOut)).toBeUndefined();
    expect(leftOutIn("KeyError: 'env'", leftOut)).toBeUndefined();
  });
});

it('inspect says it of a project whose settings read such a file', () => {
  const files = project({
    'manage.py': managePy('shop.settings'),
    'requirements.txt': 'django==5.2.8\n',
    'shop/__init__.py': '',
    'shop/settings.py': 'from dotenv import load_dotenv\nload_dotenv("shop.env")\nROOT_URLCONF = "shop.urls"\n',
    'shop.env': 'SHOP=1\n',
  });
  const { problems } = inspectFiles(files, {}).facts;
  expect(problems).toMatchObject([{ code: 'settings-read-left-out', files: [{ path: 'shop.env' }] }]);
});
