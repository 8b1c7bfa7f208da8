import type { SyntaxNode } from '../python-source.ts';
import { argument, type Arguments } from './arguments.ts';
import { isKnown, validate, variableOf } from './dynaconf.ts';
import type { Frame } from './frame.ts';
import { constant, readsOf, stringOf, unknown, type Dynaconf, type Value } from './values.ts';
import { readVariable } from './variables.ts';

/** A method of settings that dynaconf made (https://www.dynaconf.com/advanced/). @throws PythonError as `validate` does */
export function dynaconfMethod(frame: Frame, node: SyntaxNode, of: Dynaconf, name: string, passed: Arguments): Value {
  const [first = unknown, second = unknown] = passed.positional;
  switch (name) {
    case 'get':
      return setting(frame, node, of, first, 'KeyError', argument(passed, 'default', 1) ?? constant(null));
    case 'set':
      setOn(frame, of, stringOf(first), second);
      return unknown;
    case 'to_dict':
    case 'as_dict':
      return of;
    case 'update':
      takeOver(of, first);
      return unknown;
    case 'load_file':
      loadFile(of, passed.named.get('path') ?? first);
      return unknown;
    case 'validators.register':
      if (frame.isCertain) of.validators.push(...passed.positional.flatMap(readsOf));
      return unknown;
    case 'validators.validate':
    case 'validators.validate_all':
      validate(frame, of, of.validators);
      return unknown;
    default:
      return unknown;
  }
}

/** `settings.NAME`, or a method; `settings.validators` holds methods of its own. */
export function dynaconfAttribute(frame: Frame, node: SyntaxNode, of: Dynaconf, name: string): Value {
  if (name !== name.toUpperCase() || !/[A-Z]/.test(name)) return { kind: 'method', of, name };
  return setting(frame, node, of, constant(name), 'AttributeError');
}

/** `settings["NAME"]` and its like. @throws PythonError when nothing has it, and this runs for certain */
export function setting(
  frame: Frame,
  node: SyntaxNode,
  of: Dynaconf,
  key: Value,
  error: string,
  otherwise?: Value,
): Value {
  const name = stringOf(key);
  if (name === undefined) return unknown;
  const set = of.set.get(name.toUpperCase());
  if (set !== undefined) return set;
  const variable = variableOf(of, name);
  if (!of.isWhole || isKnown(frame, of, name)) return frame.run.variables.get(variable) ?? unknown;
  const at = key.kind === 'constant' ? key.at : undefined;
  const asked = { ...constant(variable), ...(at === undefined ? {} : { at }) } as Value;
  return readVariable(frame, node, asked, { error, default: otherwise });
}

/** Gives a name a value; what may not run leaves it unknown. */
export function setOn(frame: Frame, of: Dynaconf, name: string | undefined, value: Value): void {
  if (name !== undefined) of.set.set(name.toUpperCase(), frame.isCertain ? value : unknown);
}

/** Takes the values of another over, which are not gone through one by one: what asks it asks both. */
function takeOver(of: Dynaconf, other: Value): void {
  if (other.kind === 'dictionary') {
    for (const [name, value] of other.entries) of.set.set(name.toUpperCase(), value);
    of.isWhole &&= other.isWhole;
  } else if (other.kind === 'dynaconf') {
    of.prefix = other.prefix;
    of.isWhole = other.isWhole;
    of.files.push(...other.files);
    for (const [name, value] of other.set) of.set.set(name, value);
  } else of.isWhole = false;
}

function loadFile(of: Dynaconf, file: Value): void {
  const name = stringOf(file);
  if (name === undefined) of.isWhole = false;
  else of.files.push(name);
}
