import { parse, TomlError, type TomlTable } from 'smol-toml';
import type { Problem } from '../../problems.ts';
import type { ProjectFiles } from '../../values/project-files.ts';

/** A TOML file's content, or what is wrong with it; undefined when there is no such file. */
export type Toml = { readonly table: TomlTable } | { readonly problem: Problem };

/** What was read: a pyproject.toml is asked about many things, and parsing is what costs. */
const known = new WeakMap<ProjectFiles, Map<string, Toml | undefined>>();

/** Reads a TOML file of the project. */
export function readToml(files: ProjectFiles, file: string): Toml | undefined {
  const read = known.get(files) ?? new Map<string, Toml | undefined>();
  known.set(files, read);
  if (!read.has(file)) read.set(file, parsed(files, file));
  return read.get(file);
}

function parsed(files: ProjectFiles, file: string): Toml | undefined {
  const text = files.readText(file);
  if (text === undefined) return undefined;
  try {
    return { table: parse(text) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = (error.message.split('\n')[0] ?? '').replace(/^Invalid TOML document:\s*/, '');
    return { problem: { code: 'toml-unreadable', file, line: error.line, reason } };
  }
}

/** What stands at a path of keys. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  let here = value;
  for (const key of keys) {
    if (typeof here !== 'object' || here === null || Array.isArray(here)) return undefined;
    here = (here as Record<string, unknown>)[key];
  }
  return here;
}

/** A list's strings. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

/** A list's tables. */
export function tables(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value)
    ? value.filter((each): each is Record<string, unknown> => typeof each === 'object' && each !== null)
    : [];
}

/** The table of a TOML file, empty when it is missing or broken. */
export function tableOf(files: ProjectFiles, file: string): TomlTable {
  const toml = readToml(files, file);
  return toml !== undefined && 'table' in toml ? toml.table : {};
}

/** 1-based line on which a key is first assigned. */
export function lineOfKey(files: ProjectFiles, file: string, key: string): number | undefined {
  const index = (files.readText(file) ?? '').split('\n').findIndex((line) => new RegExp(`^\\s*${key}\\s*=`).test(line));
  return index === -1 ? undefined : index + 1;
}

/** A table's keys and values; none for anything else. */
export function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

/** 1-based line that first holds a text. */
export function lineOfText(files: ProjectFiles, file: string, text: string): number | undefined {
  const all = files.readText(file) ?? '';
  const found = all.indexOf(text);
  return found === -1 ? undefined : all.slice(0, found).split('\n').length;
}

/** A text; empty for anything else. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
