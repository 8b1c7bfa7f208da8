import { childrenOf, findAll, textOf, type PythonSource, type SyntaxNode } from './python-source.ts';

/** One import of a file: `import a.b`, `from a import b, c`, `from .a import *`. */
export interface PythonImport {
  /** As written, with leading dots when relative. */
  readonly module: string;
  /** What is taken from it; `*` for all, empty for a plain import. */
  readonly names: readonly string[];
  /** What stands after `as`, by the name (or the module) before it. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly node: SyntaxNode;
}

/** Every import of a file, functions' included, in the order of the text. */
export function importsOf(source: PythonSource): PythonImport[] {
  return findAll(source.top, 'ImportStatement').flatMap((node) => {
    const words = childrenOf(node);
    return words[0]?.name === 'from' ? [fromImport(source, node, words)] : plainImports(source, node);
  });
}

function fromImport(source: PythonSource, node: SyntaxNode, words: readonly SyntaxNode[]): PythonImport {
  const middle = words.findIndex((word) => word.name === 'import');
  const module = words
    .slice(1, middle)
    .map((word) => textOf(source, word))
    .join('');
  const names = words
    .slice(middle + 1)
    .filter(
      (word, index, rest) => (word.name === 'VariableName' || word.name === '*') && rest[index - 1]?.name !== 'as',
    )
    .map((word) => textOf(source, word));
  const renamed = words.flatMap((word, at) => {
    const [before, after] = [words[at - 1], words[at + 1]];
    return word.name === 'as' && before !== undefined && after !== undefined
      ? [[textOf(source, before), textOf(source, after)] as const]
      : [];
  });
  return { module, names, renamed: new Map(renamed), node };
}

/** The names by which the importing module knows what it takes. */
export function boundNames({ names, renamed }: PythonImport): readonly string[] {
  return names.map((name) => renamed.get(name) ?? name);
}

function plainImports(source: PythonSource, node: SyntaxNode): PythonImport[] {
  return textOf(source, node)
    .replace(/^import\s+/, '')
    .split(',')
    .map((part) => part.trim().split(/\s+as\s+/))
    .map(([module = '', as]) => ({
      module,
      names: [],
      renamed: new Map(as === undefined ? [] : [[module, as]]),
      node,
    }));
}

/** The absolute name of what a module imports; a package (`__init__.py`) counts its dots from itself. */
export function absoluteModule(importer: string, isPackage: boolean, module: string): string | undefined {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  if (dots === 0) return module;
  const parts = importer.split('.');
  const keep = parts.length - dots + (isPackage ? 1 : 0);
  if (keep < 0) return undefined;
  return [...parts.slice(0, keep), ...module.slice(dots).split('.')].filter((part) => part !== '').join('.');
}
