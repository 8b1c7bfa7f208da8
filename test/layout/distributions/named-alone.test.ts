import { describe, expect, it } from 'vitest';
import { dependenciesWith } from '../../../src/layout/dependencies/dependencies-with.ts';
import { findDistributions } from '../../../src/layout/distributions/find-distributions.ts';
import type { DependencyManager } from '../../../src/values/layout.ts';
import { project } from '../project.ts';

describe('a project that is named and not installed', () => {
  const manifest =
    '[project]\nname = "Shop"\nversion = "4.2.0"\n[project.scripts]\nshop = "shop.cli:main"\n[project.entry-points."shop.plugins"]\nmail = "shop.mail:Mail"\n';
  const named = (texts: Readonly<Record<string, string>>, manager: DependencyManager, localPaths: string[] = []) =>
    findDistributions(project(texts), dependenciesWith({ manager, files: [], localPaths }), 'backend/web');
  const names = (facts: ReturnType<typeof named>) => facts.map(({ value }) => `${value.name} ${value.version}`);

  it.each(['pip', 'pip-tools', 'pipenv', 'conda', 'pep621', 'setuptools', 'none'] as const)(
    'answers to its name, and offers nothing: %s',
    (manager) => {
      expect(named({ 'pyproject.toml': manifest }, manager)).toEqual([
        {
          value: { name: 'Shop', version: '4.2.0', folder: '.', entryPoints: [] },
          origin: { file: 'pyproject.toml', line: 3 },
          why: 'nothing installs it: by name and version alone',
        },
      ]);
    },
  );

  it.each(['uv', 'poetry', 'pdm', 'pylock'] as const)('does not where %s passes it over', (manager) => {
    expect(named({ 'pyproject.toml': manifest }, manager)).toEqual([]);
  });

  it('by the manifests of the folder of manage.py and of those around it, not of others', () => {
    const texts = {
      'setup.cfg': '[metadata]\nname = shop\nversion = 1.0\n',
      'backend/setup.py': 'setup(name="backend", version="2.0")',
      'backend/web/pyproject.toml': '[tool.poetry]\nname = "web"\nversion = "3.0"\n',
      'backend/web/libs/pyproject.toml': '[project]\nname = "libs"\nversion = "4.0"\n',
      'frontend/pyproject.toml': '[project]\nname = "frontend"\nversion = "5.0"\n',
    };
    expect(names(named(texts, 'pip'))).toEqual(['web 3.0', 'backend 2.0', 'shop 1.0']);
  });

  it('is what is installed where both have the name', () => {
    const texts = { 'pyproject.toml': manifest, 'libs/shop/setup.py': 'setup(name="shop", version="1.0")' };
    expect(names(named(texts, 'pip', ['libs/shop']))).toEqual(['shop 1.0']);
    expect(named(texts, 'pip', ['.'])[0]?.value.entryPoints).toHaveLength(2);
  });

  it('keeps what is said of a version that stands for another', () => {
    const text = '[project]\nname = "shop"\ndynamic = ["version"]\n[tool.setuptools_scm]\nfallback_version = "1.0"\n';
    const [one] = named({ 'pyproject.toml': text }, 'pip');
    expect(one?.value.version).toBe('1.0');
    expect(one?.why).toBe('nothing installs it: by name and version alone; stands for one that a tag makes');
  });

  it('is none without a version that is written, nor where it says so', () => {
    const text = '[project]\nname = "shop"\ndynamic = ["version"]\n[tool.setuptools_scm]\n';
    expect(named({ 'pyproject.toml': text }, 'pip')).toEqual([]);
    expect(named({ 'pyproject.toml': text }, 'pip', ['.'])[0]?.value.version).toBe('0.0.0');
    const refused = '[tool.poetry]\nname = "shop"\npackage-mode = false\n';
    expect(named({ 'pyproject.toml': refused }, 'pip')).toEqual([]);
  });
});
