import { literally } from '../patterns.ts';
import { folderOf, join, nameOf } from '../paths.ts';
import { childrenOf, textOf, type SyntaxNode } from '../python-source.ts';
import type { Arguments } from './arguments.ts';
import { noteHanded, noteOpened } from './files-absent.ts';
import type { Frame } from './frame.ts';
import { runStatements } from './modules.ts';
import { absolute, belowTree, pathText, placeInImage } from './paths.ts';
import { constant, unknown, type Value } from './values.ts';

const FILE = '__file__';

/**
 * `include("components/*.py", optional("local.py"))` of django-split-settings: runs the files one after the other as if they
 * were written here, each once; paths are those from the file that calls it. What they find as `__file__` is the file
 * that the first call stands in. One that is named in full and is not there ends the settings, unless it is `optional`.
 * Source: https://github.com/wemake-services/django-split-settings, split_settings/tools.py
 */
export function includeFiles(frame: Frame, node: SyntaxNode, { positional }: Arguments): Value {
  const { scope, source } = frame;
  const file = scope.names.get(FILE) ?? constant(placeInImage(source.path));
  scope.names.set(FILE, file);
  for (const path of positional.flatMap((each) => matching(frame, each))) {
    noteOpened(frame, argumentOf(frame, node, path), path);
    includeFile(frame, path);
  }
  return constant(null);
}

/** `optional("local.py")`: the path, which may have no file. */
export function optionalFile(frame: Frame, { positional: [path = unknown] }: Arguments): Value {
  for (const each of matching(frame, path)) noteHanded(frame, each);
  return path;
}

/** The argument of a call that ends in the file's name; else the call. */
function argumentOf({ source }: Frame, call: SyntaxNode, path: string): SyntaxNode {
  const ends = new RegExp(`${literally(nameOf(path))}\\W*$`);
  return (
    childrenOf(call)
      .flatMap(childrenOf)
      .find((each) => ends.test(textOf(source, each))) ?? call
  );
}

function includeFile(frame: Frame, path: string): void {
  const { run } = frame;
  const source = run.included.has(path) ? undefined : run.code.source(path);
  if (source === undefined) return;
  run.included.add(path);
  runStatements({ ...frame, source });
}

/** The files that a path, or one with `*` in it, stands for, in order of name. */
function matching({ run, source }: Frame, value: Value): readonly string[] {
  const text = pathText(value);
  if (text === undefined) return [];
  const pattern = text.startsWith('/') ? belowTree(absolute(run, text)) : join(folderOf(source.path), text);
  if (pattern === undefined) return [];
  if (!pattern.includes('*')) return [pattern];
  const matcher = new RegExp(`^${literally(pattern).replaceAll('\\*', '[^/]*')}$`);
  return run.code.files.list
    .map(({ path }) => path)
    .filter((path) => matcher.test(path))
    .toSorted();
}
