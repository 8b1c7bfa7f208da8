import { expect, it } from 'vitest';
import { requiredAt } from '../../src/build-plan/required-at.ts';
import type { Dependencies, Requirement } from '../../src/values/layout.ts';
import { project } from '../layout/project.ts';
import { dependenciesOf } from '../support/layouts.ts';

function asked(texts: Readonly<Record<string, string>>, more: Partial<Dependencies> = {}, django: object = {}) {
  const requirements: readonly Requirement[] = [{ name: 'django', ...django }];
  const files = Object.keys(texts);
  return requiredAt(project(texts), { ...dependenciesOf([]).value, files, requirements, ...more }, 'django');
}

it.each([
  ['gunicorn\nDjango\n', 2],
  ['django-filter\ndjango.js\nDJANGO>=3  # x\n', 3],
  ['[project]\ndependencies = [\n  "django[argon2]>=4",\n]\n', 3],
  ['[packages]\r\ndjango = "*"\r\n', 2],
  ['dependencies:\n  - django=4\n', 2],
])('finds the line of a manifest: %j', (text, line) => {
  expect(asked({ 'a/b.txt': text })).toEqual({ where: `a/b.txt:${line}`, isExact: false, isLocked: false });
});

it('knows whether the version is open, and whose lock says it', () => {
  expect(asked({ 'a.txt': 'django==4.2\n' }, {}, { version: '4.2' })).toMatchObject({ isExact: true });
  const locked = { 'pyproject.toml': '"django>=4"\n', 'uv.lock': 'name = "django"\n' };
  const found = asked(locked, { lock: 'uv.lock' }, { version: '4.2' });
  expect(found).toEqual({ where: 'pyproject.toml:1', isExact: false, isLocked: true });
});

it('names the file alone where the line is written otherwise, and none where nobody asks for it', () => {
  expect(asked({ 'setup.py': 'install_requires = ["django"]\n' })).toMatchObject({ where: 'setup.py' });
  expect(asked({ 'a.txt': 'gunicorn\n' }, { requirements: [] })).toBeUndefined();
  const onlyLocked = { 'pyproject.toml': 'x = 1\n', 'uv.lock': 'name = "django"\n' };
  expect(asked(onlyLocked, { lock: 'uv.lock' })).toBeUndefined();
});
