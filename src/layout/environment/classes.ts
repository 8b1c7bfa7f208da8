import type { Arguments } from './arguments.ts';
import { attributesOf, nativeBases } from './class-values.ts';
import type { Frame } from './frame.ts';
import { callFunction } from './functions.ts';
import { isPydanticSettings, settingsObject } from './pydantic.ts';
import { libraryOf, newReader } from './readers.ts';
import { unknown, type ClassValue, type Value } from './values.ts';

/**
 * Makes an object of a class of the project. Fields of pydantic's settings are read then; what the constructor reads
 * itself too.
 * @throws PythonError when it raises for certain, on account of variables that are not set
 */
export function instantiate(frame: Frame, called: ClassValue, passed: Arguments): Value {
  const natives = nativeBases(called);
  const library = natives.map(libraryOf).find((each) => each !== undefined);
  if (library !== undefined) return newReader(frame, library, passed);
  if (natives.some(isPydanticSettings)) return settingsObject(frame, called, passed);
  const constructor = attributesOf(called).get('__init__');
  if (constructor?.kind === 'function') {
    callFunction(frame, constructor, { ...passed, positional: [unknown, ...passed.positional] });
  }
  return unknown;
}
