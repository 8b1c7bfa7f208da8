import type { SettingsMistake } from '../../problems/layout.ts';
import type { ReadAs } from '../../values/variable-reading.ts';
import type { PythonSource, SyntaxNode } from '../python-source.ts';

/** A place in a file of the project. */
export interface Place {
  readonly source: PythonSource;
  readonly node: SyntaxNode;
}

/** How a variable is read, and where. */
export interface Reading extends Place {
  readonly as: ReadAs;
}

/** One question to the environment that found nothing. */
export interface Read extends Place {
  /** Of the variable. */
  readonly name: string;
  /** What asks, in a few words: `os.environ["NAME"]`. */
  readonly by: string;
}

/** A line that fails whatever is set. */
export interface Mistake extends Place {
  readonly kind: SettingsMistake;
}

/** A name and what it stands for, with the scope around it. */
export interface Scope {
  readonly names: Map<string, Value>;
  readonly around?: Scope;
}

export type Library = 'django-environ' | 'environs' | 'decouple' | 'prettyconf' | 'envparse';

/** An object of a library that reads variables: django-environ's `Env`, decouple's `config`, … */
export interface Reader {
  readonly kind: 'reader';
  readonly library: Library;
  /** What is declared of variables (`Env(DEBUG=(bool, False))`). */
  readonly declared: ReadonlyMap<string, { readonly cast: string; readonly default?: Value | undefined }>;
  /** All that is declared could be read, and all that its variables come from. */
  isWhole: boolean;
  /** Put before each name. */
  prefix: string;
}

/** An object of settings that dynaconf makes. It changes as the code gives it more. */
export interface Dynaconf {
  readonly kind: 'dynaconf';
  /** Put before each name to make a variable's, without the `_`; empty for none. */
  prefix: string;
  /** Names of the files that it reads, as written. */
  readonly files: string[];
  /** What the code sets on it, by name in capitals. */
  readonly set: Map<string, Value>;
  /** What validators demand that are registered late. */
  readonly validators: Read[];
  /** Nothing but these files and the environment gives it values. */
  isWhole: boolean;
}

/** An object of pydantic's settings: what each field is read from, and what it is without that. */
export interface SettingsObject {
  readonly kind: 'settings-object';
  readonly fields: ReadonlyMap<string, { readonly read: Read; readonly type: string; readonly default: Value }>;
  /** What its class calls otherwise: properties among them. */
  readonly attributes: ReadonlyMap<string, Value>;
}

/** A dictionary with strings for keys. It changes, as Python's do. */
export interface Dictionary {
  readonly kind: 'dictionary';
  readonly entries: Map<string, Value>;
  /** Whether it holds nothing else. */
  readonly isWhole: boolean;
  /** What it takes its other entries of: `{**env.db("DATABASE_URL")}`. */
  readonly spread?: Value;
}

/** A function of the project, or a lambda. */
export interface FunctionValue extends Place {
  readonly kind: 'function';
  /** Dotted name of the module that holds it. */
  readonly module: string;
  readonly scope: Scope;
  /** What its decorator makes of it in a class. */
  readonly as?: 'property' | 'classmethod' | 'staticmethod';
  /** What it is called on: its first argument. */
  readonly self?: ClassValue;
}

/** A path, as pathlib has it; as it is in the image. */
export interface PathValue {
  readonly kind: 'path';
  readonly path: string;
}

/** A class of the project: its bases, and what its body gave a name. */
export interface ClassValue extends Place {
  readonly kind: 'class';
  readonly bases: readonly Value[];
  readonly scope: Scope;
  /** The object that is made of it, of which nothing else is known. */
  readonly isObject?: true;
  /** What it stands for is not set: it was the default that a read was given, as a mark (`os.getenv(name, Missing)`). */
  readonly reads?: readonly Read[];
}

/** A value of django-configurations or django-environment-config, which reads its variable when the class is taken. */
export interface ConfigurationValue extends Place {
  readonly kind: 'configuration-value';
  readonly prefix: string;
  /** When it is not the name of the attribute. */
  readonly name: string | undefined;
  readonly isRequired: boolean;
  /** What the library makes of the text, as a cast of other libraries is called. */
  readonly cast: string;
}

/** A part of a text: letters, the variable that it is the value of, or what is not known. */
export type Piece = string | { readonly from: string } | undefined;

/** What code makes of a text: what is between these marks, what JSON says, parts of an address, or something else. */
export type Made =
  | { readonly kind: 'list'; readonly separator: string }
  | { readonly kind: 'json' | 'address' | 'other' };

/**
 * What an expression of the settings comes to in an environment that holds nothing. `reads` are the variables whose
 * absence made it so: a failure on account of the value is a demand for them.
 */
export type Value =
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'constant';
      readonly value: string | number | boolean | null;
      readonly reads: readonly Read[];
      /** Where a literal is written: of a variable's name, that is the place worth showing. */
      readonly at?: Place;
      /** The variable that holds it, or whose default it is. */
      readonly from?: string;
    }
  /** What somebody gives a variable that is demanded: some text, not empty; or what a library makes of an address. */
  | { readonly kind: 'given'; readonly from?: string }
  /** A text that is put together with such ones: `f"redis://{HOST}:6379"`. */
  | { readonly kind: 'text'; readonly pieces: readonly Piece[] }
  /** What is made of the text that somebody gives a variable. */
  | { readonly kind: 'made'; readonly from: string; readonly as: Made }
  | { readonly kind: 'list'; readonly items: readonly Value[]; readonly reads: readonly Read[] }
  /** The text of an address whose port is None, on account of these reads. */
  | { readonly kind: 'address'; readonly reads: readonly Read[] }
  | Dictionary
  /** What is not the project's own, by its dotted name: `os.environ`, `decouple.config`. */
  | { readonly kind: 'native'; readonly name: string }
  /** A method of some value. */
  | { readonly kind: 'method'; readonly of: Value; readonly name: string }
  /** An object of which some attributes are known. */
  | { readonly kind: 'object'; readonly attributes: Dictionary }
  | PathValue
  | SettingsObject
  | { readonly kind: 'module'; readonly name: string; readonly scope: Scope }
  | FunctionValue
  | ClassValue
  | Reader
  | Dynaconf
  | ConfigurationValue;

export const unknown: Value = { kind: 'unknown' };
/** What os.listdir() gives: names, of which each is some text. */
export const NAMES_OF_FILES = 'os.listdir()';
export const given: Value = { kind: 'given' };
const nothing: readonly Read[] = [];

/** A constant, with the reads that made it so. */
export function constant(value: string | number | boolean | null, reads: readonly Read[] = nothing): Value {
  return { kind: 'constant', value, reads };
}

/** The reads that made a value what it is. */
export function readsOf(value: Value): readonly Read[] {
  if (value.kind === 'class') return value.reads ?? nothing;
  return value.kind === 'constant' || value.kind === 'list' || value.kind === 'address' ? value.reads : nothing;
}

/** The value, owed to these reads unless it is owed to others already. */
export function owedTo(value: Value, reads: readonly Read[]): Value {
  const isOwed = value.kind === 'constant' || value.kind === 'list';
  return isOwed && value.reads.length === 0 && reads.length > 0 ? { ...value, reads } : value;
}

/** Whether it counts as true; undefined when that is not known. */
export function truthOf(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'constant':
      return Boolean(value.value);
    case 'list':
      return value.items.length > 0;
    case 'dictionary':
      return value.entries.size > 0 || (value.isWhole ? false : undefined);
    case 'given':
    case 'text':
    case 'address':
    case 'path':
    case 'object':
    case 'settings-object':
    case 'module':
    case 'function':
    case 'class':
    case 'reader':
    case 'dynaconf':
      return true;
    default:
      return undefined;
  }
}

/** The text of a constant string. */
export function stringOf(value: Value | undefined): string | undefined {
  return value?.kind === 'constant' && typeof value.value === 'string' ? value.value : undefined;
}

/** Whether it is None because a variable is not set. */
export function isMissing(value: Value): boolean {
  return value.kind === 'constant' && value.value === null && value.reads.length > 0;
}

/** A mark by which libraries tell that there is no default. */
export function isMark(value: Value | undefined): boolean {
  return value?.kind === 'native' && /(^|\.)(NOTSET|undefined|Ellipsis)$/.test(value.name);
}

/** What a name stands for, here or in a scope around. */
export function lookUp(scope: Scope, name: string): Value | undefined {
  for (let each: Scope | undefined = scope; each !== undefined; each = each.around) {
    const value = each.names.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}
