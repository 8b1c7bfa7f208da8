import type { Origin } from '../../values/fact.ts';

/** One of the things that a platform's file lists: a site, a worker, a job, a variable. */
export interface PlatformService {
  /** The key at the top that it stands under: `services`, `workers`. */
  readonly section: string;
  /** Its own keys with what they say; a block of lines is one line of shell. */
  readonly keys: ReadonlyMap<string, string>;
  /** Where a key stands. */
  readonly at: (key: string) => Exclude<Origin, string>;
}

/** The items of all lists of a file in YAML, as people and tools write them. */
export function platformServices(file: string, text: string): readonly PlatformService[] {
  const lines = text.split(/\r?\n/).map((line) => (/^\s*#/.test(line) ? '' : line));
  const found: PlatformService[] = [];
  let section = '';
  for (const [index, line] of lines.entries()) {
    section = /^([\w-]+)\s*:/.exec(line)?.[1] ?? section;
    if (/^\s*- /.test(line)) found.push(serviceAt(file, lines, index, section));
  }
  return found;
}

function serviceAt(file: string, lines: readonly string[], start: number, section: string): PlatformService {
  const [lead = ''] = /^\s*-\s+/.exec(lines[start] ?? '') ?? [];
  const own = [' '.repeat(lead.length) + (lines[start] ?? '').slice(lead.length), ...lines.slice(start + 1)];
  const below = own.slice(1).findIndex((line) => line.trim() !== '' && line.search(/\S/) < lead.length);
  const item = below === -1 ? own : own.slice(0, below + 1);
  const keys = new Map<string, string>();
  const places = new Map<string, number>();
  for (const [index, line] of item.entries()) {
    const [, key, written = ''] =
      line.search(/\S/) === lead.length ? (/^\s*([\w-]+)\s*:\s*(.*)$/.exec(line) ?? []) : [];
    if (key === undefined) continue;
    const after = item.slice(index + 1);
    const next = after.findIndex((each) => each.trim() !== '' && each.search(/\S/) <= lead.length);
    keys.set(key, valueOf(written, next === -1 ? after : after.slice(0, next)));
    places.set(key, start + index + 1);
  }
  return { section, keys, at: (key) => ({ file, line: places.get(key) ?? start + 1 }) };
}

/** What a key says: in quotes, as it is, over several lines, or as a block of them. */
function valueOf(written: string, below: readonly string[]): string {
  const plain = written.replace(/\s+#.*$/, '').trim();
  const more = below.map((line) => line.trim()).filter((line) => line !== '');
  if (/^\|[+-]?$/.test(plain)) return more.reduce(asShell, '');
  if (/^>[+-]?$/.test(plain)) return more.join(' ');
  return [plain, ...(plain === '' ? [] : more)].join(' ').replace(/^(["'])(.*)\1$/, '$2');
}

/** The next line of a script behind those before it. */
function asShell(script: string, line: string): string {
  if (script.endsWith('\\')) return `${script.slice(0, -1).trimEnd()} ${line}`;
  const isOpen = script === '' || /(&&|\|\||[|;]|\bdo|\bthen)$/.test(script);
  return isOpen ? `${script} ${line}`.trim() : `${script}; ${line}`;
}
