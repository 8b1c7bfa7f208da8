import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cacheFolder } from '../cache-folder.ts';
import type { Reads } from '../layout/recorded-reads.ts';
import type { Problem } from '../problems.ts';
import type { ListedFiles } from '../values/project-files.ts';

/** Answers that are kept; the oldest go first. */
const KEPT = 32;
/** Characters of one; a larger one is not kept. */
const MOST = 2_000_000;
/** Some disks tell times apart by this much only: what changed later than that before it was read may have changed again unseen. */
const UNSURE_MS = 2_000;

/** What was asked, and which build of ours was asked: another may answer otherwise. Undefined where the sources run, which change without a name. */
export interface Question {
  readonly build: string | undefined;
  readonly text: string;
}

/** What is printed, and what stands in the way of a build. */
export interface Answer {
  readonly text: string;
  readonly problem?: Problem | undefined;
}

/** The same with all that it rests on. */
interface Found extends Answer {
  /** Folder of the project: nothing is kept in there, wherever caches are told to be. */
  readonly root: string;
  /** When the files were listed, in ms since 1970. */
  readonly began: number;
  readonly fingerprint: string;
  readonly reads: Reads;
}

/** The first line of the file; the fingerprint follows. */
interface Header {
  readonly build: string;
  readonly question: string;
  readonly answer: Answer;
  /** Path; size, modified, changed. Null stands for what could not be read. */
  readonly reads: Readonly<Record<string, readonly number[] | null>>;
}

/**
 * What this build of ours answered to a question about these very files; undefined when it did not, or when a name or
 * the state of a file that was read has changed. A file that is damaged, or that cannot be read, is none.
 */
export function rememberedAnswer({ build, text }: Question, files: ListedFiles): Answer | undefined {
  if (build === undefined) return undefined;
  try {
    const content = readFileSync(fileFor(text), 'utf8');
    const end = content.indexOf('\n');
    const header = JSON.parse(content.slice(0, end)) as Header;
    if (header.build !== build || header.question !== text) return undefined;
    if (content.slice(end + 1) !== files.fingerprint) return undefined;
    const isSame = Object.entries(header.reads).every(([path, state]) => isState(files, path, state));
    return isSame ? header.answer : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps an answer for the next time, unless it holds what `redact` hides. What cannot be written is forgotten. */
export function rememberAnswer(
  { build, text: question }: Question,
  found: Found,
  redact: (text: string) => string,
): void {
  if (
    build === undefined ||
    !relative(found.root, folder()).startsWith('..') ||
    ![...found.reads.values()].every((each) => isSure(each, found.began))
  )
    return;
  const reads = Object.fromEntries([...found.reads].map(([path, stamp]) => [path, stateOf(stamp)]));
  const { text, problem } = found;
  const header: Header = { build, question, answer: { text, problem }, reads };
  const content = `${JSON.stringify(header)}\n${found.fingerprint}`;
  if (content.length > MOST || ADDRESS_WITH_PASSWORD.test(content) || redact(content) !== content) return;
  try {
    const file = fileFor(question);
    mkdirSync(folder(), { recursive: true, mode: 0o700 });
    // Others may read or write it at this moment.
    const aside = `${file}.${process.pid}`;
    writeFileSync(aside, content, { mode: 0o600 });
    renameSync(aside, file);
    removeOldest();
  } catch {
    // It is found out anew.
  }
}

const ADDRESS_WITH_PASSWORD = /:\/\/([^/\s"@]*:[^/\s"@]+|[^/\s"@:]{16,})@/;

type State = readonly number[] | null;

function stateOf(stamp: ReturnType<ListedFiles['stamp']>): State {
  return stamp === undefined ? null : [stamp.size, stamp.modified, stamp.changed];
}

function isState(files: ListedFiles, path: string, state: State): boolean {
  const now = stateOf(files.stamp(path));
  return now === null || state === null ? now === state : now.every((value, index) => value === state[index]);
}

function isSure(stamp: ReturnType<ListedFiles['stamp']>, began: number): boolean {
  return stamp === undefined || Math.max(stamp.modified, stamp.changed) < began - UNSURE_MS;
}

function folder(): string {
  return join(cacheFolder(), 'answers');
}

/** Two questions of the same number take turns: the file says which one it answers. */
function fileFor(question: string): string {
  let number = 0;
  for (const sign of question) number = (Math.imul(number, 31) + (sign.codePointAt(0) ?? 0)) | 0;
  return join(folder(), `${(number >>> 0).toString(16)}.json`);
}

function removeOldest(): void {
  const files = readdirSync(folder()).map((name) => join(folder(), name));
  if (files.length <= KEPT) return;
  const byAge = files.map((file) => [statSync(file).mtimeMs, file] as const).toSorted(([a], [b]) => b - a);
  for (const [, file] of byAge.slice(KEPT)) rmSync(file, { force: true });
}
