import type { Origin } from '../../values/fact.ts';
import { findAll, originOf, type PythonSource, type SyntaxNode } from '../python-source.ts';
import { stringsOf } from '../python-strings.ts';

/** Where the settings name something: an app, a backend. Undefined when they do not. */
export function placeOfString(sources: readonly PythonSource[], pattern: RegExp): Origin | undefined {
  for (const source of sources) {
    const found = textsOf(source).find(({ texts }) => texts.some((text) => pattern.test(text)));
    if (found !== undefined) return originOf(source, found.node);
  }
  return undefined;
}

/** Asked for many names: the strings of a file are read once. */
const read = new WeakMap<PythonSource, readonly { readonly node: SyntaxNode; readonly texts: readonly string[] }[]>();

function textsOf(source: PythonSource) {
  const known = read.get(source);
  if (known !== undefined) return known;
  const found = findAll(source.top, 'String').map((node) => ({ node, texts: stringsOf(source, node) }));
  read.set(source, found);
  return found;
}
