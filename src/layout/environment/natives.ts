import type { SyntaxNode } from '../python-source.ts';
import { argument, type Arguments } from './arguments.ts';
import { decided } from './comprehensions.ts';
import { configurationValue } from './configurations.ts';
import { ansibleFactory, djangoDynaconf, dynaconfSettings, dynaconfValidator } from './dynaconf.ts';
import { environmentValue } from './environment-config.ts';
import { fail, type Frame } from './frame.ts';
import { includeFiles, optionalFile } from './include.ts';
import { isInstance } from './isinstance.ts';
import { callPathFunction } from './paths.ts';
import { loadModule } from './modules.ts';
import { PythonError } from './python-error.ts';
import { noteCall } from './readings.ts';
import { libraryOf, newReader, TEXT_OF_ELSEWHERE } from './readers.ts';
import { constant, isMissing, NAMES_OF_FILES, readsOf, stringOf, truthOf, unknown, type Value } from './values.ts';
import { textOfPieces } from './texts.ts';
import { databaseConfigured, databaseOf } from './database-address.ts';
import { parsedUrl } from './urls.ts';
import { cast, readVariable } from './variables.ts';

type Call = (frame: Frame, node: SyntaxNode, passed: Arguments) => Value;

/** Calls that fail on None, whatever else they are given. */
const refuseNone =
  /^(int|float|len|list|tuple|set|sorted|sum|iter|eval|exec|open|json\.loads|ast\.literal_eval|base64\.\w+|decimal\.Decimal|os\.path\.(?!realpath)\w+|pathlib\.(Pure)?(Posix)?Path|importlib\.import_module|distutils\.util\.strtobool|uuid\.UUID|dj_database_url\.parse|datetime\.timedelta|yaml\.safe_load|binascii\.\w+|re\.\w+|bytes|bytes\.fromhex|round|abs|datetime\.(datetime|date|time)\.(strptime|fromisoformat|fromtimestamp)|time\.strptime|zoneinfo\.ZoneInfo|ipaddress\.\w+|urllib\.parse\.(un)?quote(_plus)?|os\.(makedirs|mkdir|chdir)|cryptography\.fernet\.Fernet)$/;

const calls: Readonly<Record<string, Call>> = {
  'os.environ.get': (frame, node, passed) => reading(frame, node, passed, 'default'),
  'os.getenv': (frame, node, passed) => reading(frame, node, passed, 'default'),
  'os.environ.pop': (frame, node, passed) => reading(frame, node, passed),
  'os.environ.__getitem__': (frame, node, passed) => reading(frame, node, passed),
  'os.environ.setdefault': setDefault,
  'os.environ.update': setAll,
  'os.environ.copy': () => ({ kind: 'native', name: 'os.environ' }),
  'os.environ.keys': () => ({ kind: 'native', name: 'os.environ' }),
  'dynaconf.Validator': dynaconfValidator,
  'dynaconf.DjangoDynaconf': (frame, _node, passed) => djangoDynaconf(frame, passed),
  'dynaconf.Dynaconf': (frame, _node, passed) => dynaconfSettings(frame, passed),
  'dynaconf.LazySettings': (frame, _node, passed) => dynaconfSettings(frame, passed),
  'ansible_base.lib.dynamic_config.factory': (frame, _node, passed) => ansibleFactory(frame, passed),
  // Services of Cloud Foundry, which none of our platforms is: https://github.com/jmcarp/py-cfenv
  'cfenv.AppEnv': () => ({ kind: 'native', name: 'cfenv.AppEnv()' }),
  'cfenv.AppEnv().get_service': () => constant(null),
  'cfenv.AppEnv().get_credential': (_frame, _node, passed) => argument(passed, 'default', 1) ?? constant(null),
  // AWS Copilot, which none of our platforms is either: https://github.com/uktrade/dbt-copilot-python
  'dbt_copilot_python.utility.is_copilot': () => constant(false),
  'dbt_copilot_python.database.setup_database': (frame, node, passed) => demanded(frame, node, passed),
  'dbt_copilot_python.database.database_from_env': (frame, node, passed) => demanded(frame, node, passed),
  'dbt_copilot_python.database.database_url_from_env': (frame, node, passed) => demanded(frame, node, passed),
  'importlib.import_module': importNamed,
  __import__: importNamed,
  'split_settings.tools.include': includeFiles,
  'split_settings.tools.optional': (frame, _node, passed) => optionalFile(frame, passed),
  'io.StringIO': () => ({ kind: 'native', name: TEXT_OF_ELSEWHERE }),
  // A field of pydantic, whose value is its default until the environment has another.
  'pydantic.Field': (_frame, _node, passed) => argument(passed, 'default', 0) ?? unknown,
  'dj_database_url.parse': databaseOf,
  'os.listdir': () => ({ kind: 'native', name: NAMES_OF_FILES }),
  object: ({ source }, node) => ({ kind: 'class', source, node, bases: [], scope: { names: new Map() } }),
  dict: newDictionary,
  'sys.exit': leave,
  exit: leave,
  quit: leave,
  'os._exit': leave,
  bool: (_frame, _node, { positional: [first] }) => asBoolean(first),
  str: (_frame, _node, { positional: [first] }) => asText(first),
  isinstance: (_frame, _node, passed) => isInstance(passed),
  'urllib.parse.urlparse': (_frame, _node, { positional: [first] }) => parsedUrl(first),
  'urllib.parse.urlsplit': (_frame, _node, { positional: [first] }) => parsedUrl(first),
  int: number,
  float: number,
  any: (frame, _node, passed) => quantified(frame, passed, true),
  all: (frame, _node, passed) => quantified(frame, passed, false),
  len: length,
  list: same,
  tuple: same,
  set: same,
  sorted: same,
  map: (_frame, _node, { positional: [made, list] }) =>
    isNative(made, /^(str|str\.\w*strip)$/) ? sameMade(list) : unknown,
  filter: (_frame, _node, { positional: [, list] }) => sameMade(list),
  'json.loads': (_frame, _node, { positional: [first] }) => madeOf(first, 'json'),
  'ast.literal_eval': (_frame, _node, { positional: [first] }) => madeOf(first, 'json'),
  'urllib.parse.quote': (_frame, _node, { positional: [first] }) => sameGiven(first),
  'urllib.parse.quote_plus': (_frame, _node, { positional: [first] }) => sameGiven(first),
  'urllib.parse.urljoin': (_frame, _node, { positional }) =>
    textOfPieces(
      positional.map(() => ''),
      positional,
    ) ?? unknown,
  'dj_database_url.config': databaseConfigured,
  'decouple.Csv': commaSeparated,
};

/**
 * Calls what is not the project's own, as far as it is known.
 * @throws PythonError when it fails for certain, on account of variables that are not set
 */
export function callNative(frame: Frame, node: SyntaxNode, name: string, passed: Arguments): Value {
  const library = libraryOf(name);
  if (library !== undefined) return newReader(frame, library, passed);
  if (/^configurations\.values\.\w+$/.test(name)) return configurationValue(frame, node, name, passed);
  if (/^env_config\.values\.\w+$/.test(name)) return environmentValue(frame, node, name, passed);
  if (refuseNone.test(name)) {
    const missing = [...passed.positional, ...passed.named.values()].find(isMissing);
    // https://docs.python.org/3/library/ast.html#ast.literal_eval
    const error = /^(ast\.literal_eval|ipaddress\.)/.test(name) ? 'ValueError' : 'TypeError';
    if (missing !== undefined) return fail(frame, error, readsOf(missing));
  }
  noteCall(frame, name, passed.positional[0], { source: frame.source, node });
  return callPathFunction(frame, name, passed) ?? calls[name]?.(frame, node, passed) ?? unknown;
}

function reading(frame: Frame, node: SyntaxNode, passed: Arguments, defaults?: 'default'): Value {
  const key = argument(passed, 'key', 0);
  if (key === undefined || !passed.isWhole) return unknown;
  const otherwise = argument(passed, 'default', 1) ?? (defaults === undefined ? undefined : constant(null));
  return readVariable(frame, node, key, { error: 'KeyError', default: otherwise });
}

/** What a library makes of the variable that it is told. */
function demanded(frame: Frame, node: SyntaxNode, { positional: [key], named }: Arguments): Value {
  readVariable(frame, node, key ?? named.get('environment_key') ?? unknown, { error: 'KeyError' });
  return unknown;
}

/** A module of the project by its name, which a stage may be part of: `import_module(f"config.{stage}")`. */
function importNamed(frame: Frame, _node: SyntaxNode, passed: Arguments): Value {
  const name = stringOf(argument(passed, 'name', 0));
  const file = name === undefined ? undefined : frame.run.code.fileOf(name);
  if (name === undefined || file === undefined) return unknown;
  if (frame.module === frame.run.settingsModule) frame.run.included.add(file);
  return loadModule(frame, name, { isTakenWhole: true, names: [] }) ?? unknown;
}

function setDefault(frame: Frame, _node: SyntaxNode, passed: Arguments): Value {
  const name = stringOf(argument(passed, 'key', 0));
  if (name === undefined) return unknown;
  return frame.run.variables.get(name) ?? setVariable(frame, name, argument(passed, 'value', 1) ?? unknown);
}

function setAll(frame: Frame, _node: SyntaxNode, { positional: [values], named }: Arguments): Value {
  const more = values?.kind === 'dictionary' ? values.entries : [];
  for (const [name, value] of [...more, ...named]) setVariable(frame, name, value);
  return unknown;
}

/** `config("HOSTS", cast=Csv())` */
function commaSeparated(_frame: Frame, _node: SyntaxNode, passed: Arguments): Value {
  const delimiter = stringOf(passed.named.get('delimiter') ?? constant(','));
  const isPlain = passed.positional.length === 0 && [...passed.named.keys()].every((name) => name === 'delimiter');
  return isPlain && delimiter !== undefined ? { kind: 'native', name: `csv:${delimiter}` } : unknown;
}

function isNative(value: Value | undefined, pattern: RegExp): boolean {
  return value?.kind === 'native' && pattern.test(value.name);
}

function sameMade(value: Value | undefined): Value {
  return value?.kind === 'made' ? value : unknown;
}

function sameGiven(value: Value | undefined): Value {
  return value?.kind === 'given' ? value : unknown;
}

function madeOf(value: Value | undefined, kind: 'json' | 'other'): Value {
  return value?.kind === 'given' && value.from !== undefined
    ? { kind: 'made', from: value.from, as: { kind } }
    : unknown;
}

/** `dict(os.environ)` asks as the environment does. */
function newDictionary(_frame: Frame, _node: SyntaxNode, { positional: [first], named, isWhole }: Arguments): Value {
  if (first?.kind === 'native' && first.name === 'os.environ') return first;
  const more = first?.kind === 'dictionary' ? first : { entries: [], isWhole: first === undefined };
  return { kind: 'dictionary', entries: new Map([...more.entries, ...named]), isWhole: isWhole && more.isWhole };
}

/** `os.environ[name] = value` */
export function setVariable(frame: Frame, name: string, value: Value): Value {
  const held = frame.isCertain ? value : unknown;
  frame.run.variables.set(name, held);
  return held;
}

function leave(frame: Frame): Value {
  if (frame.isCertain) throw new PythonError('SystemExit', frame.because);
  return unknown;
}

/** `str(os.environ.get("X")).lower() == "true"`: what Python writes for a value. */
function asText(value: Value | undefined): Value {
  if (value?.kind === 'path') return constant(value.path);
  if (value?.kind === 'given' || stringOf(value) !== undefined) return value ?? unknown;
  if (value?.kind !== 'constant' || typeof value.value === 'number') return unknown;
  const text = value.value === null ? 'None' : value.value === true ? 'True' : 'False';
  return constant(text, value.reads);
}

function asBoolean(value: Value | undefined): Value {
  const truth = value === undefined ? undefined : truthOf(value);
  return truth === undefined || value === undefined ? unknown : constant(truth, readsOf(value));
}

function number(frame: Frame, _node: SyntaxNode, { positional: [value] }: Arguments): Value {
  if (value?.kind !== 'constant') return madeOf(value, 'other');
  if (typeof value.value === 'number') return value;
  if (typeof value.value === 'boolean') return constant(Number(value.value), value.reads);
  const made = cast(value, 'int');
  return made.kind === 'constant' ? constant(made.value, value.reads) : fail(frame, 'ValueError', value.reads);
}

function quantified(frame: Frame, { positional: [list] }: Arguments, by: boolean): Value {
  if (list?.kind !== 'list') return unknown;
  const item = decided(list, by);
  if (item === undefined)
    return list.items.some((each) => truthOf(each) === undefined) ? unknown : constant(!by, first(list));
  return constant(by, readsOf(item));
}

/** Of several that would do, the first is what somebody would set. */
function first(list: Extract<Value, { kind: 'list' }>): ReturnType<typeof readsOf> {
  return list.items.map(readsOf).find((reads) => reads.length > 0) ?? list.reads;
}

function length(_frame: Frame, _node: SyntaxNode, { positional: [value] }: Arguments): Value {
  // A server and a release are started with more words than one: `gunicorn -c …`, `manage.py migrate --noinput`.
  if (value?.kind === 'native' && value.name === 'sys.argv') return constant(3);
  return value?.kind === 'list' ? constant(value.items.length, value.reads) : unknown;
}

function same(_frame: Frame, _node: SyntaxNode, { positional: [value] }: Arguments): Value {
  return value?.kind === 'list' || value?.kind === 'made' ? value : unknown;
}
