import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UserError } from './problems.ts';
import { isLogOfRun } from './run-log-name.ts';
import { runsFolder } from './state-folder.ts';
import type { LogEntry } from './values/log-entry.ts';
import type { Report } from './values/report.ts';

/** A line of a log, with when it was written. */
export interface LoggedLine extends LogEntry {
  /** As ISO 8601 has it. */
  readonly time: string;
}

/** A run that left a log. */
export interface PastRun {
  /** Name of its files in the state folder, without what stands behind the dot. */
  readonly id: string;
  /** Path of its files without what stands behind the dot. */
  readonly base: string;
  readonly verb: string;
  /** When it began, as ISO 8601 has it. */
  readonly began: string;
  /** Folder of the project, else the folder that was typed. */
  readonly folder: string | undefined;
  /** Exit code; undefined of a run that was killed, and of one that goes on. */
  readonly exit: number | undefined;
  readonly goesOn: boolean;
  /** Milliseconds that it took; undefined where nobody could say. */
  readonly ms: number | undefined;
  readonly hasSummary: boolean;
}

/** Every run that left a log, newest first. Damaged logs, and what is none, are passed over. Throws `runs-unreadable`. */
export function pastRuns(): readonly PastRun[] {
  const folder = runsFolder();
  const names = namesIn(folder).toSorted().toReversed();
  const present = new Set(names);
  return names.filter(isLogOfRun).flatMap((name) => {
    const id = name.slice(0, -'.jsonl'.length);
    return runOf(id, join(folder, id), present) ?? [];
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new UserError({ code: 'runs-unreadable', folder, reason: message }, { cause: error });
  }
}

function runOf(id: string, base: string, present: ReadonlySet<string>): PastRun | undefined {
  const edges = edgesOf(`${base}.jsonl`);
  if (edges === undefined) return undefined;
  const { first, last } = edges;
  const start = first.find(({ kind }) => kind === 'start');
  if (start === undefined) return undefined;
  const end = last.findLast(({ kind }) => kind === 'end');
  return {
    id,
    base,
    verb: start.title,
    began: start.time,
    folder: folderOf(first, start),
    exit: end?.exit,
    goesOn: end === undefined && present.has(`${id}.open`),
    ms: end?.ms,
    hasSummary: present.has(`${id}.json`),
  };
}

function folderOf(lines: readonly LoggedLine[], { detail }: LoggedLine): string | undefined {
  const project = lines.find(({ kind, title }) => kind === 'fact' && title === 'project')?.detail;
  const { root } = (project ?? {}) as { readonly root?: string };
  const { cwd, invocation } = (detail ?? {}) as {
    readonly cwd?: string;
    readonly invocation?: { readonly dir?: string };
  };
  return root ?? (cwd === undefined ? undefined : resolve(cwd, invocation?.dir ?? '.'));
}

/** Every line of a run's log; those that are no JSON are passed over. */
export function linesOf({ base }: Pick<PastRun, 'base'>): readonly LoggedLine[] {
  return parsedLines(readFileSync(`${base}.jsonl`, 'utf8'));
}

/** A summary as it is kept: with the version of simple-deploy, and when it was made. */
export interface KeptReport extends Report {
  readonly version: string;
  readonly at: string;
}

/** The summary of a run as data; undefined where it has none, or a damaged one. */
export function reportOf({ base }: Pick<PastRun, 'base'>): KeptReport | undefined {
  try {
    const found = JSON.parse(readFileSync(`${base}.json`, 'utf8')) as Partial<KeptReport> | null;
    const { title, at, sections, urls } = found ?? {};
    const isWhole = [title, at].every((each) => typeof each === 'string') && [sections, urls].every(Array.isArray);
    return isWhole ? (found as KeptReport) : undefined;
  } catch {
    return undefined;
  }
}

const EDGE_BYTES = 65_536;

interface Edges {
  readonly first: readonly LoggedLine[];
  readonly last: readonly LoggedLine[];
}

/** The first lines of a log and the last ones: one with the output of a build may be long. Undefined where nobody can read it. */
function edgesOf(file: string): Edges | undefined {
  let descriptor: number | undefined;
  try {
    const opened = openSync(file, 'r');
    descriptor = opened;
    const { size } = fstatSync(opened);
    const bytes = Buffer.alloc(Math.min(size, EDGE_BYTES));
    const read = (from: number): readonly LoggedLine[] =>
      parsedLines(bytes.subarray(0, readSync(opened, bytes, 0, bytes.length, from)).toString());
    return { first: read(0), last: read(size - bytes.length) };
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function parsedLines(text: string): readonly LoggedLine[] {
  return text.split('\n').flatMap((line) => {
    try {
      const parsed = JSON.parse(line) as LoggedLine | null;
      return isLine(parsed) ? [parsed] : [];
    } catch {
      return [];
    }
  });
}

/** Whether it is a line of ours, as far as anything depends on it. */
function isLine(line: LoggedLine | null): line is LoggedLine {
  const { time, kind, title } = line ?? {};
  return typeof title === 'string' && typeof kind === 'string' && !Number.isNaN(Date.parse(time ?? ''));
}
