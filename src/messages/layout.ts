import type { LayoutProblem, ManagePyCandidate } from '../problems/layout.ts';
import { dependencyWords } from './layout-dependencies.ts';
import { pythonWords } from './layout-python.ts';
import { besideServerWords } from './layout-beside-the-server.ts';
import { settingsWords } from './layout-settings.ts';
import { leftOutAdvice } from './left-out.ts';
import { listed } from './listed.ts';
import { removedNoteWords } from './removed.ts';
import { typedPath } from './typed-path.ts';
import { mayBeInSubmodules, submoduleWords } from './submodules.ts';
import type { WordsOf } from './words.ts';

function manageLine({ path, settings }: ManagePyCandidate): string {
  return `--manage ${typedPath(path)}${settings === undefined ? '' : `   (settings: ${settings})`}`;
}

type Missing = Extract<LayoutProblem, { code: 'import-not-required' }>['missing'];

function missingAdvice(missing: Missing): string[] {
  const options = [...new Set(missing.flatMap(({ option }) => option ?? []))];
  const others = missing.filter(({ option }) => option === undefined).map(({ distribution }) => distribution);
  return [
    ...options.map((option) => `Take what brings it: ${option}`),
    ...(others.length > 0 ? [`Add it to the requirements: ${others.join(', ')}`] : []),
  ];
}

/** What is not there, and how to get it or do without. */
const unmet = {
  browser: [
    'a browser',
    'When only tests use it, move it to a group for development; else use a browser elsewhere (a remote WebDriver or CDP address), or add Debian\'s: apt-packages = ["chromium", "chromium-driver"]',
  ],
  'oracle-client': ["Oracle's Instant Client", 'Use oracledb instead, which needs none (Django 5 and newer).'],
  'odbc-driver': [
    "Microsoft's ODBC driver",
    'Make a base image that has it and name that: --base-image IMAGE. FreeTDS instead is in Debian: apt-packages = ["tdsodbc"]',
  ],
} as const;

export const layoutWords: WordsOf<LayoutProblem> = {
  ...dependencyWords,
  ...pythonWords,
  ...besideServerWords,
  ...settingsWords,
  'settings-by-dynaconf': ({ file, line, switcher }) => ({
    what: `dynaconf stands in for Django's settings (${file}:${line}): what the image fills in is handed to it once, after it has read its own files.`,
    found: [
      `It reads its environment "development" unless ${switcher} says another; .secrets files do not travel into the image.`,
      'What it reads anew later (settings.reload, settings.from_env) is yours alone, without what the image filled in.',
    ],
    next: [
      `Say which environment the app runs in: simple-deploy push --env ${switcher}=production`,
      'Give secrets as variables with its prefix, by default DJANGO_: simple-deploy push --env DJANGO_API_KEY',
    ],
  }),
  'settings-stage-open': ({ file, beside, variable, stage }) => ({
    what: `The settings include ${file}, as ${variable} is not set; ${beside} lies beside it.`,
    found: ['The build reads it too, so that what it imports has to be installed.'],
    next: [
      `Say which the app runs with: simple-deploy push --env ${variable}=${stage}`,
      `For the build as well, let wsgi.py and manage.py say it: os.environ.setdefault("${variable}", "${stage}")`,
    ],
  }),
  'settings-of-library': ({ parts }) => ({
    what: `A part of the settings is in a library: ${parts.map(({ library }) => library).join(', ')}.`,
    found: [
      ...parts.map(({ modules: [first, ...others], where }) => {
        const more = others.length > 0 ? ` and ${others.length} more of its modules` : '';
        return `${where} takes in ${first}${more}.`;
      }),
      'The variables that it demands, and what else it sets, cannot be read from the project.',
    ],
    next: ['Name the variables that it demands: simple-deploy push --env NAME=value; a build says which one it lacks.'],
  }),
  'settings-around-more': ({ module, around, file, names }) => ({
    what: `The image uses ${module}; ${around}, the package around it, sets more: ${names.join(', ')}.`,
    found: [`${file} sets it when it has chosen, and ${module} does not take it over.`],
    next: [`When the site needs it: --settings ${around}, and the variable by which it chooses with push --env.`],
  }),
  'server-interface': ({ server, interface: kind, application }) => ({
    what: `${server} cannot serve ${application}, which is ${kind.toUpperCase()}.`,
    found: [
      'WSGI: gunicorn, granian, uwsgi.',
      'ASGI: uvicorn, daphne, hypercorn, granian; gunicorn where a command of the project names its worker for that.',
    ],
    next: ['Name one of these, or none: simple-deploy inspect says which one it is then.'],
  }),
  'project-folder-missing': ({ path }) => ({
    what: `There is no folder ${path}.`,
    next: ['Give the folder of your Django project, or start the command inside it.'],
  }),
  'project-folder-unreadable': ({ path }) => ({
    what: `You are not permitted to read ${path}.`,
    next: ['Let yourself read it, and enter the folders above it, or give another folder.'],
  }),
  'manage-py-missing': ({ root, candidates, leftAside, submodules = [] }) => ({
    what: `There is no manage.py in ${root} or in any folder below it.`,
    found: [
      ...listed(candidates.map((module) => `--settings ${module}`)),
      ...listed(leftAside.map((each) => `left aside: ${each}`)),
    ],
    next:
      candidates.length > 0
        ? ['It works without one when you say which settings are meant: add one of the options above to the command.']
        : [
            ...(submodules.length === 0 ? [] : [mayBeInSubmodules(submodules)]),
            'Start the command in the folder of your Django project, or name that folder.',
            'When the project has none: name its settings, --settings mysite.settings.',
          ],
  }),
  'manage-py-template': ({ path, tool, root }) => ({
    what: `${path} is a template: placeholders stand where names belong, so it cannot run as it lies.`,
    next: [
      {
        cookiecutter: `Make a project of it, and deploy that: cookiecutter ${root}`,
        copier: `Make a project of it, and deploy that: copier copy ${root} mysite`,
        startproject: `Make a project of it, and deploy that: django-admin startproject --template ${root} mysite`,
      }[tool],
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
    found: listed(known.map((each) => `--manage ${typedPath(each)}`)),
    next: [
      known.length > 0
        ? 'Use one of the options above; the path is the one below the root of the project.'
        : 'Give the path of manage.py below the root of the project.',
    ],
  }),
  'manage-py-others': ({ chosen, others }) => ({
    what: `${chosen} is used; there ${others.length === 1 ? 'is one more manage.py' : `are ${others.length} more`}.`,
    found: listed(others.map(([path, why]) => `${path}: ${why}`)),
    next: [`When another is meant, add it to the command: --manage ${typedPath(others[0]?.[0] ?? 'PATH')}`],
  }),
  'settings-several': ({ module, namedAt, candidates }) => ({
    what: candidates.includes(module)
      ? `${module}, named in ${namedAt}, is not for production, and nothing tells which settings are.`
      : `${module}, named in ${namedAt}, is not for production, and there are ${candidates.length} settings that are.`,
    found: listed(candidates.map((each) => `--settings ${each}`)),
    next: ['Add one of the options above to the command.'],
  }),
  'configuration-unknown': ({ classes, variable }) => ({
    what: 'The settings hold several classes of django-configurations, and nothing tells which is for production.',
    found: listed(classes),
    next: [`Name it in manage.py or in .env, such as: ${variable}=${classes.at(-1) ?? 'Production'}`],
  }),
  'settings-named-otherwise': ({ chosen, others }) => ({
    what: `The image uses the settings ${chosen}; ${others.length === 1 ? 'another place names others' : 'other places name others'}.`,
    found: listed(
      others.map(({ module, where, exists }) => `${where}: ${module}${exists ? '' : ', which has no file'}`),
    ),
    next: [otherSettings(others.find(({ exists }) => exists)?.module)],
  }),
  'settings-import-missing': ({ modules }) => ({
    what: `The project imports ${modules.length === 1 ? 'a module of its own that it does not have' : 'modules of its own that it does not have'}, and does not start without.`,
    found: listed(modules.map(({ module, where }) => `${where}: ${module}`)),
    next: ['Put it there before you build: what .gitignore names is not in a fresh clone.'],
  }),
  'import-not-required': ({ file, missing }) => ({
    what: `Nothing that ${file} names brings what the project imports before it starts.`,
    found: listed(
      missing.map(({ module, distribution, where }) => `${where}: ${module}, which ${distribution} brings`),
    ),
    next: missingAdvice(missing),
  }),
  ...submoduleWords,
  'django-removed': removedNoteWords,
  'settings-read-left-out': ({ files }) => ({
    what: `The settings name ${files.length === 1 ? `a file that stays` : `${files.length} files that stay`} out of the image: ${files.map(({ path }) => path).join(', ')}.`,
    found: listed(files.map(({ path, rule, where, by }) => `${where}: ${by} (${path} stays out: ${rule})`)),
    next: [...new Set(files.flatMap(leftOutAdvice))],
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
  'settings-file-missing': ({ module, namedAt, candidates, example }) => ({
    what: `The settings module ${module}, ${namedAt.startsWith('--') ? 'given by' : 'named in'} ${namedAt}, has no file in the project.`,
    found: listed(candidates.map((each) => `--settings ${each}`)),
    next: [
      ...(example === undefined ? [] : [`Copy it from ${example}, and fill it in.`]),
      candidates.length > 0
        ? 'Add one of the options above to the command, or put the file there.'
        : 'Put the file there, or name another module: --settings MODULE.',
    ],
  }),
  'system-need-unmet': ({ requirement, what, source }) => ({
    what: `${requirement} needs ${unmet[what][0]}, which the image does not have.`,
    next: [unmet[what][1], `What it takes: ${source}`],
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

/** What has no file is none to choose: its name is an old one, or it is not in this clone. */
function otherSettings(module: string | undefined): string {
  return module === undefined
    ? 'Correct the name where it is an old one; where it is meant, put its file there before you build.'
    : `When others are meant, add them to the command: --settings ${module}`;
}
