import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { milliseconds } from './milliseconds.ts';
import { redacting, type Redactor } from './redact.ts';
import { endLeftOpen, noteEnded, noteOpen } from './run-log-left-open.ts';
import { isLogOfRun } from './run-log-name.ts';
import { runsFolder } from './state-folder.ts';
import { removeLeftFolders } from './temporary-folder.ts';
import type { LogEntry } from './values/log-entry.ts';

const KEPT_RUNS = 50;

/** The log of one run: JSON lines, each with a time, redacted before they are written. */
export interface RunLog {
  /** Path of the file; undefined in a dry run, and when the state folder cannot be written (the run goes on). */
  readonly file: string | undefined;
  readonly write: (entry: LogEntry) => void;
  /** Why there is no log, or not all of it; undefined when it is whole, or none was wanted. */
  readonly lost: () => string | undefined;
  /** Path beside the log for a file of the same run, such as its summary. */
  readonly beside: (extension: string) => string | undefined;
  readonly close: (exitCode: number) => void;
}

/**
 * Opens the log of this run, ends those that a kill left open, with the temporary folders of such runs, and removes the
 * oldest ones. Writes are synchronous so
 * that the last line before a crash is there. A dry run writes nothing anywhere, so it has no log.
 */
export function openRunLog(verb: string, redactor: Redactor, isDryRun = false): RunLog {
  const tried = isDryRun ? undefined : openFile(verb);
  const opened = tried !== undefined && 'base' in tried ? tried : undefined;
  let lost = tried !== undefined && 'reason' in tried ? tried.reason : undefined;
  let descriptor = opened?.descriptor;
  const started = milliseconds();
  const write = (entry: LogEntry): void => {
    if (descriptor === undefined) return;
    try {
      writeSync(descriptor, `${JSON.stringify({ time: new Date().toISOString(), ...entry }, redacting(redactor))}\n`);
    } catch (error) {
      // A full disk is no reason to leave a deployment half done.
      lost ??= (error as Error).message;
    }
  };
  return {
    file: opened && `${opened.base}.jsonl`,
    write,
    lost: () => lost,
    beside: (extension) => opened && `${opened.base}.${extension}`,
    close(exitCode) {
      write({ kind: 'end', title: 'end', exit: exitCode, ms: Math.round(milliseconds() - started) });
      if (descriptor === undefined || opened === undefined) return;
      closeSync(descriptor);
      descriptor = undefined;
      noteEnded(opened.base);
    },
  };
}

type Opened = { readonly base: string; readonly descriptor: number } | { readonly reason: string };

function openFile(verb: string): Opened {
  const folder = runsFolder();
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const names = readdirSync(folder).toSorted();
    if (endLeftOpen(names, (name) => join(folder, name)) > 0) removeLeftFolders();
    removeOldRuns(folder, names);
    const time = new Date().toISOString().replaceAll(':', '-').replace('Z', '');
    const base = join(folder, `${time}-${verb}-${process.pid}`);
    const descriptor = openSync(`${base}.jsonl`, 'wx', 0o600);
    noteOpen(base);
    return { base, descriptor };
  } catch (error) {
    return { reason: (error as Error).message };
  }
}

/** What cannot be removed, as it is none of ours, stays. */
function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // A folder of that name, say.
  }
}

/** Keeps the newest runs; the names sort by time. */
function removeOldRuns(folder: string, names: readonly string[]): void {
  const logs = names.filter(isLogOfRun);
  for (const log of logs.slice(0, Math.max(0, logs.length - KEPT_RUNS + 1))) {
    const base = log.slice(0, -'.jsonl'.length);
    for (const name of names.filter((each) => each.startsWith(`${base}.`))) remove(join(folder, name));
  }
}
