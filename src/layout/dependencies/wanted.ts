import type { Requirement } from '../../values/layout.ts';
import { pep440Range } from './poetry-constraint.ts';
import { parseRequirement, requirementOf } from './requirement.ts';
import { at, strings } from './toml.ts';

/** One requirement of a manifest. */
export interface Wanted {
  readonly requirement: Requirement;
  /** The same as PEP 508 writes it; undefined for a folder of the project, which is not installed by name. */
  readonly line?: string;
  /** A folder or an archive of the project, as written: relative to the manifest. */
  readonly path?: string;
  /** Only wanted when an extra of the project asks for it. */
  readonly optional?: boolean;
}

/** A PEP 508 requirement; undefined when the text is none. */
export function wantedFromText(text: string): Wanted | undefined {
  const requirement = parseRequirement(text);
  if (requirement === undefined) return undefined;
  const path = /@\s*file:(?:\/\/)?(\.[^;\s]*)/.exec(text)?.[1];
  return path === undefined ? { requirement, line: text.trim() } : { requirement, path };
}

/** Where a table says its version, in the language of its manager. */
export type Dialect = 'poetry' | 'pipenv' | 'uv';

/**
 * An entry of a table of requirements: Poetry's `[tool.poetry.dependencies]`, Pipenv's `[packages]`, uv's
 * `[tool.uv.sources]`. The value is a version, a table, or (Poetry) a list of tables of which the last counts.
 */
export function wantedFromTable(name: string, value: unknown, dialect: Dialect): Wanted | undefined {
  const entry = Array.isArray(value) ? value.at(-1) : value;
  const given = typeof entry === 'string' ? entry : at(entry, 'version');
  const specifier = typeof given === 'string' ? rangeOf(given, dialect) : '';
  const requirement = requirementOf(name, specifier, strings(at(entry, 'extras')));
  const optional = at(entry, 'optional') === true ? { optional: true } : {};
  const path = at(entry, 'path') ?? at(entry, 'file');
  if (typeof path === 'string' && !path.includes('://')) return { requirement, path, ...optional };
  return { requirement, line: lineOf(name, requirement, specifier, entry), ...optional };
}

function rangeOf(version: string, dialect: Dialect): string {
  if (dialect === 'poetry') return pep440Range(version);
  return version.trim() === '*' ? '' : version.trim();
}

function lineOf(name: string, { extras = [] }: Requirement, specifier: string, entry: unknown): string {
  const url = addressOf(entry);
  const marker = markerOf(entry);
  const from = url === undefined ? specifier : ` @ ${url}`;
  return `${name}${extras.length === 0 ? '' : `[${extras.join(',')}]`}${from}${marker === '' ? '' : ` ; ${marker}`}`;
}

/** `git+https://…@revision#subdirectory=…`, or the address of an archive. */
function addressOf(entry: unknown): string | undefined {
  const text = (...keys: string[]): string | undefined =>
    keys.map((key) => at(entry, key)).find((each): each is string => typeof each === 'string');
  const git = text('git');
  const archive = text('url', 'file');
  if (git === undefined) return archive;
  const revision = text('rev', 'tag', 'branch', 'ref');
  const folder = text('subdirectory');
  // `git@host:team/name` is ssh's short form, which PEP 508 does not know.
  const address = git.replace(/^(git@[^:/]+):(?!\/)/, 'ssh://$1/').replace(/^git\+/, '');
  return `git+${address}${revision === undefined ? '' : `@${revision}`}${folder === undefined ? '' : `#subdirectory=${folder}`}`;
}

/** `markers` as written, and the short forms: Poetry's `python` and `platform`, Pipenv's `sys_platform` and the like. */
function markerOf(entry: unknown): string {
  const parts: string[] = [];
  const add = (key: string, show: (value: string) => string): void => {
    const value = at(entry, key);
    if (typeof value === 'string' && value !== '*') parts.push(show(value));
  };
  add('markers', (value) => (value.includes(' or ') ? `(${value})` : value));
  add('marker', (value) => (value.includes(' or ') ? `(${value})` : value));
  add('python', (value) => pep440Range(value).split(',').map(pythonMarker).join(' and '));
  add('platform', (value) => `sys_platform == '${value}'`);
  for (const key of ['sys_platform', 'platform_system', 'os_name', 'python_version', 'platform_machine']) {
    add(key, (value) => `${key} ${value}`);
  }
  return parts.join(' and ');
}

function pythonMarker(range: string): string {
  const [, sign = '>=', version = ''] = /^([<>=!~]+)(.*)$/.exec(range) ?? [];
  const name = version.split('.').length > 2 ? 'python_full_version' : 'python_version';
  return `${name} ${sign} '${version.replace(/\.\*$/, '')}'`;
}

/** How a requirement line reaches its source. */
export function transportOf(line: string): { readonly git: boolean; readonly ssh: boolean } {
  const git = /(^|[\s@=])git\+/.test(line);
  return { git, ssh: git && /git\+(ssh:|[^/\s]*@[^/\s]+:)/.test(line) };
}
