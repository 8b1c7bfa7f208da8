import type { LayoutProblem } from '../problems/layout.ts';
import { listed } from './listed.ts';
import type { WordsOf } from './words.ts';

type DependencyProblem = Extract<
  LayoutProblem,
  { code: `dependencies-${string}` | `requirements-${string}` | `toml-${string}` }
>;

/** How to get a requirements.txt out of each manager that is not read yet. */
const exports: Readonly<Record<string, string>> = {
  poetry: 'poetry export --without-hashes -o requirements.txt   (needs poetry-plugin-export)',
  pdm: 'pdm export --prod --without-hashes -o requirements.txt',
  pipenv: 'pipenv requirements > requirements.txt',
  pep621: 'uv lock   (writes uv.lock, which is read)',
  setuptools: 'echo "-e ." > requirements.txt',
};

/** The words about what a project wants installed. */
export const dependencyWords: WordsOf<DependencyProblem> = {
  'dependencies-missing': ({ folders, elsewhere }) => ({
    what: `Nothing says which packages to install: no requirements.txt and no uv.lock in ${folders.join(', ')}.`,
    found: listed(elsewhere.map((path) => `not beside or above manage.py, so not used: ${path}`)),
    next: ['Write what your project needs into requirements.txt: python -m pip freeze > requirements.txt'],
  }),
  'dependencies-not-supported': ({ manager, file }) => ({
    what: `${file} is ${manager}'s; simple-deploy cannot install from it yet (it reads requirements.txt and uv.lock).`,
    next: [`Until then, beside it: ${exports[manager] ?? 'python -m pip freeze > requirements.txt'}`],
  }),
  'dependencies-others': ({ chosen, others }) => ({
    what: `The packages are installed from ${chosen}; other files could say so too.`,
    found: listed(others),
    next: ['Nothing to do when that is the one you keep up to date.'],
  }),
  'dependencies-without-django': ({ files }) => ({
    what: `${files.join(', ')} does not name Django.`,
    next: ['Nothing to do when another package brings it along; else add a line: Django'],
  }),
  'requirements-include-missing': ({ file, line, include }) => ({
    what: `${file}:${line} includes ${include}, which is not in the project.`,
    next: ['Put the file there, or take the line out.'],
  }),
  'toml-unreadable': ({ file, line, reason }) => ({
    what: `${file}${line === undefined ? '' : `:${line}`} is not valid TOML: ${reason}.`,
    next: [file.endsWith('uv.lock') ? 'Make it anew: uv lock' : 'Mend that line.'],
  }),
};
