import { childrenOf, type PythonSource, type SyntaxNode } from './python-source.ts';
import { stringsOf } from './python-strings.ts';

/** The keys of a dictionary that are texts, in their order. */
export function dictionaryKeys(source: PythonSource, dictionary: SyntaxNode): readonly string[] {
  const parts = childrenOf(dictionary);
  return parts.filter((_, index) => parts[index + 1]?.name === ':').flatMap((key) => stringsOf(source, key));
}

/** The value of a key of a dictionary that is written as a text. */
export function entryOf(source: PythonSource, dictionary: SyntaxNode, key: string): SyntaxNode | undefined {
  const parts = childrenOf(dictionary);
  const at = parts.findIndex(
    (part, index) => part.name === 'String' && parts[index + 1]?.name === ':' && stringsOf(source, part).includes(key),
  );
  return at === -1 ? undefined : parts[at + 2];
}
