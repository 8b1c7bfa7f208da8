import { parse, TomlDate, TomlError } from 'smol-toml';
import { CONFIG_KEYS, TYPE_WORDS, type ConfigType, type ConfigValues } from './config-keys.ts';
import { keyLike } from './layout/patterns.ts';
import { nearest } from './nearest.ts';
import { UserError } from './problems.ts';
import { DATABASES } from './values/database.ts';
import { FORMATS } from './values/manifest-format.ts';
import type { ProjectFiles } from './values/project-files.ts';

/** The defaults that a project sets, and where. */
export interface Config {
  /** Such as "pyproject.toml [tool.simple-deploy]"; undefined when the project sets none. */
  readonly file: string | undefined;
  readonly values: ConfigValues;
}

const OWN_FILE = 'simple-deploy.toml';
const PYPROJECT = 'pyproject.toml';
/** Where our table begins in pyproject.toml. */
const HEADER = /^[ \t]*(\[+\s*tool\s*\.\s*|tool\s*\.\s*)?["']?simple-deploy["']?\s*[\].=]/m;

/**
 * Reads the project's defaults from simple-deploy.toml or from `[tool.simple-deploy]` of pyproject.toml; both are only
 * read. Throws `config-syntax`, `config-two-files`, `config-unknown-key` and `config-wrong-type`.
 */
export function readConfig(files: Pick<ProjectFiles, 'readText'>): Config {
  const own = readToml(files, OWN_FILE);
  const inPyproject = toolTable(files);
  const pyproject = `${PYPROJECT} [tool.simple-deploy]`;
  if (own !== undefined && inPyproject !== undefined) {
    throw new UserError({ code: 'config-two-files', files: [OWN_FILE, pyproject] });
  }
  if (own !== undefined) return { file: OWN_FILE, values: checked(own, OWN_FILE, files.readText(OWN_FILE) ?? '') };
  if (inPyproject !== undefined) {
    const text = files.readText(PYPROJECT) ?? '';
    return { file: pyproject, values: checked(inPyproject, pyproject, text, text.search(HEADER)) };
  }
  return { file: undefined, values: {} };
}

function readToml(files: Pick<ProjectFiles, 'readText'>, file: string): Record<string, unknown> | undefined {
  const text = files.readText(file);
  if (text === undefined) return undefined;
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? '';
    throw new UserError({ code: 'config-syntax', file, line: error.line, reason }, { cause: error });
  }
}

/** Throws `config-wrong-type` when there is something of our name that is no table. */
function toolTable(files: Pick<ProjectFiles, 'readText'>): Record<string, unknown> | undefined {
  const tool = readToml(files, PYPROJECT)?.['tool'];
  const table = isTable(tool) ? tool['simple-deploy'] : undefined;
  if (table === undefined || isTable(table)) return table;
  const line = lineAt(files.readText(PYPROJECT) ?? '', HEADER);
  const [key, wanted, found] = ['tool.simple-deploy', 'a table: [tool.simple-deploy]', describe(table)];
  throw new UserError({ code: 'config-wrong-type', file: PYPROJECT, line, key, wanted, found });
}

/** The table, when each key is one of ours and has a value of its type. `from`: where it begins in the file's text. */
function checked(table: Record<string, unknown>, file: string, text: string, from = 0): ConfigValues {
  const types: Readonly<Record<string, ConfigType>> = CONFIG_KEYS;
  const known = Object.keys(types);
  for (const [key, value] of Object.entries(table)) {
    const type = Object.hasOwn(types, key) ? types[key] : undefined;
    const line = (): number | undefined => lineAt(text, patternOf(key), from);
    if (type === undefined) {
      throw new UserError({ code: 'config-unknown-key', file, line: line(), key, nearest: nearest(key, known), known });
    }
    if (!isOfType(value, type)) {
      const found = describe(value);
      throw new UserError({ code: 'config-wrong-type', file, line: line(), key, wanted: TYPE_WORDS[type], found });
    }
  }
  return table;
}

/** Where a key is written: before `=`, in a table of its own, inside of braces. */
function patternOf(key: string): RegExp {
  const name = String.raw`["']?${keyLike(key)}["']?`;
  return new RegExp(String.raw`^[ \t]*(\[.*\.\s*)?${name}\s*[=.\]]|[{,.]\s*${name}\s*=`, 'm');
}

/** 1-based line of the first match behind a place; undefined when there is none. */
function lineAt(text: string, pattern: RegExp, from = 0): number | undefined {
  const at = text.slice(from).search(pattern);
  return at === -1 ? undefined : text.slice(0, from + at).split('\n').length;
}

function isOfType(value: unknown, type: ConfigType): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string' && value !== '';
    case 'port':
      return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65_536;
    case 'list':
      return Array.isArray(value) && value.every((each) => typeof each === 'string');
    case 'table':
      return isTable(value) && Object.values(value).every((each) => typeof each === 'string');
    case 'processes':
      return isTable(value) && Object.values(value).every((each) => typeof each === 'string' || each === false);
    case 'switch':
      return typeof value === 'boolean';
    case 'format':
      return FORMATS.some((each) => each === value);
    case 'database':
      return DATABASES.some((each) => each === value);
  }
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof TomlDate);
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value instanceof TomlDate) return 'a date';
  if (isTable(value)) return 'a table';
  return typeof value === 'string' ? `"${value}"` : String(value);
}
