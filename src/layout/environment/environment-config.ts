import type { SyntaxNode } from '../python-source.ts';
import { evaluateArguments, noArguments, type Arguments } from './arguments.ts';
import { nativeBases } from './class-values.ts';
import { computed, hooks } from './class-settings.ts';
import { castOfClass, isConstant, missingIn } from './configurations.ts';
import { fail, type Frame } from './frame.ts';
import { callFunction } from './functions.ts';
import { equal } from './operators.ts';
import { constant, stringOf, unknown, type ClassValue, type Read, type Value } from './values.ts';

/** Names the class whose settings hold. */
const CHOOSER = 'DJANGO_SETTINGS_ENVIRONMENT';

/** Variables of values that are not named for their attribute. */
const usual: Readonly<Record<string, string>> = { DatabaseURLValue: 'DATABASE_URL', CacheURLValue: 'CACHE_URL' };

/**
 * A value of django-environment-config: one without a default is demanded of the environment of the class that is taken.
 * Source: env_config/values.py, `Value.get_for_environment`.
 */
export function environmentValue(frame: Frame, node: SyntaxNode, name: string, { named, isWhole }: Arguments): Value {
  const called = named.get('env_name');
  const isRead = called === undefined || stringOf(called) !== undefined;
  if (!isWhole || !isRead) return unknown;
  return {
    kind: 'configuration-value',
    source: frame.source,
    node,
    prefix: '',
    name: stringOf(called) ?? usual[name.split('.').at(-1) ?? ''],
    isRequired: !named.has('default'),
    cast: castOfClass(name),
  };
}

/**
 * A class of django-environment-config is made: a variable has to name one of them, and the one that it names is taken at once.
 * Only with `use_environ` its values come from the environment, else from a file `.env`, which no image has.
 * Source: env_config/base.py, `Environment.__init_subclass__`.
 * @throws PythonError when a variable is missing, and this runs for certain
 */
export function subclassed(frame: Frame, made: ClassValue): void {
  if (!frame.isCertain || !nativeBases(made).includes('env_config.Environment')) return;
  const chosen = frame.run.variables.get(CHOOSER) ?? fail(frame, 'ValueError', [choosing(made)]);
  if (!isChosen(chosen, nameOf(made))) return;
  const { named } = evaluateArguments(frame, made.node.getChild('ArgList'));
  if (!isConstant(named.get('use_environ'), true)) return;
  frame.run.understood.add('env_config');
  fail(frame, 'MissingEnvValueError', missingIn(frame, made));
  const methods = [...hooks(made, ['pre_setup']), ...computed(made, false), ...hooks(made, ['post_setup'])];
  for (const each of methods) callFunction(frame, each, noArguments);
}

function choosing(made: ClassValue): Read {
  return { source: made.source, node: made.node, name: CHOOSER, by: `class ${nameOf(made)}` };
}

/** Case is passed over; of what somebody will give, that it says production. */
function isChosen(chosen: Value, name: string): boolean {
  const text = stringOf(chosen);
  return text === undefined ? equal(chosen, constant(name)) === true : text.toLowerCase() === name.toLowerCase();
}

function nameOf({ source, node }: ClassValue): string {
  const name = node.getChild('VariableName');
  return name === null ? '' : source.text.slice(name.from, name.to);
}
