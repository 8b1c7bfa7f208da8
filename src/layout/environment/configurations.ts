import type { SyntaxNode } from '../python-source.ts';
import type { Arguments } from './arguments.ts';
import { attributesOf } from './class-values.ts';
import { fail, type Frame } from './frame.ts';
import { stringOf, unknown, type ClassValue, type ConfigurationValue, type Read, type Value } from './values.ts';

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
  };
  const isLate = late.test(name) || isConstant(named.get('late_binding'), true);
  if (value.name === undefined || isLate) return value;
  const read = missing(frame, value, value.name);
  return read === undefined ? unknown : fail(frame, 'ValueError', [read]);
}

function isConstant(value: Value | undefined, wanted: boolean): boolean {
  return value?.kind === 'constant' && value.value === wanted;
}

/** What a class of settings demands when django-configurations takes it: its own attributes and those of its bases. */
export function demandsOfClass(frame: Frame, taken: ClassValue): Read[] {
  return [...attributesOf(taken)].flatMap(([name, value]) => {
    const isSetting = value.kind === 'configuration-value' && /^[A-Z][A-Z0-9_]*$/.test(name);
    return (isSetting ? missing(frame, value, name) : undefined) ?? [];
  });
}

function missing({ run }: Frame, value: ConfigurationValue, attribute: string): Read | undefined {
  const own = value.name ?? attribute.toUpperCase();
  const name = value.prefix === '' ? own : `${value.prefix}_${own}`;
  if (!value.isRequired || run.variables.has(name)) return undefined;
  const { source, node } = value;
  const made = node.firstChild === null ? '' : source.text.slice(node.firstChild.from, node.firstChild.to);
  return { source, node, name, by: `${attribute} = ${made}` };
}
