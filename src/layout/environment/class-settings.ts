import { attributesOf } from './class-values.ts';
import type { ClassValue, FunctionValue, Value } from './values.ts';

/** What the libraries take for a setting among the attributes of a class. */
export function isSetting(name: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(name);
}

/** Methods of a class by name, as far as it has them, ready to be called on it. */
export function hooks(taken: ClassValue, names: readonly string[]): FunctionValue[] {
  const attributes = attributesOf(taken);
  return names.flatMap((name) => bound(attributes.get(name), taken));
}

/** Settings that are computed: properties and, where they are called for their value, methods. */
export function computed(taken: ClassValue, areMethodsCalled: boolean): FunctionValue[] {
  return [...attributesOf(taken)].flatMap(([name, value]) => {
    const isComputed = value.kind === 'function' && (areMethodsCalled || value.as === 'property');
    return isComputed && isSetting(name) ? bound(value, taken) : [];
  });
}

function bound(value: Value | undefined, taken: ClassValue): FunctionValue[] {
  if (value?.kind !== 'function') return [];
  const self: ClassValue = { ...taken, isObject: true };
  return [value.as === 'staticmethod' ? value : { ...value, self }];
}
