import { textOf, type SyntaxNode } from '../python-source.ts';
import { failsOn } from './addresses.ts';
import { fail, type Frame } from './frame.ts';
import { databaseAt } from './database-at.ts';
import { constant, given, readsOf, stringOf, unknown, type Read, type Value } from './values.ts';

/** How a variable is asked for. */
export interface Asked {
  /** What is raised when it is missing and there is no default. */
  readonly error: string;
  readonly default?: Value | undefined;
  /** What is made of the text: `bool`, `int`, `str`, or something else. */
  readonly cast?: string | undefined;
  readonly prefix?: string | undefined;
}

/**
 * What asking for a variable gives: what it is set to, else the default, owed to its absence.
 * @throws PythonError when there is neither, and this runs for certain
 */
export function readVariable(frame: Frame, node: SyntaxNode, key: Value, asked: Asked): Value {
  const text = stringOf(key);
  if (text === undefined || text === '') return unknown;
  const name = (asked.prefix ?? '') + text;
  const value = frame.run.variables.get(name);
  if (value !== undefined && failsOn(value, asked.cast)) return fail(frame, 'ValueError', readsOf(value));
  if (value !== undefined) return cast(owned(value, name), asked.cast);
  const read = readOf(frame, node, key, name);
  const { default: otherwise } = asked;
  if (otherwise === undefined) return fail(frame, asked.error, [read]);
  if (otherwise.kind === 'constant') return { ...otherwise, reads: [read], from: name };
  return otherwise.kind === 'list' || otherwise.kind === 'class' ? { ...otherwise, reads: [read] } : otherwise;
}

/** A text that is what a variable holds. */
function owned(value: Value, from: string): Value {
  return value.kind === 'given' || value.kind === 'constant' ? { ...value, from } : value;
}

/** The read, at the place where the variable's name is written. */
function readOf(frame: Frame, node: SyntaxNode, key: Value, name: string): Read {
  const place = (key.kind === 'constant' ? key.at : undefined) ?? { source: frame.source, node };
  const asking = node.firstChild === null ? '' : textOf(frame.source, node.firstChild).replaceAll(/\s+/g, ' ');
  const by = node.name === 'MemberExpression' ? `${asking}["${name}"]` : `${asking}("${name}")`;
  return { ...place, name, by };
}

/** Casts by which libraries make an entry of DATABASES of an address. */
const OF_DATABASE = /^(db|db_url|db_url_config|dj_db_url|dj_database_url\.parse)$/;
const OF_CACHE = /^(cache|cache_url|dj_cache_url)$/;
/** Casts that make a list of what stands between commas. */
const OF_LIST = /^(list|tuple|csv:(.))$/;

/** What libraries make of a text, as far as that can decide a branch. */
export function cast(value: Value, to: string | undefined): Value {
  const text = stringOf(value);
  if (to === undefined || to === 'str') return value;
  if (text === undefined) return value.kind === 'given' ? castGiven(value, to) : value;
  if (to === 'bool') return boolean(text);
  if (OF_DATABASE.test(to)) return databaseAt(value);
  const number = Number(text);
  return to === 'int' && text.trim() !== '' && !Number.isNaN(number) ? constant(number) : unknown;
}

function castGiven(value: Extract<Value, { kind: 'given' }>, to: string): Value {
  const { from } = value;
  if (OF_DATABASE.test(to) || OF_CACHE.test(to)) return value;
  if (from === undefined) return unknown;
  const [, , separator = ','] = OF_LIST.exec(to) ?? [];
  if (OF_LIST.test(to)) return { kind: 'made', from, as: { kind: 'list', separator } };
  if (/^(url|urlparse)$/.test(to)) return { kind: 'made', from, as: { kind: 'address' } };
  return { kind: 'made', from, as: { kind: /^(json|dict)$/.test(to) ? 'json' : 'other' } };
}

function boolean(text: string): Value {
  if (/^(true|on|ok|y|yes|1|t)$/i.test(text)) return constant(true);
  return /^(false|off|n|no|0|f|)$/i.test(text) ? constant(false) : unknown;
}

/**
 * What a demanded variable counts as from then on. Nobody turns DEBUG on where a site is deployed, and neither does the
 * build (see lend.py).
 */
export function valueWhenSet(name: string): Value {
  return name.endsWith('DEBUG') ? constant('0') : given;
}
