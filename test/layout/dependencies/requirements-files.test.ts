import { expect, it } from 'vitest';
import { requirementsFilesOf } from '../../../src/layout/dependencies/requirements-files.ts';

it('requirements of a worker come after those of the site', () => {
  const paths = ['requirements/production_worker.txt', 'requirements/production.txt', 'requirements/base.txt'];
  const found = requirementsFilesOf('.', paths);
  expect(found.map(({ path }) => path)).toEqual([
    'requirements/production.txt',
    'requirements/production_worker.txt',
    'requirements/base.txt',
  ]);
  expect(new Set(found.map(({ rank }) => rank)).size).toBe(3);
});

it('what a freeze wrote comes before what it was made of; that for development is left out', () => {
  const paths = ['requirements.txt', 'requirements.in', 'requirements.lock', 'requirements-dev.lock', 'uv.lock'];
  const found = requirementsFilesOf('.', paths);
  expect(found.map(({ path }) => path)).toEqual(['requirements.lock', 'requirements.txt', 'requirements.in']);
});
