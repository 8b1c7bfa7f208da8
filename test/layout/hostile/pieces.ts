import fc, { type Arbitrary } from 'fast-check';
import { managePy } from '../project.ts';

/** Text of a project as people have it, to be spoilt. */
const sound: Readonly<Record<string, string>> = {
  'manage.py': managePy('site.settings'),
  'site/settings.py': `import os, environ
from .base import *
env = environ.Env(DEBUG=(bool, False))
SECRET_KEY = os.environ["SECRET_KEY"]
DATABASES = {"default": env.db("DATABASE_URL", default="sqlite:///x")}
INSTALLED_APPS = ["django.contrib.staticfiles", "rest_framework"]
WSGI_APPLICATION = "site.wsgi.application"
for name in ("A", "B"):
    if name not in os.environ:
        raise ValueError(f"{name} is missing")
`,
  'site/base.py':
    'from decouple import config\ndef need(name, *more, **named):\n  return config(name, **named)\nX = need("X", default=1)\nfrom pydantic_settings import BaseSettings\nclass S(BaseSettings):\n  y: str = ""\nif not S().y:\n  raise ValueError()\n',
  'site/__init__.py': 'VERSION = (1, 2, "final")\n__version__ = ".".join(map(str, VERSION[:2]))\n',
  'site/wsgi.py': 'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
  'requirements.txt':
    '-r more.txt\nDjango==5.2.1 ; python_version > "3.8"\n-e .\npsycopg[binary]>=3 --hash=sha256:00\n',
  'more.txt': '--index-url https://user:word@example.com/simple\ngit+ssh://git@example.com/x.git#egg=x\n',
  'pyproject.toml':
    '[project]\nname = "x"\ndynamic = ["version"]\nscripts = { x = "site.cli:main" }\nrequires-python = ">=3.11"\ndependencies = ["django"]\n[tool.poetry.dependencies]\npython = "^3.11"\n[tool.setuptools.dynamic]\nversion = { attr = "site.__version__" }\n',
  'uv.lock':
    'version = 1\n[[package]]\nname = "django"\nversion = "5.2"\nsource = { registry = "https://example.com" }\n',
  'poetry.lock': '[[package]]\nname = "django"\nversion = "5.2"\n[metadata]\nlock-version = "2.1"\n',
  'pdm.lock': '[metadata]\ngroups = ["default"]\n[[package]]\nname = "django"\nversion = "5.2"\n',
  'pylock.toml': 'lock-version = "1.0"\n[[packages]]\nname = "django"\nversion = "5.2"\n',
  Pipfile: '[packages]\ndjango = "*"\n[requires]\npython_version = "3.12"\n',
  'Pipfile.lock': '{"_meta": {"requires": {"python_version": "3.12"}}, "default": {"django": {"version": "==5.2"}}}',
  'setup.cfg':
    '[metadata]\nname = x\nversion = file: VERSION\n[options]\npython_requires = >=3.10\ninstall_requires =\n  django\n[options.entry_points]\nconsole_scripts =\n  x = site.cli:main\n',
  'setup.py':
    'from setuptools import setup\nfrom site import __version__\nsetup(name="x", version=__version__, entry_points={"a.b": ["c = site:d"]}, install_requires=["django"], python_requires=">=3.10")\n',
  '.python-version': '3.12\n',
  'runtime.txt': 'python-3.12.1\n',
  Dockerfile: 'ARG V=3.12\nFROM python:${V}-slim AS base\nENV DJANGO_SETTINGS_MODULE=site.settings\n',
  'docker-compose.yml':
    'services:\n  web:\n    build: .\n    environment:\n      DJANGO_SETTINGS_MODULE: site.settings\n',
  Procfile: 'web: gunicorn site.wsgi --log-file -\n',
  '.dockerignore': '*.md\n!README.md\n**/*.pyc\n',
  'simple-deploy.toml': 'settings = "site.settings"\n',
};

const paths = Object.keys(sound);

/** Bytes that mean something to one of the readers, alone or in masses. */
const shards = fc.constantFrom(
  '(',
  '[',
  '{',
  '"',
  "'",
  '"""',
  '\\',
  '#',
  '\n',
  '\r\n',
  '\t',
  ' ',
  ',',
  ':',
  '=',
  '==',
  '@',
  '*',
  '**',
  '-',
  '.',
  '..',
  '/',
  '$',
  '${',
  '}}',
  '{{',
  '%',
  '!',
  ';',
  '~=',
  '>=',
  '<',
  '^',
  '|',
  '\0',
  '\uFEFF',
  '\uFFFD',
  '\u2028',
  '😀',
  '\u0301',
  'if x:\n ',
  'else:\n',
  'try:\n',
  'except',
  'def f(',
  'class A(A):\n',
  'lambda: ',
  'import ',
  'from . import ',
  'raise ',
  'f"{',
  'not ',
  'os.environ["X"]',
  'env("A")',
  'f(f)',
  '-r ',
  '-e ',
  '[[package]]\n',
  '[tool',
  'true',
  '1e999',
  '99999999999999999999',
  '__proto__',
  'constructor',
);

/** A shard in a mass: what nests without end, what is one huge line. */
const massesOf = (most: number) =>
  fc
    .tuple(shards, fc.constantFrom(100, most / 10, most))
    .map(([shard, times]) => shard.repeat(Math.min(times, Math.floor(60_000 / shard.length))));
const noiseOf = (most: number) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.array(shards, { maxLength: 12 }).map((parts) => parts.join('')) },
    { weight: 2, arbitrary: massesOf(most) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  );
const bytes = fc.uint8Array({ maxLength: 60 });

/** A file of a project with something wrong: cut, emptied, spoilt in the middle, in the place of another, of bytes alone. */
function spoilt(path: string, most: number): Arbitrary<readonly [string, string | Uint8Array]> {
  const noise = noiseOf(most);
  const text = sound[path] ?? '';
  const at = fc.nat({ max: text.length });
  return fc
    .oneof(
      { weight: 2, arbitrary: at.map((end) => text.slice(0, end)) },
      {
        weight: 5,
        arbitrary: fc.tuple(at, noise).map(([place, more]) => text.slice(0, place) + more + text.slice(place)),
      },
      { weight: 2, arbitrary: fc.tuple(at, at, noise).map(([a, b, more]) => text.slice(0, a) + more + text.slice(b)) },
      { weight: 1, arbitrary: noise },
      { weight: 1, arbitrary: fc.constantFrom(...paths).map((other) => sound[other] ?? '') },
      { weight: 1, arbitrary: bytes },
    )
    .map((content) => [path, content] as const);
}

/** Where the files lie: at the root, below, very deep. */
const folders = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  {
    weight: 3,
    arbitrary: fc.constantFrom('site/', 'backend/src/', 'a b/[x]/', 'tests/', '{{x}}/', '__proto__/', '..x/'),
  },
  { weight: 1, arbitrary: fc.nat({ max: 300 }).map((depth) => 'd/'.repeat(depth)) },
);

/** The files of a project, some of them missing, up to three spoilt; a mass is repeated `most` times at most. */
export function hostileTrees(most: number): Arbitrary<Readonly<Record<string, string | Uint8Array>>> {
  return fc
    .tuple(
      fc.subarray(paths, { minLength: 1 }),
      fc.array(
        fc.constantFrom(...paths).chain((path) => spoilt(path, most)),
        { minLength: 1, maxLength: 3 },
      ),
      folders,
      fc.boolean(),
    )
    .map(([kept, broken, folder, isWhole]) => {
      const files = Object.fromEntries((isWhole ? paths : kept).map((path) => [path, sound[path] ?? '']));
      const all = { ...files, ...Object.fromEntries(broken) };
      return Object.fromEntries(Object.entries(all).map(([path, content]) => [folder + path, content]));
    });
}
