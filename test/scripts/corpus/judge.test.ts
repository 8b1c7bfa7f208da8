import { appendFileSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { judge } from '../../../scripts/corpus/judge.ts';
import { readRecord } from '../../../scripts/corpus/record.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const example = readRecord(readFileSync(new URL('example-record.json', import.meta.url), 'utf8'));
const fixtures = fileURLToPath(new URL('../../../fixtures', import.meta.url));

/** A folder as a corpus lies in one, with some of our fixtures as its repositories. */
function corpus(): string {
  const folder = temporaryFolder('corpus');
  mkdirSync(join(folder, 'fixtures'));
  for (const name of ['nested-same-name', 'several-manage-py', 'no-manage-py', 'no-dependencies', 'bare-settings']) {
    cpSync(join(fixtures, name), join(folder, 'fixtures', name), { recursive: true });
  }
  return folder;
}

const [nested = { repo: '' }, several = { repo: '' }] = example;
const folder = corpus();

test('a project whose facts are all as recorded is right', async () => {
  const { verdict, differences, start } = await judge(folder, nested, example, []);
  expect({ verdict, differences, start }).toEqual({ verdict: 'right', differences: [], start: '.' });
});

test('one fact that differs makes it wrong', async () => {
  const { verdict, differences } = await judge(folder, { ...nested, settings_module: 'blog.prod' }, example, []);
  expect(verdict).toBe('wrong');
  expect(differences).toEqual([{ fact: 'settings_module', recorded: 'blog.prod', found: 'blog.settings' }]);
});

test('a question whose candidates hold what is recorded is asked, and the rest is judged by the answer', async () => {
  expect(await judge(folder, several, example, [])).toMatchObject({ verdict: 'asked', asked: ['manage-py-several'] });
  const other = { ...several, settings_module: 'blog.settings' };
  expect(await judge(folder, other, example, [])).toMatchObject({
    verdict: 'wrong',
    asked: ['manage-py-several'],
    differences: [{ fact: 'settings_module', recorded: 'blog.settings', found: 'shop.settings' }],
  });
});

test('variables that a library demands are asked for, where the answer says that it may', async () => {
  const recorded = { ...nested, env_required: ['HOUSE_KEY'] };
  expect(await judge(folder, recorded, example, [])).toMatchObject({ verdict: 'wrong', asked: [] });
  const other = corpus();
  appendFileSync(join(other, nested.repo, 'blog/blog/settings.py'), 'from house_settings import *\n');
  expect(await judge(other, recorded, example, [])).toMatchObject({
    verdict: 'asked',
    asked: ['settings-of-library'],
    differences: [],
  });
});

test('a question without the recorded answer among its candidates is wrong', async () => {
  const { verdict, differences } = await judge(folder, { ...several, manage_py: 'api/manage.py' }, example, []);
  expect(verdict).toBe('wrong');
  expect(differences.at(-1)?.found).toMatch(/manage-py-several: .*shop\/manage\.py/);
});

test('a question with which it is right to stop makes the project right, not asked', async () => {
  const open = { repo: several.repo, stops: 'manage-py-several' };
  expect(await judge(folder, open, example, [])).toMatchObject({ verdict: 'right', asked: [], differences: [] });
  expect(await judge(folder, { ...nested, stops: 'manage-py-several' }, example, [])).toMatchObject({
    verdict: 'wrong',
  });
});

test('a project without manage.py has none, also where one is made in the image', async () => {
  const bare = { repo: 'fixtures/bare-settings', manage_py: 'manage.py' };
  const { differences } = await judge(folder, bare, [bare], []);
  expect(differences).toEqual([{ fact: 'manage_py', recorded: 'manage.py', found: '–' }]);
});

test('paths are below the repository wherever the command starts', async () => {
  const lesson = {
    repo: 'fixtures',
    project_root: 'nested-same-name/blog',
    manage_py: 'nested-same-name/blog/manage.py',
  };
  const recorded = { ...lesson, requirements: ['nested-same-name/requirements.txt'] };
  expect(await judge(folder, recorded, [recorded], [])).toMatchObject({ verdict: 'right', start: lesson.project_root });
});

test('a reply is below the repository too, wherever the project begins', async () => {
  const manage = 'several-manage-py/shop/manage.py';
  const recorded = { repo: 'fixtures', project_root: 'several-manage-py', manage_py: manage };
  expect(await judge(folder, recorded, [recorded], [])).toMatchObject({ verdict: 'asked', differences: [] });
});

test('a correction counts only with its evidence', async () => {
  const recorded = { ...nested, manager: 'poetry' };
  const correction = { repo: nested.repo, fact: 'manager', recorded: 'poetry', is: 'pip', because: '' } as const;
  const [good, gone, far] = ['requirements.txt:1', 'Pipfile', 'requirements.txt:999'].map((where) => ({
    ...correction,
    where,
  }));
  expect(await judge(folder, recorded, example, [good!])).toMatchObject({ verdict: 'right', corrections: [good] });
  expect(await judge(folder, recorded, example, [gone!])).toMatchObject({ verdict: 'wrong' });
  expect(await judge(folder, recorded, example, [far!])).toMatchObject({ verdict: 'wrong' });
  expect(await judge(folder, recorded, example, [])).toMatchObject({ verdict: 'wrong', corrections: [] });
});

test('a folder that is not there is wrong, not a crash', async () => {
  const nowhere = { ...nested, project_root: 'nowhere' };
  expect(await judge(folder, nowhere, example, [])).toMatchObject({ verdict: 'wrong' });
});
