import { join, nameOf } from '../paths.ts';
import type { SyntaxNode } from '../python-source.ts';
import type { Arguments } from './arguments.ts';
import { fail, type Frame } from './frame.ts';
import { lookUp, readsOf, stringOf, truthOf, unknown, type Dynaconf, type Read, type Value } from './values.ts';

/**
 * `Validator("API_KEY", "REGION", must_exist=True)` of dynaconf, as the list of what it names, each owed to itself. One with
 * a default, a condition, or for some environment alone demands nothing that could be known.
 * Source: https://www.dynaconf.com/validation/
 */
export function dynaconfValidator(
  { source }: Frame,
  node: SyntaxNode,
  { positional, named, isWhole }: Arguments,
): Value {
  const isDemanding = ['must_exist', 'required'].some((word) => truthOf(named.get(word) ?? unknown) === true);
  const isSoftened = ['default', 'when', 'env'].some((word) => named.has(word));
  if (!isDemanding || isSoftened || !isWhole) return unknown;
  const names = positional.map(stringOf).filter((name) => name !== undefined);
  const reads = names.map((name): Read => ({ source, node, name, by: `Validator("${name}")` }));
  return { kind: 'list', items: [], reads };
}

/**
 * Settings that dynaconf makes of a Django module: what its validators demand is asked for by the variable of that name with
 * the prefix, when neither the module nor a file of settings has it.
 * @throws PythonError when something is missing, and this runs for certain
 */
export function djangoDynaconf(frame: Frame, { named }: Arguments): Value {
  return checked(frame, { ...newDynaconf(named, 'DJANGO'), isWhole: false }, named);
}

/** Settings of their own. @throws PythonError as those of Django do */
export function dynaconfSettings(frame: Frame, { named, isWhole }: Arguments): Value {
  const made = newDynaconf(named, 'DYNACONF');
  return checked(frame, isWhole ? made : { ...made, isWhole }, named);
}

function checked(frame: Frame, made: Dynaconf, named: Arguments['named']): Dynaconf {
  const validators = named.get('validators');
  validate(frame, made, validators?.kind === 'list' ? validators.items.flatMap(readsOf) : []);
  return made;
}

/**
 * `factory(__name__, "SHOP", settings_files=[…])` of django-ansible-base: variables with that prefix.
 * Source: https://github.com/ansible/django-ansible-base/blob/devel/docs/lib/dynamic_config.md
 */
export function ansibleFactory(_frame: Frame, { positional, named, isWhole }: Arguments): Value {
  const made = newDynaconf(named, stringOf(positional[1]) ?? '');
  if (!isWhole || stringOf(positional[1]) === undefined) made.isWhole = false;
  return made;
}

/** Options by which values come from elsewhere. */
const more =
  /^(preload|includes?|loaders|core_loaders|redis_enabled|vault_enabled|post_hooks|settings_module|dotenv_path)$/i;

function newDynaconf(named: Arguments['named'], usual: string): Dynaconf {
  const prefix = named.get('ENVVAR_PREFIX_FOR_DYNACONF') ?? named.get('envvar_prefix');
  const files = named.get('settings_files') ?? named.get('settings_file') ?? named.get('SETTINGS_FILE_FOR_DYNACONF');
  const listed = files === undefined ? [] : filesOf(files);
  const written = prefix === undefined ? usual : prefixOf(prefix);
  return {
    kind: 'dynaconf',
    prefix: written ?? usual,
    files: listed ?? [],
    set: new Map(),
    validators: [],
    isWhole: listed !== undefined && written !== undefined && ![...named.keys()].some((name) => more.test(name)),
  };
}

function filesOf(value: Value): string[] | undefined {
  const names = (value.kind === 'list' ? value.items : [value]).map(stringOf);
  return names.includes(undefined) ? undefined : names.filter((name) => name !== undefined);
}

/** `False` for none; of several, none is known. */
function prefixOf(value: Value): string | undefined {
  if (value.kind === 'constant' && value.value === false) return '';
  const text = stringOf(value);
  return text?.includes(',') === true ? undefined : text;
}

/** Asks for what validators demand. @throws PythonError when something is missing, and this runs for certain */
export function validate(frame: Frame, settings: Dynaconf, demanded: readonly Read[]): void {
  const missing = demanded
    .filter(({ name }) => lookUp(frame.scope, name.toUpperCase()) === undefined && !isKnown(frame, settings, name))
    .map((read) => ({ ...read, name: variableOf(settings, read.name) }))
    .filter(({ name }) => !frame.run.variables.has(name));
  if (missing.length > 0) fail(frame, 'ValidationError', missing);
}

/** The variable that gives a name its value. */
export function variableOf({ prefix }: Dynaconf, name: string): string {
  const variable = name.toUpperCase().replaceAll('.', '__');
  return prefix === '' ? variable : `${prefix.toUpperCase()}_${variable}`;
}

/** Whether the code sets a name, or a file that dynaconf reads names it. `.secrets` files stay out of the image. */
export function isKnown({ run: { code } }: Frame, { set, files }: Dynaconf, name: string): boolean {
  const [last = ''] = name.split(/\.|__/).slice(-1);
  if (set.has(name.toUpperCase())) return true;
  const word = last.replaceAll(/\W/g, '');
  // `NAME = `, `NAME: type = `, `NAME__key: `, `"name": `, `[default.name]`
  const key = new RegExp(
    String.raw`^\s*(["']?${word}(__\w+)?["']?\s*(:\s*[\w."'[\], ]+)?[=:]|\[([\w.]+\.)?${word}[\].])`,
    'im',
  );
  const usual = ['toml', 'tml', 'yaml', 'yml', 'ini', 'json'].map((ending) => `settings.${ending}`);
  const beside = usual.map((file) => join(code.importRoots[0] ?? '.', file));
  // Where it looks for the others depends on where it is started: any of that name may be meant, and its local sibling.
  const names = new Set(files.flatMap((file) => [nameOf(file), nameOf(file).replace(/\.(\w+)$/, '.local.$1')]));
  const placed =
    names.size === 0 ? [] : code.files.list.map(({ path }) => path).filter((path) => names.has(nameOf(path)));
  return [...beside, ...placed].some((file) => file !== undefined && key.test(code.files.readText(file) ?? ''));
}
