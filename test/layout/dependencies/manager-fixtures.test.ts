import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listProjectFiles } from '../../../src/layout/project-files.ts';
import { readLayout } from '../../../src/layout/read-layout.ts';

const layoutOf = async (name: string) =>
  readLayout(await listProjectFiles(join(import.meta.dirname, '../../../fixtures', name)), {});

/** What each manager's own tool wrote: manager and files, folders that become importable. */
const fixtures: Readonly<Record<string, readonly [files: string, localPaths: readonly string[]]>> = {
  'poetry-1': ['poetry pyproject.toml poetry.lock', []],
  'poetry-2': ['poetry pyproject.toml poetry.lock', []],
  pdm: ['pdm pyproject.toml pdm.lock', []],
  pipenv: ['pipenv Pipfile Pipfile.lock', []],
  pylock: ['pylock pylock.toml', []],
  'pip-tools': ['pip-tools requirements.txt', []],
  'uv-workspace': [
    'uv pyproject.toml libs/greeting/pyproject.toml apps/web/pyproject.toml apps/worker/pyproject.toml uv.lock',
    ['libs/greeting/src'],
  ],
  pep621: ['pep621 pyproject.toml', []],
  setuptools: ['setuptools setup.cfg', ['src']],
  conda: ['conda environment.yml', []],
};

test.each(Object.entries(fixtures))('%s: the locked versions, nothing for development', async (name, expected) => {
  const { dependencies, problems, settingsModule } = await layoutOf(name);
  const { manager, files, requirements, localPaths } = dependencies.value;
  expect([[manager, ...files].join(' '), localPaths]).toEqual(expected);
  expect(settingsModule.value).toBe('shop.settings');
  expect(problems.map(({ code }) => code)).toEqual(name === 'conda' ? ['conda-packages-left'] : []);
  const version = (wanted: string) => requirements.find((each) => each.name === wanted)?.version;
  expect([version('django'), version('sqlparse')]).toEqual(['5.2.19', '0.5.3']);
  expect(requirements.map((each) => each.name)).not.toContain('django-debug-toolbar');
});

test.each(Object.keys(fixtures))('%s: installed from its lock, or from the lines that it declares', async (name) => {
  const { lock, declared, member } = (await layoutOf(name)).dependencies.value;
  const unlocked = ['pep621', 'setuptools', 'conda'].includes(name);
  expect(declared.map((line) => line.split(/[=\s]/)[0])).toEqual(unlocked ? ['Django', 'sqlparse'] : []);
  expect(lock === undefined).toBe(unlocked || name === 'pip-tools');
  expect(member).toBe(name === 'uv-workspace' ? 'web' : undefined);
});
