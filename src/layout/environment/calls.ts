import type { SyntaxNode } from '../python-source.ts';
import { evaluateArguments } from './arguments.ts';
import { instantiate } from './classes.ts';
import { dictionaryMethod } from './dictionary-methods.ts';
import { dynaconfMethod } from './dynaconf-object.ts';
import { noteArguments } from './files-named.ts';
import { evaluate, type Frame } from './frame.ts';
import { callFunction } from './functions.ts';
import { listMethod } from './list-methods.ts';
import { callNative } from './natives.ts';
import { callPath, pathMethod } from './paths.ts';
import { callReader } from './readers.ts';
import { textMethod } from './text-methods.ts';
import { unknown, type Value } from './values.ts';

/** A call: of what is known by name, of the project's own functions and classes, of an object that reads variables. */
export function call(frame: Frame, node: SyntaxNode): Value {
  const callee = evaluate(frame, node.firstChild);
  const passed = evaluateArguments(frame, node.getChild('ArgList'));
  noteArguments(frame, node, callee, passed);
  switch (callee.kind) {
    case 'native':
      return callNative(frame, node, callee.name, passed);
    case 'function':
      return callFunction(frame, callee, passed);
    case 'class':
      return instantiate(frame, callee, passed);
    case 'reader':
      return callReader(frame, node, callee, '', passed);
    case 'path':
      return callPath(callee, passed);
    case 'method':
      if (callee.of.kind === 'path') return pathMethod(frame, node, callee.of, callee.name, passed);
      if (callee.of.kind === 'reader') return callReader(frame, node, callee.of, callee.name, passed);
      if (callee.of.kind === 'dynaconf') return dynaconfMethod(frame, node, callee.of, callee.name, passed);
      if (callee.of.kind === 'dictionary') return dictionaryMethod(frame, callee.of, callee.name, passed);
      if (callee.of.kind === 'list') return listMethod(frame, node, callee.of, callee.name, passed);
      return textMethod(callee.of, callee.name, passed);
    default:
      return unknown;
  }
}
