import type { BuildProblem, PythonClash, StaticFailure } from '../problems/build.ts';
import { place } from '../values/place.ts';
import { accessAdvice } from './access.ts';
import { addingDebian, importFails, knownRepairs, where } from './in-the-image.ts';
import { leftOutAdvice } from './left-out.ts';
import { removedWords } from './removed.ts';
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
  'dependency-does-not-install': (problem) => ({
    what: `${problem.name ?? 'The dependencies'} ${problem.name === undefined ? 'do' : 'does'} not install: ${problem.reason}`,
    found: problem.lines,
    next: [
      ...(problem.releases === undefined ? [] : releaseOfDebian(problem.name, problem.releases)),
      ...installAdvice(problem),
      ...(problem.missed === undefined
        ? []
        : [`Its build looks for ${problem.missed}: name the Debian package that has it. ${addingDebian('lib…-dev')}`]),
      ...accessAdvice([problem.reason, ...problem.lines].join('\n')),
      'The whole output is in the log of this run.',
    ],
  }),
  'lock-for-another-python': ({ lock, has, marker, ownBase }) => ({
    what: `${lock} locks nothing for Python ${has}, which the image has${marker === undefined ? '' : `; its packages are for ${marker}`}.`,
    next: [
      ownBase === undefined && exactPython(marker) === undefined
        ? 'Build with the Python that it was made for: --python VERSION'
        : `The base image${ownBase === undefined ? '' : ` ${ownBase}`} has Python ${has}: name one with the Python that the lock was made for, --base-image python:${exactPython(marker) ?? 'VERSION'}-slim`,
      `or let the manifest allow Python ${has}, and lock again.`,
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
      ...insteadOf(names),
      ...(names.every(({ lastDebian, isOurs, nearest }) => lastDebian !== undefined || (isOurs && nearest.length > 0))
        ? []
        : ['Correct apt-packages in the configuration, or --apt-package.']),
    ],
  }),
  'system-package-not-there': ({ names, there }) => ({
    what: `Nothing brings ${names.join(' or ')} into the image, so there is nothing to leave out.`,
    found: there.length === 0 ? [] : [`For its dependencies it gets ${there.join(', ')}.`],
    next: ['Correct without-apt-packages in the configuration, or --without-apt-package.'],
  }),
  'system-package-does-not-install': ({ reason, lines }) => ({
    what: `A Debian package that the dependencies need does not install: ${reason}`,
    found: lines,
    next: ['The whole output is in the log of this run.'],
  }),
  'debian-mirror-fails': ({ missed: [first, ...more], lines }) => ({
    what: `The build could not fetch Debian's packages, not in several tries: ${first?.url}: ${first?.reason}`,
    found: more.length > 0 ? more.map(({ url, reason }) => `${url}: ${reason}`).slice(0, 6) : lines.slice(-3),
    next: [
      'Build again in a while: the network or the mirror is at fault, nothing of the project.',
      'If it stays so, check that builds reach the mirror (HTTP_PROXY and HTTPS_PROXY are passed on). Which mirrors are asked stands in /etc/apt of the base image.',
    ],
  }),
  'settings-fail-to-import': (problem) => importFails('The settings fail to import in the image', problem),
  'application-fails-to-import': (problem) => importFails('The application fails to import in the image', problem),
  'server-fails-to-start': (problem) => importFails('The server would not start in the image', problem),
  'check-fails': ({ exception, message, file, line, lines, ...more }) => ({
    what: `A check of Django fails in the image: ${exception}: ${message}${where(file, line)}`,
    found: lines,
    next: (more.removed && removedWords(more.removed, { exception, message, lines, ...more }, 'build')) ?? [
      'Run "python manage.py check" to see the same on this machine.',
      `A check that does not matter here is silenced in the settings: SILENCED_SYSTEM_CHECKS = ['${exception}']`,
    ],
  }),
  'collectstatic-fails': staticFails,
};

/** The one release that a lock is for, where it is for no other. */
function exactPython(marker = ''): string | undefined {
  return /^python_full_version == "([\d.]+)"$/.exec(marker)?.[1];
}

type InstallFailure = Extract<BuildProblem, { readonly code: 'dependency-does-not-install' }>;

/** What to do about a requirement that does not install. */
function installAdvice({ advice, python, compiled, isOfLock, unreached }: InstallFailure): readonly string[] {
  if (advice !== undefined) return [advice];
  if (unreached === true) {
    return [
      'Build again in a while: it was asked several times, and the network or that server is at fault, not the requirement.',
      'If it stays so, check that builds reach it (HTTP_PROXY and HTTPS_PROXY are passed on; --ca-bundle for certificates), and that the project means it.',
    ];
  }
  if (python !== undefined) return otherPython(python);
  if (compiled === true)
    return [
      'No wheel of it fits this Python, so it was compiled: choose a newer release of it, or another Python with --python.',
    ];
  return [
    isOfLock === true
      ? 'Write the lock file anew with a current release of its manager, then build again; or install from another file: --dependencies FILE'
      : 'Correct the requirement, then build again.',
  ];
}

/** What to do where a requirement and the image's Python are at odds. */
function otherPython({ asks, has, takes, ownBase }: PythonClash): readonly string[] {
  const older = `or require a release that runs on Python ${has}.`;
  if (takes === undefined) return [`No Python that is out is ${asks}: require another release.`];
  return ownBase === undefined
    ? [`Build with a Python that it runs on: --python ${takes}`, older]
    : [`The base image ${ownBase} has Python ${has}: name one with ${takes}, --base-image python:${takes}-slim`, older];
}

/** A package that fits one release of a library of Debian's alone, such as GDAL's. */
function releaseOfDebian(name = '', releases: Readonly<Record<string, string>>): readonly string[] {
  const bare = /^[\w.-]+/.exec(name)?.[0] ?? name;
  const have = Object.entries(releases).map(([debian, version]) => `${version} on ${debian}`);
  return [
    `${bare} has to be of the release of its library that the image's Debian has: ${have.join(', ')}. Require ${bare}==${Object.values(releases).at(-1)}, or name the base image whose Debian fits, such as --base-image python:3.12-slim-bookworm.`,
  ];
}

function staticFails(problem: StaticFailure): Words {
  const { command, exception, message, file, line, lines, missingFile, referring, leftOut } = problem;
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
      ...(leftOut === undefined ? [] : leftOutAdvice(leftOut)),
      ...(knownRepairs(problem) ?? [
        `Run "python manage.py ${command}" with DEBUG off to see the same on this machine.`,
      ]),
    ],
  };
}

/** What the image gets by what we know, under the name that this Debian has for it. */
function insteadOf(names: Extract<BuildProblem, { code: 'system-package-unknown' }>['names']): readonly string[] {
  const options = names.flatMap(({ name, nearest: [first], isOurs }) =>
    isOurs === true && first !== undefined ? [`--without-apt-package ${name} --apt-package ${first}`] : [],
  );
  return options.length === 0 ? [] : [`Take what it has instead: ${options.join(' ')}`];
}
