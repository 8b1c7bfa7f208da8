import type { SyntaxNode } from '../python-source.ts';
import { noArguments, type Arguments } from './arguments.ts';
import { attributesOf } from './class-values.ts';
import { computed, hooks, isSetting } from './class-settings.ts';
import { fail, type Frame } from './frame.ts';
import { callFunction } from './functions.ts';
import { runDemanding } from './modules.ts';
import { noteCast } from './readings.ts';
import { stringOf, unknown, type ClassValue, type ConfigurationValue, type Read, type Value } from './values.ts';
import { cast as castTo, valueWhenSet } from './variables.ts';

/** These read their variable only when the class is taken, even when its name is given. */
const late = /\.(Database|Cache|Email|Search)URLValue$/;

/**
 * A value of django-configurations. One that is told its variable's name reads it at once, the others when their class
 * is taken, by the name of the attribute. Source: configurations/values.py, `Value.__new__` and `full_environ_name`.
 */
export function configurationValue(frame: Frame, node: SyntaxNode, name: string, { named, isWhole }: Arguments): Value {
  const isFalse = (key: string): boolean => isConstant(named.get(key), false);
  if (!isWhole || isFalse('environ')) return unknown;
  const prefix = named.get('environ_prefix');
  const value: ConfigurationValue = {
    kind: 'configuration-value',
    source: frame.source,
    node,
    prefix: prefix === undefined ? 'DJANGO' : (stringOf(prefix) ?? ''),
    name: stringOf(named.get('environ_name')),
    isRequired: name.endsWith('.SecretValue') || isConstant(named.get('environ_required'), true),
    cast: castOfClass(name),
  };
  if (value.name !== undefined) noteCast(frame, variableOf(value, ''), numberOf(name), value);
  const isLate = late.test(name) || isConstant(named.get('late_binding'), true);
  if (value.name === undefined || isLate) return value;
  const read = missing(frame, value, value.name);
  return read === undefined ? taken(frame, value, value.name) : fail(frame, 'ValueError', [read]);
}

/** What a value is once its class is taken: what somebody gives its variable, as far as that is known to be set. */
function taken(frame: Frame, value: ConfigurationValue, attribute: string): Value {
  const from = variableOf(value, attribute);
  return frame.run.variables.get(from)?.kind === 'given' ? castTo({ kind: 'given', from }, value.cast) : unknown;
}

function numberOf(name: string): string | undefined {
  const [, type = ''] = /\.(Integer|Float|Decimal|Boolean)Value$/.exec(name) ?? [];
  return { Integer: 'int', Float: 'float', Decimal: 'decimal', Boolean: 'bool' }[type];
}

/** A class of values by what it makes of a text. */
export function castOfClass(name: string): string {
  const [, type = ''] = /(\w+?)Value$/.exec(name) ?? [];
  if (/^(List|Tuple|Set)$/.test(type)) return 'list';
  return /^(|Secret|URL|Email|IP|Regex|Path|DatabaseURL)$/.test(type) ? 'str' : 'other';
}

/** Whether it is that truth value, and not something that counts as it. */
export function isConstant(value: Value | undefined, wanted: boolean): boolean {
  return value?.kind === 'constant' && value.value === wanted;
}

/**
 * What a class of settings demands when django-configurations takes it: its own attributes and those of its bases, and what
 * methods and properties ask for. Source: configurations/importer.py, `ConfigurationFinder.exec_module`.
 */
export function demandsOfClass(frame: Frame, taken: ClassValue): Read[] {
  const found = missingIn(frame, taken);
  for (const { name } of found) frame.run.variables.set(name, valueWhenSet(name));
  const methods = [...hooks(taken, ['pre_setup']), ...computed(taken, true), ...hooks(taken, ['post_setup'])];
  for (const each of methods) runDemanding(frame, () => void callFunction(frame, each, noArguments));
  return found;
}

/** What a class of settings sets, once it is taken. */
export function settingsOfClass(frame: Frame, of: ClassValue): ReadonlyMap<string, Value> {
  const settled = [...attributesOf(of)].map(
    ([name, value]) => [name, value.kind === 'configuration-value' ? taken(frame, value, name) : value] as const,
  );
  return new Map(settled);
}

/** Values among the attributes of a class, and of its bases, that are required, and whose variables are not set. */
export function missingIn(frame: Frame, taken: ClassValue): Read[] {
  return [...attributesOf(taken)].flatMap(([name, value]) => {
    const isRead = value.kind === 'configuration-value' && isSetting(name);
    return (isRead ? missing(frame, value, name) : undefined) ?? [];
  });
}

function missing({ run }: Frame, value: ConfigurationValue, attribute: string): Read | undefined {
  const name = variableOf(value, attribute);
  if (!value.isRequired || run.variables.has(name)) return undefined;
  const { source, node } = value;
  const made = node.firstChild === null ? '' : source.text.slice(node.firstChild.from, node.firstChild.to);
  return { source, node, name, by: `${attribute} = ${made}` };
}

function variableOf({ name, prefix }: ConfigurationValue, attribute: string): string {
  const own = name ?? attribute.toUpperCase();
  return prefix === '' ? own : `${prefix}_${own}`;
}
