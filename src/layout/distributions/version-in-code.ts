import type { Fact } from '../../values/fact.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { join } from '../paths.ts';
import { projectCode, pythonSource } from '../project-code.ts';
import { projectNames } from '../project-names.ts';
import { childrenOf, originOf, textOf, type PythonSource, type SyntaxNode } from '../python-source.ts';
import { stringsOf, valuesOf } from '../python-strings.ts';

/** Longer ones are no file that holds a version alone. */
const LONGEST = 100;

/** The version that an attribute of the project's code holds, `shop.version.VERSION`: a text, or a tuple of numbers. */
export function versionOfAttribute(files: ProjectFiles, folder: string, name: string): Fact<string> | undefined {
  const roots = [folder, join(folder, 'src')].filter((each) => each !== undefined);
  const code = projectCode(files, roots);
  const end = name.lastIndexOf('.');
  const file = end === -1 ? undefined : code.fileOf(name.slice(0, end));
  const source = file === undefined ? undefined : code.source(file);
  if (source === undefined) return undefined;
  const values = projectNames(code, []).values(source, name.slice(end + 1));
  return values.flatMap((value) => versionAt(value.source, value.node) ?? []).at(-1);
}

/** The version that a file holds: a module in `__version__` or `VERSION`, any other as its first line. */
export function versionInFile(files: ProjectFiles, path: string): Fact<string> | undefined {
  if (path.endsWith('.py')) {
    const source = pythonSource(files, path);
    if (source === undefined) return undefined;
    const nodes = ['__version__', 'VERSION', 'version'].flatMap((name) => valuesOf(source, name));
    return nodes.map((node) => versionAt(source, node)).find((found) => found !== undefined);
  }
  const line = (files.readText(path) ?? '').trim();
  return line === '' || line.length > LONGEST || line.includes('\n')
    ? undefined
    : { value: line, origin: { file: path, line: 1 } };
}

function versionAt(source: PythonSource, node: SyntaxNode): Fact<string> | undefined {
  const value = node.name === 'TupleExpression' ? joined(source, node) : stringsOf(source, node).at(-1);
  return value === undefined || value === '' ? undefined : { value, origin: originOf(source, node) };
}

/** `(4, 1, 0)`; what follows the numbers is not read. */
function joined(source: PythonSource, tuple: SyntaxNode): string {
  const parts = childrenOf(tuple).filter(({ name }) => !/^[(),]$/.test(name));
  const end = parts.findIndex(({ name }) => name !== 'Number');
  return parts
    .slice(0, end === -1 ? parts.length : end)
    .map((part) => textOf(source, part))
    .join('.');
}
