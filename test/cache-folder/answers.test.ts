import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { rememberAnswer, rememberedAnswer, type Question } from '../../src/cache-folder/answers.ts';
import { listProjectFiles } from '../../src/layout/project-files.ts';
import { recordReads } from '../../src/layout/recorded-reads.ts';
import { temporaryFolder, write } from '../layout/project.ts';

const question: Question = { build: 'one', text: 'what is in it?' };
/** The files of these tests are new: as if they were listed long after. */
const LATER = 60_000;
let root: string;
let cache: string;

beforeEach(() => {
  cache = temporaryFolder();
  vi.stubEnv('XDG_CACHE_HOME', cache);
  root = write(temporaryFolder(), { 'manage.py': 'one', 'shop/settings.py': 'A = 1', 'unread.py': '' });
  return () => vi.unstubAllEnvs();
});

interface Telling {
  readonly asked?: Question;
  readonly text?: string;
  readonly began?: number;
  readonly redact?: (text: string) => string;
}

async function remember({ asked = question, text = 'answer', ...more }: Telling = {}): Promise<void> {
  const listed = await listProjectFiles(root);
  const { files, reads } = recordReads(listed);
  for (const path of ['manage.py', 'shop/settings.py', 'link.py', 'none.py']) files.readText(path);
  const began = more.began ?? Date.now() + LATER;
  rememberAnswer(asked, { text, root, began, fingerprint: listed.fingerprint, reads }, more.redact ?? ((same) => same));
}

async function remembered(asked: Question = question): Promise<string | undefined> {
  return rememberedAnswer(asked, await listProjectFiles(root))?.text;
}

const kept = (): string[] => readdirSync(join(cache, 'simple-deploy/answers'));

test('an answer holds while the files are the same', async () => {
  expect(await remembered()).toBeUndefined();
  await remember();
  expect(await remembered()).toBe('answer');
});

test('it is that of one question, and of one build', async () => {
  await remember();
  expect(await remembered({ ...question, text: 'another?' })).toBeUndefined();
  expect(await remembered({ ...question, build: 'two' })).toBeUndefined();
  await remember({ asked: { build: undefined, text: 'of the sources' } });
  expect(await remembered({ build: undefined, text: 'of the sources' })).toBeUndefined();
});

test.each([
  ['a file that was read has another text of the same size', () => write(root, { 'shop/settings.py': 'A = 2' })],
  ['a file that was read may be no longer', () => chmodSync(join(root, 'manage.py'), 0o000)],
  ['a file came', () => write(root, { 'shop/urls.py': '' })],
  ['a file went', () => rmSync(join(root, 'unread.py'))],
  ['what was looked for and not there came', () => write(root, { 'none.py': '' })],
  [
    'a file became a folder',
    () => {
      rmSync(join(root, 'unread.py'));
      mkdirSync(join(root, 'unread.py'));
    },
  ],
])('it is forgotten when %s', async (_, change) => {
  await remember();
  change();
  expect(await remembered()).toBeUndefined();
});

test('what links lead to counts, not when the link was made', async () => {
  symlinkSync('shop/settings.py', join(root, 'link.py'));
  await remember();
  expect(await remembered()).toBe('answer');
  rmSync(join(root, 'link.py'));
  symlinkSync('manage.py', join(root, 'link.py'));
  expect(await remembered()).toBeUndefined();
});

test('a change in a file that nobody read is none', async () => {
  await remember();
  write(root, { 'unread.py': 'changed' });
  expect(await remembered()).toBe('answer');
});

test('what changed just before it was read is not kept: it may have changed again within the same tick', async () => {
  await remember({ began: Date.now() });
  expect(await remembered()).toBeUndefined();
});

test('no secret is kept, neither one that is known nor the password of an address', async () => {
  await remember({ text: 'hunter22', redact: (text) => text.replaceAll('hunter22', '[hidden]') });
  expect(await remembered()).toBeUndefined();
  await remember({ text: 'https://someone:password@example.com/simple' });
  expect(await remembered()).toBeUndefined();
  await remember({ text: 'git+ssh://git@example.com/x' });
  expect(await remembered()).toBe('git+ssh://git@example.com/x');
});

test('what is kept is for its owner alone', async () => {
  await remember();
  const [file = ''] = kept();
  expect(statSync(join(cache, 'simple-deploy/answers')).mode & 0o777).toBe(0o700);
  expect(statSync(join(cache, 'simple-deploy/answers', file)).mode & 0o777).toBe(0o600);
});

test('damaged files are none, and are written anew', async () => {
  await remember();
  const file = join(cache, 'simple-deploy/answers', kept()[0] ?? '');
  const whole = readFileSync(file, 'utf8');
  for (const damaged of [
    '',
    '{',
    'null\n',
    whole.slice(0, -3),
    whole.replace('"reads":{', '"reads":{"gone.py":[1],'),
  ]) {
    writeFileSync(file, damaged);
    expect([damaged, await remembered()]).toEqual([damaged, undefined]);
  }
  await remember();
  expect(await remembered()).toBe('answer');
});

test('a cache that cannot be written is no failure', async () => {
  writeFileSync(join(cache, 'simple-deploy'), 'a file');
  await remember();
  expect(await remembered()).toBeUndefined();
});

test('nothing is kept in the project, wherever caches are told to be', async () => {
  vi.stubEnv('XDG_CACHE_HOME', join(root, 'caches'));
  await remember();
  expect((await listProjectFiles(root)).entry('caches')).toBeUndefined();
});

test('no more than 32 are kept', async () => {
  for (let turn = 0; turn < 40; turn++) await remember({ asked: { ...question, text: `question ${turn}` } });
  expect(kept()).toHaveLength(32);
  expect(await remembered({ ...question, text: 'question 39' })).toBe('answer');
});
