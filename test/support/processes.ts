import { readdirSync, readFileSync } from 'node:fs';

/** Command lines of this machine's processes that hold one of the texts; containers of a local engine show here too. */
export function processesWith(...texts: readonly string[]): readonly string[] {
  return everyProcess()
    .map(({ line }) => line)
    .filter((line) => texts.some((text) => line.includes(text)));
}

/** Numbers of the processes whose command line fits. */
export function processIds(fits: (line: string) => boolean): readonly number[] {
  return everyProcess().flatMap(({ pid, line }) => (fits(line) ? [pid] : []));
}

function everyProcess(): readonly { readonly pid: number; readonly line: string }[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return ids.map((id) => ({ pid: Number(id), line: commandLine(id) }));
}

function commandLine(id: string): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    // It ended meanwhile.
    return '';
  }
}
