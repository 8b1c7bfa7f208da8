import { expect, it } from 'vitest';
import { dependenciesWith } from '../../../src/layout/dependencies/dependencies-with.ts';
import { directRequirements } from '../../../src/layout/dependencies/direct-requirements.ts';
import { project } from '../project.ts';

const requirements = [{ name: 'django' }, { name: 'uvicorn' }, { name: 'uvicorn-worker' }];
const names = (pyproject: string, lock?: string) => {
  const given = { manager: 'uv' as const, files: ['pyproject.toml', 'uv.lock'], requirements };
  const dependencies = dependenciesWith({ ...given, ...(lock === undefined ? {} : { lock }) });
  return directRequirements(project({ 'pyproject.toml': pyproject, 'uv.lock': '' }), {
    value: dependencies,
    origin: 'default',
  }).map(({ name }) => name);
};

it('are those that the manifest names, of all that a lock holds', () => {
  expect(names('dependencies = ["Django>=5"]', 'uv.lock')).toEqual(['django']);
  expect(names('dependencies = ["Django>=5", "uvicorn[standard]"]', 'uv.lock')).toEqual(['django', 'uvicorn']);
  expect(names('dependencies = ["django", "uvicorn_worker"]', 'uv.lock')).toEqual(['django', 'uvicorn-worker']);
});

it('are all where there is no lock', () => {
  expect(names('dependencies = []')).toEqual(['django', 'uvicorn', 'uvicorn-worker']);
});
