import type { SyntaxNode } from '../python-source.ts';
import { argument, type Arguments } from './arguments.ts';
import { perhaps, type Frame } from './frame.ts';
import { callFunction } from './functions.ts';
import { noteCast } from './readings.ts';
import {
  constant,
  isMark,
  stringOf,
  unknown,
  type FunctionValue,
  type Library,
  type Reader,
  type Value,
} from './values.ts';
import { cast as castTo, readVariable, type Asked } from './variables.ts';

/** How a library is asked: which methods ask, which place their default has, and what a missing variable raises. */
interface Manner {
  readonly error: string;
  readonly methods: RegExp;
  readonly defaultAt: (method: string) => number;
  /** The variable that a method asks for when it is not told. */
  readonly names?: Readonly<Record<string, string>>;
}

const environMethods =
  /^(|str|unicode|bytes|bool|int|float|json|list|tuple|dict|url|path|get_value|(db|cache|email|search|channels)(_url)?)$/;
const environNames = {
  db: 'DATABASE_URL',
  cache: 'CACHE_URL',
  email: 'EMAIL_URL',
  search: 'SEARCH_URL',
  channels: 'CHANNELS_URL',
};

/** Sources: environ.py of django-environ 0.12, environs 14, decouple 3.8, prettyconf 2.3, envparse 0.2. */
const manners: Readonly<Record<Library, Manner>> = {
  'django-environ': {
    error: 'ImproperlyConfigured',
    methods: environMethods,
    defaultAt: (method) => (/^(|list|tuple|dict|get_value)$/.test(method) ? 2 : 1),
    names: environNames,
  },
  environs: {
    error: 'EnvError',
    methods:
      /^(|str|bool|int|float|decimal|list|dict|json|datetime|date|time|timedelta|path|log_level|uuid|url|enum|dj_\w+_url)$/,
    defaultAt: () => 1,
  },
  decouple: { error: 'UndefinedValueError', methods: /^(|get)$/, defaultAt: () => 1 },
  prettyconf: { error: 'UnknownConfiguration', methods: /^$/, defaultAt: () => Infinity },
  envparse: {
    error: 'ConfigurationError',
    methods: /^(|str|bool|int|float|list|dict|json|url)$/,
    defaultAt: (method) => (method === '' ? 1 : Infinity),
  },
};

const readerClasses: Readonly<Record<string, Library>> = {
  'environ.Env': 'django-environ',
  'environ.FileAwareEnv': 'django-environ',
  'environ.environ.Env': 'django-environ',
  'environs.Env': 'environs',
  'environs.FileAwareEnv': 'environs',
  'decouple.Config': 'decouple',
  'decouple.AutoConfig': 'decouple',
  'envparse.Env': 'envparse',
};

/** Objects that the libraries have ready. */
const readerObjects: Readonly<Record<string, Library>> = {
  'decouple.config': 'decouple',
  'prettyconf.config': 'prettyconf',
  'environs.env': 'environs',
  'envparse.env': 'envparse',
};

/** The library whose objects a class makes. */
export function libraryOf(name: string): Library | undefined {
  return readerClasses[name];
}

/** What stands for a name that is not the project's: an object that reads variables, or the name itself. */
export function nativeValue(frame: Frame, name: string): Value {
  const library = readerObjects[name];
  return library === undefined
    ? { kind: 'native', name }
    : newReader(frame, library, { positional: [], named: new Map(), isWhole: true });
}

/** A file in memory, of whatever text. */
export const TEXT_OF_ELSEWHERE = 'io.StringIO()';

function isElsewhere(value: Value): boolean {
  return value.kind === 'native' && value.name === TEXT_OF_ELSEWHERE;
}

/** An object that reads variables. */
export function newReader(frame: Frame, library: Library, { named, isWhole }: Arguments): Reader {
  const declared = new Map(
    [...named].map(([name, value]) => {
      const [cast, otherwise] = value.kind === 'list' ? value.items : [value];
      return [name, { cast: castName(cast), default: otherwise }] as const;
    }),
  );
  const reader: Reader = { kind: 'reader', library, declared, isWhole, prefix: '' };
  frame.run.readers.push(reader);
  return reader;
}

/**
 * Asks an object that reads variables; `method` is empty when it is called itself.
 * @throws PythonError when the variable is missing without a default, and this runs for certain
 */
export function callReader(frame: Frame, node: SyntaxNode, reader: Reader, method: string, passed: Arguments): Value {
  const { error, methods, defaultAt, names } = manners[reader.library];
  if (method === 'prefixed') {
    reader.prefix += stringOf(passed.positional[0]) ?? '';
    return reader;
  }
  // Variables come from a text that the code has from elsewhere, such as a cloud's store of secrets. Where a `try` stands
  // around it, the code also runs where there is no such cloud, and the variables are then all there is.
  const isGuarded = frame.catching.some((types) => types.length > 0);
  if (method === 'read_env' && !isGuarded && passed.positional.some(isElsewhere)) reader.isWhole = false;
  if (!methods.test(method)) return unknown;
  const usual = names?.[method.replace(/_url$/, '')];
  const key = argument(passed, reader.library === 'decouple' ? 'option' : 'var', 0) ?? named(passed, usual);
  // django-environ looks among what is declared for the whole name, prefix and all.
  const declared = reader.declared.get(reader.prefix + (stringOf(key) ?? ''));
  const written = argument(passed, 'default', defaultAt(method)) ?? declared?.default;
  const castDefault = reader.library === 'decouple' ? castOf(method, passed) : undefined;
  const otherwise = written === undefined || isMark(written) ? undefined : castTo(written, castDefault);
  if (otherwise === undefined && !(passed.isWhole && reader.isWhole)) return unknown;
  const cast = castOf(method, passed) ?? declared?.cast;
  const called = passed.named.get('cast');
  noteCast(frame, reader.prefix + (stringOf(key) ?? ''), cast, { source: frame.source, node }, reader.library);
  if (called?.kind === 'function')
    return throughFunction(frame, node, key, called, { error, default: otherwise, prefix: reader.prefix });
  return readVariable(frame, node, key, { error, cast, default: otherwise, prefix: reader.prefix });
}

function named({ named: names }: Arguments, usual: string | undefined): Value {
  return names.get('name') ?? (usual === undefined ? unknown : constant(usual));
}

function castOf(method: string, passed: Arguments): string | undefined {
  if (method !== '' && method !== 'get' && method !== 'get_value') return method;
  const cast = passed.named.get('cast');
  return cast === undefined ? undefined : castName(cast);
}

function castName(cast: Value | undefined): string {
  return cast?.kind === 'native' ? cast.name : 'unknown';
}

/** `cast=lambda text: text.split(",")` of what somebody gives; of anything else nothing is known. */
function throughFunction(frame: Frame, node: SyntaxNode, key: Value, cast: FunctionValue, asked: Asked): Value {
  const value = readVariable(frame, node, key, asked);
  if (value.kind !== 'given') return unknown;
  return callFunction(perhaps(frame), cast, { positional: [value], named: new Map(), isWhole: true });
}
