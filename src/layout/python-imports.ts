import { childrenOf, findAll, textOf, type PythonSource, type SyntaxNode } from './python-source.ts';

/** One import of a file: `import a.b`, `from a import b, c`, `from .a import *`. */
export interface PythonImport {
  /** As written, with leading dots when relative. */
  readonly module: string;
  /** What is taken from it; `*` for all, empty for a plain import. */
  readonly names: readonly string[];
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
  return { module, names, node };
}

function plainImports(source: PythonSource, node: SyntaxNode): PythonImport[] {
  return textOf(source, node)
    .replace(/^import\s+/, '')
    .split(',')
    .map((part) => part.trim().split(/\s+as\s+/)[0] ?? '')
    .map((module) => ({ module, names: [], node }));
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
