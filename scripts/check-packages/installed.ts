import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalizedName } from '../../src/layout/dependencies/requirement.ts';

/** A distribution as it was installed. */
export interface Installed {
  /** As PEP 503 has it. */
  readonly name: string;
  /** Top-level modules and packages that its record lists. */
  readonly modules: ReadonlySet<string>;
}

/** Folders that are looked into: virtual environments and caches of installers nest no deeper. */
const DEEPEST = 8;

/** What is installed somewhere below a folder, by its `*.dist-info`. */
export function installedBelow(folder: string, depth = 0): Installed[] {
  if (depth > DEEPEST) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory() || entry.name === 'node_modules') return [];
    if (!entry.name.endsWith('.dist-info')) return installedBelow(path, depth + 1);
    return readInstalled(path);
  });
}

/** Source: https://packaging.python.org/en/latest/specifications/recording-installed-packages/ */
function readInstalled(info: string): Installed[] {
  const [metadata, record] = ['METADATA', 'RECORD'].map((name) => join(info, name));
  if (metadata === undefined || record === undefined || !existsSync(metadata) || !existsSync(record)) return [];
  const name = /^Name:\s*(\S+)/im.exec(readFileSync(metadata, 'utf8'))?.[1];
  return name === undefined ? [] : [{ name: normalised(name), modules: modulesIn(readFileSync(record, 'utf8')) }];
}

/** `package/x.py` and `module.py`, `module.cpython-313-x86_64-linux-gnu.so`; what lies elsewhere is no module. */
export function modulesIn(record: string): ReadonlySet<string> {
  const names = record.split('\n').map((line) => /^"?(\w+)(?:\/|(?:\.[\w-]+)?\.(?:py|so)\b)/.exec(line)?.[1]);
  return new Set(names.filter((name) => name !== undefined && name !== '__pycache__') as string[]);
}

/** A name as PEP 503 has it, without extras. */
export function normalised(name: string): string {
  return normalizedName(name.replace(/\[.*/, ''));
}
