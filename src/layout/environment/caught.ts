import { textOf, type PythonSource, type SyntaxNode } from '../python-source.ts';
import type { Frame } from './frame.ts';
import { catches } from './python-error.ts';

/** Whether an exception of that type is caught around a node: by `except`, or by `with contextlib.suppress(…)`. */
export function isCaught(frame: Frame, node: SyntaxNode, type: string): boolean {
  if (frame.catching.some((types) => catches(types, type))) return true;
  for (let { parent } = node; parent !== null; parent = parent.parent) {
    if (suppresses(frame.source, parent)) return true;
  }
  return false;
}

/** `with contextlib.suppress(…):` */
export function suppresses(source: PythonSource, node: SyntaxNode): boolean {
  return node.name === 'WithStatement' && /^with\b[^:]*\bsuppress\(/.test(textOf(source, node).slice(0, HEAD));
}

const HEAD = 200;
