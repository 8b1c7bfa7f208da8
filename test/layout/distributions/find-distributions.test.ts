import { describe, expect, it, test } from 'vitest';
import { dependenciesWith } from '../../../src/layout/dependencies/dependencies-with.ts';
import { findDistributions } from '../../../src/layout/distributions/find-distributions.ts';
import { project } from '../project.ts';

/** What is told of the distributions of a project whose own folders are those. */
function found(texts: Readonly<Record<string, string>>, localPaths: readonly string[] = ['.']) {
  return findDistributions(project(texts), dependenciesWith({ manager: 'pip', files: [], localPaths }), 'web');
}

/** Name and version of the only one. */
function only(texts: Readonly<Record<string, string>>): string | undefined {
  const [first, ...more] = found(texts);
  expect(more).toEqual([]);
  return first && `${first.value.name} ${first.value.version}`;
}

const cfg = (version: string): string => `[metadata]\nname = shop\nversion = ${version}\n`;
const dynamic = '[project]\nname = "shop"\ndynamic = ["version"]\n';

describe('name and version', () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ['pyproject.toml', { 'pyproject.toml': '[project]\nname = "shop"\nversion = "4.2.0"\n' }],
    ['Poetry', { 'pyproject.toml': '[tool.poetry]\nname = "shop"\nversion = "4.2.0"\n' }],
    ['setup.cfg', { 'setup.cfg': cfg('4.2.0') }],
    ['setup.py', { 'setup.py': 'from setuptools import setup\nV = "4.2.0"\nsetup(name="shop", version=V)\n' }],
    ['setup.py before setup.cfg', { 'setup.py': 'setup(name="shop", version="4.2.0")', 'setup.cfg': cfg('1.0') }],
    ['an attribute', { 'setup.cfg': cfg('attr: shop.__version__'), 'shop/__init__.py': '__version__ = "4.2.0"\n' }],
    ['one of another module', { 'setup.cfg': cfg('attr: shop.v.V'), 'shop/v.py': 'V = (4, 2, 0)\n' }],
    [
      'one that is imported',
      {
        'pyproject.toml': `${dynamic}[tool.setuptools.dynamic]\nversion = {attr = "shop.__version__"}\n`,
        'src/shop/__init__.py': 'from .about import __version__\n',
        'src/shop/about.py': '__version__: str = "4.2.0"\n',
      },
    ],
    [
      'one that is put together of a tuple beside it',
      {
        'setup.cfg': cfg('attr: shop.__version__'),
        'shop/__init__.py': 'VERSION = (4, 2, 0, "final", 0)\n__version__ = ".".join(map(str, VERSION[:3]))\n',
      },
    ],
    [
      'a function that makes it of a Version',
      {
        'setup.cfg': cfg('attr: shop.v.get_version'),
        'shop/v.py':
          'from packaging.version import Version\nVERSION = Version("4.2.0")\ndef get_version():\n  return str(VERSION)\n',
      },
    ],
    [
      'what setup.py imports from the project',
      {
        'setup.py': 'from shop import get_version\nsetup(name="shop", version=get_version())\n',
        'src/shop/__init__.py': 'VERSION = (4, 2, 0, "final")\ndef get_version(): ...\n',
      },
    ],
    ['a file', { 'setup.cfg': cfg('file: VERSION'), VERSION: '4.2.0\n' }],
    [
      'a file of setuptools',
      { 'pyproject.toml': `${dynamic}[tool.setuptools.dynamic]\nversion = {file = ["VERSION"]}\n`, VERSION: '4.2.0' },
    ],
    [
      'a module that hatch reads',
      {
        'pyproject.toml': `${dynamic}[tool.hatch.version]\npath = "shop/about.py"\n`,
        'shop/about.py': 'VERSION = "4.2.0"',
      },
    ],
    [
      'one that PDM reads',
      {
        'pyproject.toml': `${dynamic}[tool.pdm.version]\nsource = "file"\npath = "shop/about.py"\n`,
        'shop/about.py': '__version__ = "4.2.0"',
      },
    ],
    [
      'the module that flit packs',
      {
        'pyproject.toml': `${dynamic}[build-system]\nbuild-backend = "flit_core.buildapi"\n[tool.flit.module]\nname = "store"\n`,
        'store/__init__.py': '__version__ = "4.2.0"',
      },
    ],
    [
      'a function of setup.py that reads a file',
      {
        'setup.py': `import os, re
def read(*names):
    return open(os.path.join(os.path.dirname(__file__), *names), encoding="utf-8").read()
setup(name="shop", version=re.search("x", read("shop", "__init__.py")).group(1))
`,
        'shop/__init__.py': '__version__ = "4.2.0"',
      },
    ],
    [
      'what a tag made before',
      {
        'pyproject.toml': `${dynamic}[tool.setuptools_scm]\nversion_file = "shop/_version.py"\nfallback_version = "1.0"\n`,
        'shop/_version.py': '__version__ = version = "4.2.0"\n',
      },
    ],
    ['what stands for a tag', { 'pyproject.toml': `${dynamic}[tool.setuptools_scm]\nfallback_version = "4.2.0"\n` }],
    ['the package itself', { 'pyproject.toml': dynamic, 'shop/__init__.py': '__version__ = "4.2.0"\n' }],
  ])('%s', (_, texts) => {
    expect(only(texts)).toBe('shop 4.2.0');
  });

  it('is 0.0.0 where only a build would tell, and says so', () => {
    const text = `${dynamic}[tool.setuptools_scm]\n`;
    expect(found({ 'pyproject.toml': text, 'shop/__init__.py': '' })).toEqual([
      {
        value: { name: 'shop', version: '0.0.0', folder: '.', entryPoints: [] },
        origin: { file: 'pyproject.toml' },
        why: 'its version is only made when it is built',
      },
    ]);
    expect(only({ 'setup.cfg': cfg('attr: shop.__version__'), 'shop/__init__.py': '__version__ = made()' })).toBe(
      'shop 0.0.0',
    );
    expect(only({ 'setup.cfg': cfg('not a version') })).toBe('shop 0.0.0');
    expect(only({ 'setup.py': 'setup(name="shop", version=a)\na = b\nb = a\n' })).toBe('shop 0.0.0');
  });

  it('says where the version was read', () => {
    const [one] = found({
      'setup.cfg': cfg('attr: shop.__version__'),
      'shop/__init__.py': '\n__version__ = "4.2.0"\n',
    });
    expect(one?.origin).toEqual({ file: 'shop/__init__.py', line: 2 });
    expect(found({ 'setup.cfg': cfg('4.2.0') })[0]?.origin).toEqual({ file: 'setup.cfg', line: 3 });
  });

  it.each([
    ['nothing', {}],
    ['a pyproject.toml of tools', { 'pyproject.toml': '[tool.black]\nline-length = 100\n' }],
    ['a name that only running tells', { 'setup.py': 'setup(name=read("NAME"), version="1.0")' }],
    ['no name for a distribution', { 'setup.cfg': '[metadata]\nname = a/../b\nversion = 1.0\n' }],
    ['Poetry for dependencies alone', { 'pyproject.toml': '[tool.poetry]\nname = "shop"\npackage-mode = false\n' }],
    [
      'uv, not a package',
      { 'pyproject.toml': '[project]\nname = "shop"\nversion = "1"\n[tool.uv]\npackage = false\n' },
    ],
    ['PDM, an application', { 'pyproject.toml': '[project]\nname = "shop"\n[tool.pdm]\ndistribution = false\n' }],
  ])('there is none: %s', (_, texts) => {
    expect(found(texts)).toEqual([]);
  });

  it('of each folder that is installed, by the manifest around its packages', () => {
    const texts = {
      'pyproject.toml': '[project]\nname = "site"\nversion = "1"\n',
      'libs/cart/pyproject.toml': '[project]\nname = "Cart.Kit"\nversion = "2"\n',
      'libs/cart/src/cart/__init__.py': '',
      'libs/plain/plain/__init__.py': '',
    };
    const names = found(texts, ['.', 'libs/cart/src', 'libs/plain']).map(({ value }) => [value.name, value.folder]);
    expect(names).toEqual([
      ['site', '.'],
      ['Cart.Kit', 'libs/cart'],
    ]);
  });
});

describe('entry points', () => {
  const expected = [
    { group: 'console_scripts', name: 'shop-Release', target: 'shop.release:main' },
    { group: 'shop.plugins', name: 'mail', target: 'shop.mail:Mail.send' },
  ];

  test.each<[string, Readonly<Record<string, string>>]>([
    [
      '[project]',
      {
        'pyproject.toml':
          '[project]\nname = "shop"\nversion = "1"\n[project.scripts]\nshop-Release = "shop.release:main"\n[project.entry-points."shop.plugins"]\nmail = "shop.mail:Mail.send"\n',
      },
    ],
    [
      'Poetry',
      {
        'pyproject.toml':
          '[tool.poetry]\nname = "shop"\n[tool.poetry.scripts]\nshop-Release = {reference = "shop.release:main", type = "console"}\nsh = {reference = "bin/x.sh", type = "file"}\n[tool.poetry.plugins."shop.plugins"]\nmail = "shop.mail:Mail.send"\n',
      },
    ],
    [
      'setup.cfg',
      {
        'setup.cfg': `${cfg('1')}[options.entry_points]\nconsole_scripts =\n    shop-Release = shop.release:main\nshop.plugins =\n    mail = shop.mail:Mail.send\n`,
      },
    ],
    [
      'a dictionary of setup.py',
      {
        'setup.py':
          'scripts = ["shop-Release = shop.release:main"]\nsetup(name="shop", entry_points={"console_scripts": scripts, "shop.plugins": "mail=shop.mail:Mail.send"})',
      },
    ],
    [
      'a text of setup.py',
      {
        'setup.py':
          'setup(name="shop", entry_points="""\n    [console_scripts]\n    shop-Release = shop.release:main\n    [shop.plugins]\n    mail = shop.mail:Mail.send\n""")',
      },
    ],
  ])('%s', (_, texts) => {
    expect(found(texts)[0]?.value.entryPoints).toEqual(expected);
  });

  it('takes what could not be installed for none', () => {
    const text =
      '[project]\nname = "shop"\n[project.scripts]\na = "rm -rf /"\n"b\\nc" = "shop:main"\n"d=" = "shop:main"\n';
    expect(found({ 'pyproject.toml': text })[0]?.value.entryPoints).toEqual([]);
  });
});
