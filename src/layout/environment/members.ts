import { childrenOf, textOf, type SyntaxNode } from '../python-source.ts';
import { noArguments } from './arguments.ts';
import { attributesOf } from './class-values.ts';
import { dynaconfAttribute, setting } from './dynaconf-object.ts';
import { evaluate, fail, isExpression, type Frame } from './frame.ts';
import { callFunction } from './functions.ts';
import { isFunction, isUnknownName, noteMistake } from './mistakes.ts';
import { pathAttribute } from './paths.ts';
import { settingsField } from './pydantic.ts';
import { nativeValue } from './readers.ts';
import { readVariable } from './variables.ts';
import { isMissing, readsOf, stringOf, unknown, type ClassValue, type Value } from './values.ts';

/** `a.b` or `a[b]`. */
export function member(frame: Frame, node: SyntaxNode): Value {
  const parts = childrenOf(node);
  const [object, sign, name] = parts;
  const value = evaluate(frame, object);
  if (sign?.name === '.') return attribute(frame, node, value, name === undefined ? '' : textOf(frame.source, name));
  const indexes = parts.slice(2).filter((part) => isExpression(frame, part));
  const keys = indexes.map((each) => evaluate(frame, each));
  const isSlice = parts.slice(2).some(({ name: each }) => each === ':' || each === ',');
  return isSlice || keys[0] === undefined ? sliced(frame, value) : item(frame, node, value, keys[0]);
}

function attribute(frame: Frame, node: SyntaxNode, value: Value, name: string): Value {
  switch (value.kind) {
    case 'native':
      if (isUnknownName(value.name, name)) noteMistake(frame, node, 'no-such-name');
      return nativeValue(frame, `${value.name}.${name}`);
    case 'module':
      return value.scope.names.get(name) ?? frame.run.modules.get(`${value.name}.${name}`) ?? unknown;
    case 'class':
      return ofClass(frame, value, attributesOf(value).get(name) ?? unknown);
    case 'reader':
      return name === 'ENVIRON' ? { kind: 'native', name: 'os.environ' } : { kind: 'method', of: value, name };
    case 'dynaconf':
      return dynaconfAttribute(frame, node, value, name);
    case 'method':
      // `settings.validators.register`
      return value.of.kind === 'dynaconf' ? { ...value, name: `${value.name}.${name}` } : unknown;
    case 'constant':
      if (isMissing(value)) return fail(frame, 'AttributeError', value.reads);
      return { kind: 'method', of: value, name };
    case 'path':
      return pathAttribute(value, name);
    case 'object':
      return value.attributes.entries.get(name) ?? unknown;
    case 'settings-object':
      return settingsField(frame, value, name);
    case 'list':
    case 'dictionary':
    case 'given':
      return { kind: 'method', of: value, name };
    default:
      return unknown;
  }
}

/** What a class has under a name: a property is computed, a method bound. */
function ofClass(frame: Frame, owner: ClassValue, value: Value): Value {
  if (value.kind !== 'function' || value.as === 'staticmethod') return value;
  if (value.as === 'property') return callFunction(frame, { ...value, self: owner }, noArguments);
  return value.as === 'classmethod' || owner.isObject === true ? { ...value, self: owner } : value;
}

function item(frame: Frame, node: SyntaxNode, value: Value, key: Value): Value {
  if (value.kind === 'native' && value.name === 'os.environ')
    return readVariable(frame, node, key, { error: 'KeyError' });
  if (value.kind === 'native' && isFunction(value.name)) noteMistake(frame, node, 'function-indexed');
  if (value.kind === 'native' && value.name === 'sys.argv') return { kind: 'native', name: 'sys.argv[]' };
  if (value.kind === 'dynaconf') return setting(frame, node, value, key, 'KeyError');
  if (value.kind === 'dictionary') return value.entries.get(stringOf(key) ?? '') ?? unknown;
  // The first of a list, `HOST.split(":")[0]`, counts as what somebody gives.
  if (value.kind === 'made' && value.as.kind === 'list' && key.kind === 'constant' && key.value === 0)
    return { kind: 'given', from: value.from };
  if (value.kind === 'list' && key.kind === 'constant' && typeof key.value === 'number') {
    return value.items.at(key.value) ?? fail(frame, 'IndexError', value.reads);
  }
  return sliced(frame, value);
}

function sliced(frame: Frame, value: Value): Value {
  return isMissing(value) ? fail(frame, 'TypeError', readsOf(value)) : unknown;
}
