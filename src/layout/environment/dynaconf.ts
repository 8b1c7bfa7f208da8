import { join } from '../paths.ts';
import type { SyntaxNode } from '../python-source.ts';
import type { Arguments } from './arguments.ts';
import { fail, type Frame } from './frame.ts';
import { lookUp, readsOf, stringOf, truthOf, unknown, type Read, type Value } from './values.ts';

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
 * Settings that dynaconf makes: what its validators demand is asked for by the variable of that name with the prefix,
 * when neither the module nor a file of settings has it.
 * @throws PythonError when something is missing, and this runs for certain
 */
export function dynaconfSettings(frame: Frame, { named }: Arguments, usual: string): Value {
  const prefix = stringOf(named.get('ENVVAR_PREFIX_FOR_DYNACONF') ?? named.get('envvar_prefix')) ?? usual;
  const validators = named.get('validators');
  const demanded = validators?.kind === 'list' ? validators.items.flatMap(readsOf) : [];
  const missing = demanded
    .filter(({ name }) => lookUp(frame.scope, name.toUpperCase()) === undefined && !isInFile(frame, name))
    .map((read) => ({ ...read, name: `${prefix}_${read.name.toUpperCase().replaceAll('.', '__')}` }))
    .filter(({ name }) => !frame.run.variables.has(name));
  if (missing.length > 0) fail(frame, 'ValidationError', missing);
  return unknown;
}

/** Whether a file that dynaconf reads by itself, beside manage.py, names it. `.secrets` files stay out of the image. */
function isInFile({ run: { code } }: Frame, name: string): boolean {
  const [last = ''] = name.split('.').slice(-1);
  const key = new RegExp(String.raw`^\s*["']?${last.replaceAll(/\W/g, '')}["']?\s*[=:]`, 'im');
  return ['toml', 'tml', 'yaml', 'yml', 'ini', 'json'].some((ending) => {
    const file = join(code.importRoots[0] ?? '.', `settings.${ending}`);
    return file !== undefined && key.test(code.files.readText(file) ?? '');
  });
}
