import { emptySubmoduleIn, leftOutIn } from '../left-out-read.ts';
import { isBelow, removalOf } from '../django-removals/removal-of.ts';
import { pythonRemovalOf } from '../python-removals/removal-of.ts';
import { distributionOf } from '../layout/guessed/distributions.ts';
import type { FrontendProblem, FrontendStep } from '../problems/frontend.ts';
import type { BuildProblem, FailureInTheImage, NotFetched, RequiredAt } from '../problems/build.ts';
import type { LeftOut } from '../values/build-plan.ts';
import type { OfferedGroup } from '../values/project-group.ts';
import { missingAtRun } from '../system-packages/missing-library.ts';
import { codeNeeds, systemNeeds } from '../system-packages/table.ts';
import { installFailure } from './install-failure.ts';
import { normalizedName } from '../layout/dependencies/requirement.ts';
import { lackedOfProject } from './lacked-of-project.ts';
import { ownBaseImage } from './python-clash.ts';

/** What our scripts in the build begin their last line with, when they know why they stop. */
const MARK = 'simple-deploy-failure ';
const LAST_LINES = 12;

/** Exceptions that a file which is not there does not lead to. */
const notOfFiles = /^(ModuleNotFoundError|ImportError|SyntaxError|IndentationError|NameError)$/;

const codes = {
  settings: 'settings-fail-to-import',
  application: 'application-fails-to-import',
  check: 'check-fails',
  server: 'server-fails-to-start',
} as const;

/** One line of JSON after the mark. */
interface Failure {
  readonly kind:
    | 'base-image'
    | 'lock'
    | 'settings'
    | 'application'
    | 'check'
    | 'server'
    | 'collectstatic'
    | 'system-packages'
    | 'frontend';
  readonly lacks?: string;
  readonly exception?: string;
  readonly message?: string;
  readonly file?: string;
  readonly line?: number;
  readonly asksDatabase?: boolean;
  readonly package?: string;
  readonly broughtBy?: readonly string[];
  readonly versions?: { readonly django: string; readonly python: string };
  /** Of collect.py: the command, the static file that is missing, the one that refers to it. */
  readonly command?: string;
  readonly missing?: unknown;
  /** Modules of INSTALLED_APPS that are not there, besides the one that failed. */
  readonly alsoMissing?: readonly string[];
  readonly referring?: string;
  /** Of the front end's stage: what failed there, in which folder of the project. */
  readonly step?: FrontendStep;
  readonly folder?: string;
  /** Debian packages that are not to be had. */
  readonly unknown?: readonly string[];
  readonly nearest?: Readonly<Record<string, readonly string[]>>;
  readonly release?: string;
  /** What no mirror of Debian's gave. */
  readonly missed?: readonly NotFetched[];
  readonly lock?: string;
  readonly python?: string;
  readonly marker?: string;
}

/** What else is known about a failed build. */
interface Known {
  /** What the engine says of it. */
  readonly error?: string;
  /** What of the project is not in the image. */
  readonly leftOut?: readonly LeftOut[];
  /** Those of it that the settings name. */
  readonly named?: readonly LeftOut[];
  /** Git submodules that are empty. */
  readonly submodules?: readonly string[];
  /** Groups and extras of the project that are not installed. */
  readonly notInstalled?: readonly OfferedGroup[];
  /** Where a manifest asks for Django. */
  readonly djangoRequired?: RequiredAt;
}

/**
 * The problem behind a step of our Dockerfile that failed; undefined when it is none that we know.
 * `step` is BuildKit's name of it, such as "[packages 1/1] RUN …"; `lines` the last of its output.
 */
export function explainBuildFailure(
  step: string,
  lines: readonly string[],
  baseImage: string,
  known: Known = {},
): BuildProblem | FrontendProblem | undefined {
  const stage = /\[(?:\S+\/\S+ )?([\w-]+) +\d+\/\d+\]/.exec(step)?.[1];
  const failure = failureIn(lines);
  const told = lines.filter((line) => !line.startsWith(MARK) && line.trim() !== '');
  const found = told.slice(-LAST_LINES);
  const reason = found.at(-1)?.trim() ?? '';
  if (stage === 'probe') {
    const why = failure?.lacks === undefined ? { reason: reason || (known.error ?? '') } : { lacks: failure.lacks };
    return { code: 'base-image-unusable', image: baseImage, ...why };
  }
  if (failure !== undefined && isInTheImage(failure.kind)) {
    return { code: codes[failure.kind], ...inTheImage(failure, known, found), ...lackedBy(failure, known) };
  }
  if (failure?.kind === 'collectstatic') {
    const { command = 'collectstatic', missing, referring } = failure;
    const lost =
      typeof missing === 'string' ? { missingFile: missing, ...(referring !== undefined && { referring }) } : {};
    return {
      code: 'collectstatic-fails',
      command,
      ...lost,
      ...inTheImage(failure, known, found),
      ...lackedBy(failure, known),
    };
  }
  if (failure?.kind === 'frontend') {
    const { step = 'build', folder = '.', command = '', file, line } = failure;
    const place = { ...(file !== undefined && { file }), ...(line !== undefined && { line }) };
    return { code: 'frontend-fails', step, folder, command, ...place, lines: found };
  }
  if (failure?.kind === 'system-packages') return ofSystemPackages(failure, found);
  if (failure?.kind === 'lock') return lockOfAnotherPython(failure, baseImage);
  return stage === 'packages' ? installFailure(told, baseImage) : undefined;
}

function isInTheImage(kind: Failure['kind']): kind is keyof typeof codes {
  return Object.hasOwn(codes, kind);
}

/**
 * What it looked for in vain: of the project, by what the error itself tells, else the file that the settings name, where
 * its values may be what is missed; of the packages, the one that has the module.
 */
function lackedBy(failure: Failure, { leftOut = [], named = [], notInstalled = [], submodules = [] }: Known) {
  const { exception = '', message = '', lacks = '' } = failure;
  const submodule = emptySubmoduleIn(message, submodules);
  if (submodule !== undefined) return { leftOut: submodule };
  const lacked = lackedOfProject({ exception, message, lacks }, leftOut);
  if (lacked !== undefined) return lacked;
  const wanted = leftOutIn(message, leftOut) ?? (notOfFiles.test(exception) ? undefined : named[0]);
  if (wanted !== undefined) return { leftOut: wanted };
  const module = /^No module named '(\w+)'/.exec(message)?.[1] ?? '';
  const distribution = distributionOf(module);
  const wantedName = normalizedName((distribution ?? module).replace(/\[.*/, ''));
  const offered = notInstalled.find(({ brings }) => brings.includes(wantedName));
  if (offered !== undefined) {
    return { distribution: distribution ?? wantedName, offeredBy: { kind: offered.kind, name: offered.name } };
  }
  return distribution === undefined ? {} : { distribution };
}

function lockOfAnotherPython({ lock = '', python = '', marker = '' }: Failure, baseImage: string): BuildProblem {
  const ownBase = ownBaseImage(baseImage);
  const asked = marker === '' ? {} : { marker };
  return { code: 'lock-for-another-python', lock, has: python, ...asked, ...(ownBase !== undefined && { ownBase }) };
}

function inTheImage(failure: Failure, known: Known, lines: readonly string[]): FailureInTheImage {
  const { exception = '', message = '', file, line, package: inside = '', broughtBy = [], alsoMissing = [] } = failure;
  const missing = missingAtRun(message);
  const pythonRemoved = pythonRemovalOf(message, failure.versions?.django);
  return {
    exception,
    message,
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
    ...(inside && { package: inside }),
    ...(broughtBy.length > 0 && { broughtBy }),
    ...(missing !== undefined && { missing }),
    ...(failure.asksDatabase === true && { isAskedAtLoad: true }),
    ...(alsoMissing.length > 0 && { alsoMissing: alsoMissing.map((module) => distributionOf(module) ?? module) }),
    ...removedFrom(failure, known),
    ...(pythonRemoved !== undefined && { pythonRemoved }),
    lines,
  };
}

/** What the image's Django has no more, with what chose that Django. */
function removedFrom({ message = '', versions }: Failure, { djangoRequired }: Known): Partial<FailureInTheImage> {
  const removed = removalOf(message);
  // An older Django has it: what fails is its own, on a newer Python.
  if (removed === undefined || (versions !== undefined && isBelow(versions.django, removed.since))) return {};
  return { removed, ...versions, ...(djangoRequired !== undefined && { djangoRequired }) };
}

function ofSystemPackages(failure: Failure, lines: readonly string[]): BuildProblem {
  const { unknown, missed } = failure;
  if (unknown !== undefined) return unknownPackages(failure, unknown);
  if (missed !== undefined) return { code: 'debian-mirror-fails', missed, lines };
  return { code: 'system-package-does-not-install', reason: lines.at(-1)?.trim() ?? '', lines };
}

function unknownPackages({ nearest = {}, release = '' }: Failure, unknown: readonly string[]): BuildProblem {
  const names = unknown.map((name) => {
    const brings = ({ run = [] }: { readonly run?: readonly string[] }): boolean =>
      run.some((each) => each.split(' | ')[0] === name);
    const row = systemNeeds.find(brings);
    return {
      name,
      nearest: nearest[name] ?? [],
      ...((row !== undefined || codeNeeds.some(brings)) && { isOurs: true as const }),
      ...(row !== undefined && { neededBy: row.packages }),
      ...(row?.lastDebian !== undefined && { lastDebian: row.lastDebian }),
    };
  });
  return { code: 'system-package-unknown', names, release };
}

function failureIn(lines: readonly string[]): Failure | undefined {
  const line = lines.findLast((each) => each.startsWith(MARK));
  try {
    return line === undefined ? undefined : (JSON.parse(line.slice(MARK.length)) as Failure);
  } catch {
    return undefined; // cut off by a limit on the log
  }
}
