import type { LayoutProblem, ManagePyCandidate } from '../problems/layout.ts';
import { dependencyWords } from './layout-dependencies.ts';
import { listed } from './listed.ts';
import type { WordsOf } from './words.ts';

function manageLine({ path, settings }: ManagePyCandidate): string {
  return `--manage ${path}${settings === undefined ? '' : `   (settings: ${settings})`}`;
}

export const layoutWords: WordsOf<LayoutProblem> = {
  ...dependencyWords,
  'project-folder-missing': ({ path }) => ({
    what: `There is no folder ${path}.`,
    next: ['Give the folder of your Django project, or start the command inside it.'],
  }),
  'project-folder-unreadable': ({ path }) => ({
    what: `You are not permitted to read ${path}.`,
    next: ['Let yourself read it, and enter the folders above it, or give another folder.'],
  }),
  'manage-py-missing': ({ root, leftAside }) => ({
    what: `There is no manage.py in ${root} or in any folder below it.`,
    found: listed(leftAside.map((path) => `left aside: ${path} (a template: its path holds placeholders)`)),
    next: [
      'Start the command in the folder of your Django project, or name that folder.',
      'When the project was made without one: `django-admin startproject NAME` shows what a manage.py looks like.',
    ],
  }),
  'manage-py-several': ({ candidates }) => ({
    what: `There are ${candidates.length} manage.py, and nothing tells which of them you mean.`,
    found: listed(candidates.map(manageLine)),
    next: ['Add one of the options above to the command, or start it in the folder of the manage.py that you mean.'],
  }),
  'manage-py-not-django': ({ files }) => ({
    what:
      files.length === 1 && files[0] !== undefined
        ? `${files[0].path} is not Django's: it is ${files[0].framework}.`
        : `None of the ${files.length} manage.py is Django's.`,
    found: listed(files.map(({ path, framework }) => `${path}: ${framework}`)),
    next: [
      'Start the command in the folder of a Django project.',
      'When this is one: let manage.py name its settings, os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings").',
    ],
  }),
  'manage-py-option-wrong': ({ path, known }) => ({
    what: `--manage ${path} names no file of the project.`,
    found: listed(known.map((each) => `--manage ${each}`)),
    next: [
      known.length > 0
        ? 'Use one of the options above; the path is the one below the root of the project.'
        : 'Give the path of manage.py below the root of the project.',
    ],
  }),
  'manage-py-others': ({ chosen, others }) => ({
    what: `${chosen} is used; there ${others.length === 1 ? 'is one more manage.py' : `are ${others.length} more`}.`,
    found: listed(others.map(([path, why]) => `${path}: ${why}`)),
    next: ['When another is meant, name it: --manage PATH.'],
  }),
  'settings-unknown': ({ managePy, candidates }) => ({
    what: `${managePy} names no settings module that could be read${
      candidates.length > 1 ? ', and there are several that it could mean' : ''
    }.`,
    found: listed(candidates.map((module) => `--settings ${module}`)),
    next: [
      candidates.length > 0
        ? 'Add one of the options above to the command.'
        : 'Name it: --settings MODULE, such as --settings mysite.settings.',
    ],
  }),
  'settings-file-missing': ({ module, namedAt, candidates }) => ({
    what: `The settings module ${module}, named in ${namedAt}, has no file in the project.`,
    found: listed(candidates.map((each) => `--settings ${each}`)),
    next: [
      candidates.length > 0
        ? 'Add one of the options above to the command, or put the file there.'
        : 'Put the file there, or name another module: --settings MODULE.',
    ],
  }),
  'python-version-unreadable': ({ where, text }) => ({
    what: `${where} asks for Python "${text}", which is no version.`,
    next: ['Write it as 3.13, or say it with --python 3.13.'],
  }),
  'file-name-not-utf8': ({ path }) => ({
    what: `The name of ${path} is not UTF-8, so it cannot travel into an image.`,
    next: ['Rename it when the site needs it; the image is built without it.'],
  }),
  'file-unreadable': ({ path, kind }) => ({
    what: `The ${kind === 'file' ? 'file' : 'folder'} ${path} cannot be read.`,
    next: [`Let yourself read it (chmod u+r${kind === 'file' ? '' : 'x'} ${path}), or add it to .dockerignore.`],
  }),
};
