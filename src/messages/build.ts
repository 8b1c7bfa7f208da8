import type { BuildProblem, FailureInTheImage, StaticFailure } from '../problems/build.ts';
import { place } from '../values/place.ts';
import { accessAdvice } from './access.ts';
import { leftOutAdvice } from './left-out.ts';
import type { Words, WordsOf } from './words.ts';

export const buildWords: WordsOf<BuildProblem> = {
  'python-too-old': ({ version, oldest, origin }) => ({
    what: `The project asks for Python ${version} (${place(origin)}), and the oldest that an image can be made with is ${oldest}.`,
    next: [`Build with a newer one: simple-deploy build --python ${oldest}`],
  }),
  'nothing-to-install': ({ manager, files }) => ({
    what:
      files.length === 0
        ? 'No manifest says what the project needs, so there is nothing to install.'
        : `${files.join(', ')} (${manager}) names nothing to install.`,
    next: [
      files.length === 0
        ? 'Take what the imports of the code suggest: simple-deploy build --install-guessed'
        : `Name Django and the other packages in ${files[0] ?? 'the manifest'}.`,
    ],
  }),
  'python-too-new': ({ version, newest, origin }) => ({
    what: `The project asks for Python ${version} (${place(origin)}), and the newest that is out is ${newest}.`,
    next: [`Build with that: simple-deploy build --python ${newest}`],
  }),
  'dockerignore-pattern': ({ file, line, pattern }) => ({
    what: `${file}:${line} holds "${pattern}", which is no pattern; docker refuses it too.`,
    next: [`Correct the line, or remove it; a bracket that is part of a name is written \\[.`],
  }),
  'dockerignore-disregarded': ({ file, line, pattern, path, isWhole }) => ({
    what: isWhole
      ? `${file} leaves out ${path} (line ${line}: ${pattern}), without which the site cannot start: the file is disregarded.`
      : `${file} leaves out ${path} (line ${line}: ${pattern}), which the image needs: it is taken all the same.`,
    next: [
      isWhole
        ? `Secrets, databases and caches stay out anyway. To leave out more, let the file keep the code: add !${path.split('/')[0]}`
        : `To have it in images of your own too, add a line below: !${path}`,
    ],
  }),
  'base-image-unusable': ({ image, lacks, reason = 'no reason given' }) => ({
    what:
      lacks === undefined
        ? `No command runs in the base image ${image}: ${reason}`
        : `The base image ${image} has no ${lacks}.`,
    next: ['Name a Debian-based image with Python: simple-deploy build --base-image python:3.13-slim-trixie'],
  }),
  'dependency-does-not-install': ({ name, reason, compiled = false, missed, lines }) => ({
    what: name === undefined ? `The dependencies do not install: ${reason}` : `${name} does not install: ${reason}`,
    found: lines,
    next: [
      ...(compiled
        ? [
            'No wheel of it fits this Python, so it was compiled: choose a newer release of it, or another Python with --python.',
          ]
        : ['Correct the requirement, then build again.']),
      ...(missed === undefined
        ? []
        : [`Its build looks for ${missed}: name the Debian package that has it. ${adding('lib…-dev')}`]),
      ...accessAdvice([reason, ...lines].join('\n')),
      'The whole output is in the log of this run.',
    ],
  }),
  'system-package-unknown': ({ names, release }) => ({
    what: `Debian ${release} has no package ${names.map(({ name }) => name).join(', no ')}.`,
    found: names.flatMap(({ name, nearest, neededBy }) => [
      ...(neededBy === undefined ? [] : [`${name} is needed by ${neededBy.join(', ')}`]),
      ...(nearest.length === 0 ? [] : [`instead of ${name} it has ${nearest.join(', ')}`]),
    ]),
    next: [
      ...names.flatMap(({ name, lastDebian }) =>
        lastDebian === undefined
          ? []
          : [`The last Debian that has ${name} is ${lastDebian}: --base-image python:3.13-slim-${lastDebian}`],
      ),
      ...(names.every(({ lastDebian }) => lastDebian !== undefined)
        ? []
        : ['Correct apt-packages in the configuration, or --apt-package.']),
    ],
  }),
  'system-package-does-not-install': ({ reason, lines }) => ({
    what: `A Debian package that the dependencies need does not install: ${reason}`,
    found: lines,
    next: ['Check that the build reaches the Debian mirror (HTTP_PROXY and HTTPS_PROXY are passed on).'],
  }),
  'settings-fail-to-import': (problem) => importFails('The settings fail to import in the image', problem),
  'application-fails-to-import': (problem) => importFails('The application fails to import in the image', problem),
  'check-fails': ({ exception, message, file, line, lines }) => ({
    what: `A check of Django fails in the image: ${exception}: ${message}${where(file, line)}`,
    found: lines,
    next: [
      'Run "python manage.py check" to see the same on this machine.',
      `A check that does not matter here is silenced in the settings: SILENCED_SYSTEM_CHECKS = ['${exception}']`,
    ],
  }),
  'collectstatic-fails': staticFails,
};

function importFails(what: string, problem: FailureInTheImage): Words {
  const { exception, message, file, line, lines } = problem;
  const { leftOut } = problem;
  const out = leftOut === undefined ? '' : ` ${leftOut.path} stays out of the image (${leftOut.rule}).`;
  return {
    what: `${what}: ${exception}: ${message}${where(file, line)}.${out}`,
    found: lines,
    next: leftOut === undefined ? [repairOf(problem)] : [...leftOutAdvice(leftOut), `Else: ${repairOf(problem)}`],
  };
}

function staticFails(problem: StaticFailure): Words {
  const { command, exception, message, file, line, lines, missingFile, referring, missing } = problem;
  if (missingFile !== undefined) {
    return {
      what: `The static file ${missingFile} does not exist${
        referring === undefined ? '' : `, and ${referring}${where(file, line)} refers to it`
      }. The storage of static files gives each a name of its own, and stops there.`,
      next: [
        `Add the file, or take the reference out${file === undefined ? ' (the file comes from a package: a newer release may have it)' : ''}.`,
        'To have such references left as they are: a storage class of your own with manifest_strict = False helps for those in templates; for those in style sheets only CompressedStaticFilesStorage of WhiteNoise does, which gives no names of its own.',
      ],
    };
  }
  return {
    what: `${command} fails in the image: ${[exception, message].filter((each) => each !== '').join(': ')}${where(file, line)}`,
    found: lines,
    next: [
      ...(missing === undefined ? [] : [repairOf(problem)]),
      `Run "python manage.py ${command}" with DEBUG off to see the same on this machine.`,
    ],
  };
}

/** Errors of code that was written for other releases than those at hand. */
const MISFITS = ['AttributeError', 'ImportError', 'TypeError', 'SyntaxError'];

function repairOf({ exception, message, missing, package: inside = '' }: FailureInTheImage): string {
  if (missing !== undefined) {
    return `The image lacks ${missing.lacks}, which Debian has in ${missing.debian}. ${adding(missing.debian)}`;
  }
  if (message.includes("'pkg_resources'")) {
    return 'Add "setuptools<81" to the requirements: later ones have no pkg_resources.';
  }
  const dropped = /No module named '(distutils|imp|asyncore|asynchat|smtpd|cgi|crypt|imghdr|pipes|telnetlib)\b/.exec(
    message,
  );
  if (dropped !== null) {
    return `Newer releases of Python have no ${dropped[1]}: build with an older one, such as --python 3.11, or renew what imports it.`;
  }
  if (exception === 'ModuleNotFoundError') return 'Add what is missing to the requirements, then build again.';
  if (inside !== '' && inside !== 'django' && MISFITS.includes(exception)) {
    return `It fails inside ${inside}, which does not fit another package at hand: pin a release of either in the requirements, as "pip freeze" shows them where the project runs.`;
  }
  return 'Correct that line, or choose other settings with --settings, then build again.';
}

/** How a Debian package is added. */
function adding(name: string): string {
  return `Add to [tool.simple-deploy] of pyproject.toml: apt-packages = ["${name}"] (or build with --apt-package ${name}).`;
}

function where(file: string | undefined, line: number | undefined): string {
  return file === undefined ? '' : ` (${file}:${line ?? 0})`;
}
