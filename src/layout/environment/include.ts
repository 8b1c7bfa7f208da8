import { literally } from '../patterns.ts';
import { folderOf, join } from '../paths.ts';
import type { Arguments } from './arguments.ts';
import type { Frame } from './frame.ts';
import { runStatements } from './modules.ts';
import { absolute, belowTree, pathText, placeInImage } from './paths.ts';
import { constant, type Value } from './values.ts';

const FILE = '__file__';

/**
 * `include("components/*.py", optional("local.py"))` of django-split-settings: runs the files one after the other as if they
 * were written here, each once; paths are those from the file that calls it. What they find as `__file__` is the file
 * that the first call stands in. Source: https://github.com/wemake-services/django-split-settings, split_settings/tools.py
 */
export function includeFiles(frame: Frame, { positional }: Arguments): Value {
  const { scope, source } = frame;
  const file = scope.names.get(FILE) ?? constant(placeInImage(source.path));
  scope.names.set(FILE, file);
  for (const path of positional.flatMap((each) => matching(frame, each))) includeFile(frame, path);
  return constant(null);
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
