import { textOf, type SyntaxNode } from '../python-source.ts';
import type { Frame } from './frame.ts';
import { catches } from './python-error.ts';

/** Whether an exception of that type is caught around a node: by `except`, or by `with contextlib.suppress(…)`. */
export function isCaught(frame: Frame, node: SyntaxNode, type: string): boolean {
  if (frame.catching.some((types) => catches(types, type))) return true;
  for (let { parent } = node; parent !== null; parent = parent.parent) {
    const head = textOf(frame.source, parent).slice(0, HEAD);
    if (parent.name === 'WithStatement' && /^with\b[^:]*\bsuppress\(/.test(head)) return true;
  }
  return false;
}

const HEAD = 200;
