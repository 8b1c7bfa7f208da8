import { childrenOf, textOf, type SyntaxNode } from '../python-source.ts';
import type { Arguments } from './arguments.ts';
import { attributesOf } from './class-values.ts';
import { fail, type Frame } from './frame.ts';
import { callFunction } from './functions.ts';
import { noteCast } from './readings.ts';
import { owedTo, stringOf, unknown, type ClassValue, type Read, type SettingsObject, type Value } from './values.ts';
import { cast } from './variables.ts';

/** Whether a class is pydantic's for settings: its fields are read from the environment. */
export function isPydanticSettings(name: string): boolean {
  return /^pydantic(_settings|\.v1|\.env_settings)?\.BaseSettings$/.test(name);
}

/**
 * Makes an object of a settings class. It cannot be made without the fields that have a type and no default; one whose type
 * allows None is left out, as only the second version of pydantic demands it.
 * @throws PythonError when such a field has no variable, and this runs for certain
 */
export function settingsObject(frame: Frame, called: ClassValue, passed: Arguments): Value {
  const fields = readFields(called).filter(({ attribute }) => !passed.named.has(attribute));
  const missing = fields.filter(({ isRequired, read }) => isRequired && !frame.run.variables.has(read.name));
  const failed = passed.isWhole
    ? fail(
        frame,
        'ValidationError',
        missing.map(({ read }) => read),
      )
    : unknown;
  if (!passed.isWhole || missing.length > 0 || isChanged(called)) return failed;
  const values = attributesOf(called);
  const text = chainOf(called)
    .map(({ source, node }) => textOf(source, node))
    .join('\n');
  const isAlone = !text.includes('secrets_dir');
  const named = fields
    .filter(({ attribute }) => !isValidated(text, attribute))
    .map(({ attribute, read, type }) => {
      const otherwise = isAlone ? values.get(attribute) : undefined;
      return [attribute, { read, type, default: otherwise ?? unknown }] as const;
    });
  for (const [, { read, type }] of named) noteCast(frame, read.name, castOfType(type), read);
  return { kind: 'settings-object', fields: new Map(named), attributes: values };
}

/**
 * What a field holds: its variable when that is set, else its default, owed to the variable's absence; what a property
 * of the class makes of them.
 * @throws PythonError when that raises for certain, on account of variables that are not set
 */
export function settingsField(frame: Frame, object: SettingsObject, name: string): Value {
  const field = object.fields.get(name);
  const attribute = object.attributes.get(name);
  if (field === undefined) {
    const isComputed = attribute?.kind === 'function' && attribute.as === 'property';
    return isComputed ? callFunction(frame, attribute, onlyItself(object)) : unknown;
  }
  const value = frame.run.variables.get(field.read.name);
  if (value === undefined) return owedTo(field.default, [field.read]);
  return cast(value.kind === 'given' ? { ...value, from: field.read.name } : value, castOfType(field.type));
}

/** A type of a field by the cast of other libraries that does the same; lists are read as JSON. */
function castOfType(type: string): string {
  const plain = type.replaceAll(/\b(typing\.|Optional\[|Annotated\[)|\s*\|\s*None\b|\]$/g, '');
  if (/^(pydantic\.)?(str|Secret|SecretStr|\w*(Dsn|Url|URL))\b(?!\[)/.test(plain)) return 'str';
  return /\b(list|tuple|set|dict|sequence)\b/i.test(type) ? 'json' : plain;
}

/** A validator of its own decides what the field holds. */
function isValidated(text: string, attribute: string): boolean {
  const named = [...text.matchAll(/validator\(([^)]*)\)/g)].map(([, written = '']) => written);
  return named.some((written) => new RegExp(`["'](\\*|${attribute})["']`).test(written));
}

function onlyItself(object: SettingsObject): Arguments {
  return { positional: [object], named: new Map(), isWhole: true };
}

/** Each field of a class and its bases, with the variable that it is read from. */
function readFields(called: ClassValue): (Field & { readonly read: Read; readonly type: string })[] {
  const prefix = prefixOf(called);
  const fields = new Map(
    chainOf(called)
      .flatMap((each) => fieldsOf(each))
      .map((field) => [field.attribute, field]),
  );
  return [...fields.values()].map((field) => {
    const { attribute, alias, source, node } = field;
    const type = typeText({ source, node });
    const name = (alias ?? prefix + attribute).toUpperCase();
    return { ...field, type, read: { source, node, name, by: `${attribute}: ${type}` } };
  });
}

/** Code of its own, or sources besides the environment and files, decide what the fields hold. */
function isChanged(called: ClassValue): boolean {
  return chainOf(called).some(({ source, node }) =>
    /(model|root)_validator\b|__init__|model_post_init|customise_sources|AliasChoices/.test(textOf(source, node)),
  );
}

interface Field extends Pick<ClassValue, 'source' | 'node'> {
  readonly attribute: string;
  readonly isRequired: boolean;
  readonly alias: string | undefined;
}

function chainOf(called: ClassValue, depth = 0): ClassValue[] {
  const bases = called.bases.filter((base) => base.kind === 'class');
  return depth > 5 ? [] : [...bases.toReversed().flatMap((base) => chainOf(base, depth + 1)), called];
}

function fieldsOf({ source, node }: ClassValue): Field[] {
  return childrenOf(node.getChild('Body') ?? node).flatMap((statement) => {
    const type = statement.name === 'AssignStatement' ? statement.getChild('TypeDef') : null;
    const name = statement.firstChild;
    if (type === null || name?.name !== 'VariableName' || /ClassVar/.test(textOf(source, type))) return [];
    const value = statement.getChild('AssignOp') === null ? undefined : (statement.lastChild ?? undefined);
    const isOptional = /Optional\[|\bNone\b|\bAny\b/.test(textOf(source, type));
    const made = value === undefined ? '' : textOf(source, value);
    const isRequired = !isOptional && (value === undefined || made === '...' || isBareField(made));
    return [{ source, node: statement, attribute: textOf(source, name), isRequired, alias: aliasIn(made) }];
  });
}

/** `Field(...)` or a Field that neither by its first argument nor by name has a default. */
function isBareField(made: string): boolean {
  if (!/^(\w+\.)?Field\(/.test(made) || /\bdefault(_factory)?\s*=/.test(made)) return false;
  return /^(\w+\.)?Field\(\s*(\.\.\.|\w+\s*=|\))/.test(made);
}

function aliasIn(made: string): string | undefined {
  return /\b(?:validation_alias|alias|env)\s*=\s*["'](\w+)["']/.exec(made)?.[1];
}

/** `env_prefix` of `model_config = SettingsConfigDict(…)`, or of the inner class Config. */
function prefixOf({ source, node, scope }: ClassValue): string {
  const inner = scope.names.get('Config');
  const own: Value | undefined = inner?.kind === 'class' ? inner.scope.names.get('env_prefix') : undefined;
  const config = childrenOf(node.getChild('Body') ?? node).find((each) => isModelConfig(source.text, each));
  const written =
    config === undefined ? undefined : /env_prefix["']?\s*[=:]\s*["'](\w*)["']/.exec(textOf(source, config))?.[1];
  return stringOf(own) ?? written ?? '';
}

function isModelConfig(text: string, { firstChild, name }: SyntaxNode): boolean {
  return (
    name === 'AssignStatement' && firstChild !== null && text.slice(firstChild.from, firstChild.to) === 'model_config'
  );
}

function typeText({ source, node }: Pick<Field, 'source' | 'node'>): string {
  const type = node.getChild('TypeDef');
  return type === null ? '' : textOf(source, type).replace(/^:\s*/, '');
}
