import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, join } from '../paths.ts';
import type { Declared, DeclaredGroup } from './declared.ts';
import { withOwnExtras } from './own-extras.ts';
import { wantedFromText, type Wanted } from './wanted.ts';
import { wantedFromFiles } from './wanted-in-files.ts';

/** Sections of an INI file, their keys with the lines of each value. */
type Ini = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** What a setup.cfg asks for: `install_requires` of `[options]`, `[options.extras_require]`, `file:` followed. */
export function setupCfgDeclared(files: ProjectFiles, path: string): Declared {
  const ini = parseIni(files.readText(path) ?? '');
  const requires = ini.get('options')?.get('install_requires') ?? [];
  return {
    manager: 'setuptools',
    files: [path],
    wanted: wantedIn(requires),
    groups: extrasOf(ini, files, folderOf(path)),
    from: filesIn(requires, files, folderOf(path)),
    indexes: [],
  };
}

function extrasOf(ini: Ini, files: ProjectFiles, folder: string): DeclaredGroup[] {
  const extras = [...(ini.get('options.extras_require') ?? [])].map(([name, lines]) => ({
    name,
    wanted: [...wantedIn(lines), ...wantedFromFiles(files, '.', filesIn(lines, files, folder))],
  }));
  const project = ini.get('metadata')?.get('name')?.[0] ?? '';
  return withOwnExtras(project, extras).map((each) => ({ ...each, kind: 'extra', byDefault: false }));
}

function wantedIn(lines: readonly string[]): Wanted[] {
  return lines.filter((line) => !line.startsWith('file:')).flatMap((line) => wantedFromText(line) ?? []);
}

function filesIn(lines: readonly string[], files: ProjectFiles, folder: string): string[] {
  return lines
    .filter((line) => line.startsWith('file:'))
    .flatMap((line) => line.slice('file:'.length).split(','))
    .flatMap((name) => join(folder, name.trim()) ?? [])
    .filter((found) => files.readText(found) !== undefined);
}

/** As Python's configparser reads it: a value goes on in the lines that are indented more than its key. */
export function parseIni(text: string): Ini {
  const sections = new Map<string, Map<string, string[]>>();
  let keys: Map<string, string[]> | undefined;
  let lines: string[] | undefined;
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (/^\s*([#;]|$)/.test(line)) continue;
    const section = /^\[([^\]]+)\]/.exec(line)?.[1];
    if (section !== undefined) {
      lines = undefined;
      keys = sections.get(section) ?? new Map<string, string[]>();
      sections.set(section, keys);
      continue;
    }
    const pair = /^([^\s=:][^=:]*?)\s*[=:]\s*(.*)$/.exec(line);
    if (pair !== null) {
      lines = [];
      keys?.set((pair[1] ?? '').toLowerCase().replaceAll('-', '_'), lines);
    }
    const value = (pair?.[2] ?? line).replace(/\s[#;].*$/, '').trim();
    if (value !== '') lines?.push(value);
  }
  return sections;
}
