import type { TomlTable } from 'smol-toml';
import { tableOf } from '../dependencies/toml.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { listSaid, tableSaid, textSaid, type Said } from './said.ts';
import { readYaml } from './yaml.ts';

/** Of a file that somebody writes; what is larger is no such. */
const LARGEST = 200_000;

/** What a file in JSON, TOML or YAML says; nothing, where there is none. */
export function readSaid(files: ProjectFiles, file: string): Said {
  const text = files.readText(file) ?? '';
  if (text.length > LARGEST) return tableSaid(1, new Map());
  return file.endsWith('.toml') ? ofToml(tableOf(files, file), text.split(/\r?\n/), 0) : readYaml(text);
}

/** TOML keeps no lines: each key's is the first behind its table's that begins with it. */
function ofToml(value: unknown, lines: readonly string[], from: number): Said {
  if (Array.isArray(value))
    return listSaid(
      from + 1,
      value.map((each) => ofToml(each, lines, from)),
    );
  if (typeof value !== 'object' || value === null || value instanceof Date) return textSaid(from + 1, String(value));
  const keys = Object.entries(value as TomlTable).map(([key, each]) => {
    const start = lines.findIndex((line, index) => index >= from && isAt(line, key));
    return [key, ofToml(each, lines, Math.max(start, from))] as const;
  });
  return tableSaid(from + 1, new Map(keys));
}

function isAt(line: string, key: string): boolean {
  const [, header = '', name = ''] =
    /^\s*(?:\[{1,2}([^\]]+)\]|((?:[\w-]+|"[^"]*"|'[^']*')(?:\.[\w-]+)*)\s*=)/.exec(line) ?? [];
  const names = (header === '' ? name : header).split('.').map((each) => each.trim().replaceAll(/["']/g, ''));
  return names.includes(key);
}
