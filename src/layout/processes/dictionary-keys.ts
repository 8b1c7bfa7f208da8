import { childrenOf, type PythonSource, type SyntaxNode } from '../python-source.ts';
import { stringsOf } from '../python-strings.ts';

/** The keys of a dictionary that are texts, in their order. */
export function dictionaryKeys(source: PythonSource, dictionary: SyntaxNode): readonly string[] {
  const parts = childrenOf(dictionary);
  return parts.filter((_, index) => parts[index + 1]?.name === ':').flatMap((key) => stringsOf(source, key));
}
