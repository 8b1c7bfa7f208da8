import type { FailureInTheImage } from '../problems/build.ts';
import { leftOutAdvice } from './left-out.ts';
import { pythonRemovedWords } from './python-removed.ts';
import { overwritten, removedWords } from './removed.ts';
import { askedAtLoad, brokenMigrations, missingExtension, missingTable } from './tables.ts';
import type { Words } from './words.ts';

/** Words for code of the project that fails when the image runs it. */
export function importFails(what: string, problem: FailureInTheImage): Words {
  const { exception, message, file, line, lines } = problem;
  const { leftOut } = problem;
  if (problem.isAskedAtLoad === true) {
    const asks = `${file ?? 'A module'}:${line ?? 0} asks the database while the project is loaded`;
    return { what: `${asks}: ${exception}: ${message}.`, found: lines, next: askedAtLoad(problem, 'build') };
  }
  const repairs = knownRepairs(problem) ?? [
    'Correct that line, or choose other settings with --settings, then build again.',
  ];
  const out = leftOut === undefined ? '' : ` ${leftOut.path} stays out of the image (${leftOut.rule}).`;
  return {
    what: `${what}: ${exception}: ${message}${where(file, line)}.${out}`,
    found: lines,
    next: leftOut === undefined ? repairs : [...leftOutAdvice(leftOut), `Else: ${repairs[0]}`, ...repairs.slice(1)],
  };
}

/** Errors of code that was written for other releases than those at hand. */
const MISFITS = ['AttributeError', 'ImportError', 'TypeError', 'SyntaxError', 'SystemError'];

/** What is known to help; undefined where nothing is. `again` is the verb that tries it. */
export function knownRepairs(failure: FailureInTheImage, again = 'build'): readonly string[] | undefined {
  if (failure.removed !== undefined) return removedWords(failure.removed, failure, again);
  const { message } = failure;
  if (failure.isAskedAtLoad === true) return askedAtLoad(failure, again);
  const ofDatabase = missingTable(failure) ?? brokenMigrations(failure) ?? missingExtension(message);
  const repair = ofDatabase ?? repairOf(failure, again);
  return repair === undefined ? undefined : [repair, ...alsoMissingWords(failure)];
}

/** Each of them would end the next build. */
function alsoMissingWords({ alsoMissing = [] }: FailureInTheImage): readonly string[] {
  return alsoMissing.length === 0
    ? []
    : [`INSTALLED_APPS names more that is not installed; add these too: ${alsoMissing.join(', ')}.`];
}

function repairOf(failure: FailureInTheImage, again: string): string | undefined {
  const { exception, message, missing, absent, distribution, offeredBy } = failure;
  if (absent !== undefined) {
    return `The project has no ${absent}: where each machine has its own (git may ignore it), write one, or choose settings that do without it with --settings.`;
  }
  if (missing !== undefined) {
    return `The image lacks ${missing.lacks}, which Debian has in ${missing.debian}. ${addingDebian(missing.debian)}`;
  }
  const said = BY_MESSAGE.find(([says]) => says.test(message))?.[1] ?? serverHere(message);
  if (said !== undefined) return said;
  const unset = again === 'push' ? unsetVariable(message) : undefined;
  if (unset !== undefined) return `It asks for the variable ${unset}, which has no value: --env ${unset}=VALUE`;
  if (failure.noneSetting !== undefined) return noneSettingWords(failure, failure.noneSetting, again);
  if (failure.pythonRemoved !== undefined) return pythonRemovedWords(failure.pythonRemoved, failure);
  if (distribution !== undefined && offeredBy !== undefined) {
    const { kind, name } = offeredBy;
    return `${distribution} has it, and the project names it in its ${kind} ${name}: add to the command --${kind} ${name}`;
  }
  if (distribution !== undefined) return `${distribution} has it: add it to the requirements, then ${again} again.`;
  if (exception === 'ModuleNotFoundError') return `Add what is missing to the requirements, then ${again} again.`;
  return misfit(failure, again);
}

/** The project's code, or that of a package, was written for another release than the one at hand. */
function misfit(
  { exception, message, package: inside = '', broughtBy = [] }: FailureInTheImage,
  again: string,
): string | undefined {
  const [, name, of] = /^cannot import name '(\w+)' from '([\w.]+)' \(\S*\/site-packages\//.exec(message) ?? [];
  if (name !== undefined && inside === '') {
    return `The project was written for another release of what has ${of}: require that one, as "pip freeze" shows it where the project runs, then ${again} again. Or renew the line.`;
  }
  if (inside !== '' && inside !== 'django' && MISFITS.includes(exception)) {
    if (broughtBy.length > 1) return overwritten(inside, broughtBy);
    const whose = broughtBy[0] === undefined ? inside : `${inside} (${broughtBy[0]})`;
    return `It fails inside ${whose}, which does not fit the Python or another package at hand: pin a release of either in the requirements, as "pip freeze" shows them where the project runs.`;
  }
  return undefined;
}

/** What helps, by what is said alone. */
const BY_MESSAGE: readonly (readonly [says: RegExp, repair: string])[] = [
  [/'pkg_resources'/, 'Add "setuptools<81" to the requirements: later ones have no pkg_resources.'],
  [
    /^database connection isn't set to UTC/,
    'psycopg2 2.9 does not fit a Django before 3.1: require psycopg2-binary==2.8.6 in its place.',
  ],
  [
    /^after \d+ s this line was still running/,
    'While an image is built there is no server to wait for: ask it when a page needs it, and with a timeout.',
  ],
  // Of botocore: https://docs.aws.amazon.com/boto3/latest/guide/credentials.html
  [
    /^Unable to locate credentials$/,
    'It asks S3 or another service of AWS, and has no keys for it: --env AWS_ACCESS_KEY_ID=KEY --env AWS_SECRET_ACCESS_KEY=SECRET',
  ],
  [
    /^You must specify a region\.$/,
    'It asks a service of AWS, and does not know where: --env AWS_DEFAULT_REGION=REGION, such as eu-central-1',
  ],
  [
    /^Incorrect timezone setting: /,
    'Name the time zone as it is called today, or add the old names with --apt-package tzdata-legacy.',
  ],
];

/** Of requests, urllib3, pymongo and others: a server that would have to be in the container itself. */
function serverHere(message: string): string | undefined {
  const [, host, port] = /\b(localhost|127\.0\.0\.1)(?:['"], port=|:)(\d+)/.exec(message) ?? [];
  if (port === undefined || !/refused|Failed to establish a new connection/.test(message)) return undefined;
  return `It asks ${host}:${port}, which is the container itself, and nothing listens there: name a server elsewhere, by the variable that the settings read its address from (--env NAME=VALUE).`;
}

/** Most settings that are None are read from a variable of that name, or nearly. */
function noneSettingWords({ file, line }: FailureInTheImage, setting: string, again: string): string {
  return `The setting ${setting} seems to be None, and ${file ?? 'the project'}${line === undefined ? '' : `:${line}`} needs a value: give the variable that the settings read it from, perhaps --env ${setting}=VALUE, then ${again} again.`;
}

/** Of decouple and django-environ: code that asks where the settings do not is met by a page or a command first. */
function unsetVariable(message: string): string | undefined {
  return /^(\w+) not found\. Declare it as envvar\b|^Set the (\w+) environment variable$/
    .exec(message)
    ?.slice(1)
    .find((name) => name !== undefined);
}

/** How the user adds a Debian package. */
export function addingDebian(name: string): string {
  return `Add to [tool.simple-deploy] of pyproject.toml: apt-packages = ["${name}"] (or build with --apt-package ${name}).`;
}

/** File and line in brackets, where they are known. */
export function where(file: string | undefined, line: number | undefined): string {
  return file === undefined ? '' : ` (${file}:${line ?? 0})`;
}
