import type { BuildProblem } from '../problems/build.ts';
import { ownBaseImage, pythonClash } from './python-clash.ts';
import { needsOf } from '../system-packages/needed.ts';
import { missedByCompiler } from '../system-packages/missing-library.ts';

type InstallFailure = Extract<BuildProblem, { code: 'dependency-does-not-install' }>;

const LAST_LINES = 12;
const MOST_OF_A_LINE = 200;
const CONCLUSION = /,? we can conclude that .*$/;
const SAYS_WHY = /^(?:\w*(?:Error|Exception)|error|fatal error|ERROR)\b.*?: ?\S|:\d+: (?:fatal )?error: /;
/** What locked.py says. */
const LOCK_UNREADABLE = 'The lock file cannot be read';
/** Names the compiler that failed, with all its arguments, and not what it said. */
const SAYS_THAT = /^error: [Cc]ommand '/;

/** What uv says of a server that did not answer, or with 5xx, each time that it asked. */
const UNREACHED = /^Request failed after \d+ retries|^error sending request for url|^HTTP status server error/;
/** What pip says when it fetches uv, whatever the reason: one that is out is missing where no index was reached. */
const NO_INSTALLER = /^ERROR: No matching distribution found for (uv==\S+)/;

/**
 * The problem behind output of `uv pip install`: an `error:` line, then `cause:` lines, the first of which says what is
 * wrong, then the output of the package's own build, if there was one.
 */
export function installFailure(lines: readonly string[], baseImage: string): BuildProblem | undefined {
  // An attempt that was repaired, by a compiler for instance, failed before.
  const start = lines.findLastIndex((line) => line.startsWith('error: '));
  const error = lines[start]?.slice('error: '.length);
  if (error === undefined) return withoutInstaller(lines);
  const causes = causesOf(lines.slice(start + 1));
  const built = /`([^`]+)`/.exec(error)?.[1];
  const wanted = required(causes.join(' '));
  const name = error.startsWith('Failed to ') ? built : wanted[0];
  const last =
    buildError(lines.slice(start + 1)) ?? causes.find((cause) => cause.startsWith('Because ')) ?? causes.at(-1);
  // An address that the project wrote may be a wrong one.
  const isUnreached = name?.includes(' @ ') !== true && [error, ...causes].some((each) => UNREACHED.test(each));
  const reason = isUnreached ? unreachedReason(causes) : sentence(last ?? error, error);
  // The Python is named before anything fails; of the rest, what was repaired does not count.
  const output = [...lines.filter((line) => line.startsWith('Using Python ')), ...lines.slice(start)].join('\n');
  const python = pythonClash(reason, baseImage, output);
  const advice = adviceOnLock(output, baseImage) ?? adviceFor(output) ?? adviceOnConflict(wanted, reason);
  return {
    code: 'dependency-does-not-install',
    ...(name !== undefined && { name }),
    reason,
    ...(python !== undefined && { python }),
    ...releasesFor(name),
    ...(advice !== undefined && { advice }),
    ...(isUnreached && { unreached: true as const }),
    ...(error === LOCK_UNREADABLE && { isOfLock: true as const }),
    ...(error.startsWith('Failed to build') && { compiled: true }),
    ...(error.startsWith('Failed to build') && python === undefined && missedBy(lines.slice(start))),
    lines: shortened(lines.slice(start)),
  };
}

function withoutInstaller(lines: readonly string[]): InstallFailure | undefined {
  const name = lines.flatMap((line) => NO_INSTALLER.exec(line)?.[1] ?? []).at(-1);
  if (name === undefined) return undefined;
  const reason = 'no index that the build asks gives it';
  return { code: 'dependency-does-not-install', name, reason, unreached: true, lines: shortened(lines) };
}

/** The address, and what the innermost cause says. */
function unreachedReason(causes: readonly string[]): string {
  const address = causes.flatMap((cause) => /(?:fetch: |for url \()[`]?(https?:[^\s`)]+)/.exec(cause)?.[1] ?? [])[0];
  const last = causes.at(-1)?.replace(/ for url \(.*\)$/, '') ?? '';
  return address === undefined ? last : `${address}: ${last}`;
}

function shortened(lines: readonly string[]): readonly string[] {
  return lines.slice(-LAST_LINES).map((line) => line.trimEnd().slice(0, MOST_OF_A_LINE));
}

/** Failures that have a way out of their own. */
const ADVICE: readonly (readonly [says: RegExp, advice: string])[] = [
  [
    /could not determine PostgreSQL version from/,
    'psycopg2 before 2.7 knows no PostgreSQL of today: require psycopg2-binary>=2.9 (for a Django before 3.1: psycopg2-binary==2.8.6).',
  ],
  [
    /psycopg\/psycopgmodule\.c:.* incomplete typedef .PyInterpreterState./,
    'psycopg2 before 2.8.4 does not compile with Python 3.8 or newer: require psycopg2-binary>=2.9 (for a Django before 3.1: psycopg2-binary==2.8.6).',
  ],
  [
    /unable to access '[^']+': (?:Could not resolve host|Failed to connect|Could not connect)/,
    'git does not reach that host from the build: check the network (HTTP_PROXY and HTTPS_PROXY are passed on), and that the address is right, then build again.',
  ],
  [
    / has invalid metadata\b/,
    'What this release says of itself is not written as installers of today read it: require a newer release, then build again.',
  ],
];

function adviceFor(output: string): string | undefined {
  return ADVICE.find(([says]) => says.test(output))?.[1];
}

/** A lock that is for newer Pythons alone holds no hash of the file that an older one takes. */
function adviceOnLock(output: string, baseImage: string): string | undefined {
  if (!output.includes('Hash mismatch for ')) return undefined;
  const own = ownBaseImage(baseImage);
  const other =
    own === undefined ? '' : `, or name a base image with a Python that the lock is for, if ${own} has another`;
  return `The index gives another file than the one that was locked: lock anew against this index, or take the package from the one it was locked against${other}.`;
}

/** A pinned requirement that another one needs in other versions: what a list of versions from several days is often made of. */
function adviceOnConflict(wanted: readonly string[], reason: string): string | undefined {
  const [, other, needed, range] = /^(\S+) depends on ([\w.-]+)(?:\[[^\]]*\])?([<>=!~]\S*)$/.exec(reason) ?? [];
  const named = (each: string): string | undefined => /^([\w.-]+)(?:\[[^\]]*\])?==/.exec(each)?.[1];
  const pin = wanted.find((each) => named(each)?.toLowerCase() === needed?.toLowerCase());
  if (pin === undefined || needed === undefined) return undefined;
  const bare = /^[\w.-]+/.exec(other ?? '')?.[0];
  const by = wanted.find((each) => named(each)?.toLowerCase() === bare?.toLowerCase()) ?? other;
  return `Write ${named(pin)}${range} in the place of ${pin}, or leave that line out: ${by} brings it.`;
}

function releasesFor(name = ''): Pick<InstallFailure, 'releases'> {
  const bare = /^[\w.-]+/.exec(name)?.[0].toLowerCase() ?? '';
  const row = needsOf({ name: bare }).find(({ releases }) => releases !== undefined);
  return row?.releases === undefined ? {} : { releases: row.releases };
}

function missedBy(lines: readonly string[]): { missed?: string } {
  const missed = missedByCompiler(lines);
  return missed === undefined ? {} : { missed };
}

/** Text of each cause; a line that is indented further goes on with the one before. */
function causesOf(lines: readonly string[]): readonly string[] {
  const causes: string[] = [];
  for (const line of lines) {
    const cause = /^ {2}cause: (.*)$/.exec(line)?.[1];
    if (cause !== undefined) causes.push(cause);
    else if (/^ {9}\S/.test(line) && !line.includes('[std')) causes.push(`${causes.pop() ?? ''} ${line.trim()}`.trim());
    else break;
  }
  return causes;
}

/** The last line by which the package's own build says what it misses. */
function buildError(lines: readonly string[]): string | undefined {
  const stderr = lines.findIndex((line) => line.trim() === '[stderr]');
  if (stderr === -1) return undefined;
  const said = lines
    .slice(stderr)
    .map((line) => line.trim())
    .filter((line) => SAYS_WHY.test(line));
  return said.findLast((line) => !SAYS_THAT.test(line)) ?? said.at(-1)?.slice(0, MOST_OF_A_LINE);
}

/** What the person requires, in the order in which the conclusion was come to. */
function required(text: string): readonly string[] {
  return [...text.matchAll(/(?<!conclude that )you require (\S+?)(?:[,.]? |[,.]?$)/g)].flatMap(
    ([, each]) => each ?? [],
  );
}

function sentence(text: string, error: string): string {
  // git's own words, behind the command with all its arguments.
  const [, ofGit] = /--- stderr\s+fatal: (.+)$/.exec(text) ?? [];
  if (ofGit !== undefined) return ofGit;
  if (!text.startsWith('Because ')) return error.startsWith("Couldn't parse") ? `${error}. ${text}` : text;
  return text
    .slice('Because '.length)
    .replace(CONCLUSION, '')
    .replace(/ and you require \S+$/, '');
}
