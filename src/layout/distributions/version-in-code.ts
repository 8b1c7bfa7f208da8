import type { Fact } from '../../values/fact.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, join } from '../paths.ts';
import { projectCode, pythonSource } from '../project-code.ts';
import { importsOf } from '../python-imports.ts';
import { projectNames } from '../project-names.ts';
import {
  argumentsOf,
  calleeOf,
  childrenOf,
  originOf,
  textOf,
  type PythonSource,
  type SyntaxNode,
} from '../python-source.ts';
import { stringsOf, valuesOf, type Expression } from '../python-strings.ts';

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
  const found = values.flatMap((value) => versionAt(value.source, value.node) ?? []).at(-1);
  // One that is put together, or made by a function, is made of what stands beside it.
  return found ?? versionInFile(files, source.path);
}

/** The version that a module holds of which an expression of setup.py uses a name: `version=get_version()`. */
export function versionImported(files: ProjectFiles, { source, node }: Expression): Fact<string> | undefined {
  const folder = folderOf(source.path);
  const code = projectCode(files, [folder, join(folder, 'src') ?? folder]);
  const words = new Set(textOf(source, node).match(/\w+/g) ?? []);
  return importsOf(source)
    .filter(({ module, names }) => [module, ...names].some((name) => words.has(name)))
    .flatMap(({ module }) => code.fileOf(module) ?? [])
    .map((file) => versionInFile(files, file))
    .find((found) => found !== undefined);
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
  const value = node.name === 'TupleExpression' ? joined(source, node) : stringsOf(source, given(source, node)).at(-1);
  return value === undefined || value === '' ? undefined : { value, origin: originOf(source, node) };
}

/** `Version("4.1.0")`, as packaging has it. */
function given(source: PythonSource, node: SyntaxNode): SyntaxNode {
  const isMade = node.name === 'CallExpression' && /(^|\.)Version$/.test(calleeOf(source, node));
  return (isMade ? argumentsOf(source, node).positional[0] : undefined) ?? node;
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
