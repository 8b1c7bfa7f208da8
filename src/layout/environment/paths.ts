import { posix } from 'node:path';
import type { SyntaxNode } from '../python-source.ts';
import { PROJECT_IN_IMAGE } from '../../values/image-paths.ts';
import { folderOf, join, upFrom } from '../paths.ts';
import { argument, type Arguments } from './arguments.ts';
import type { Frame, Run } from './frame.ts';
import { isAbsent, noteHanded, noteOpened } from './files-absent.ts';
import { noteFile } from './files-read.ts';
import { constant, readsOf, stringOf, unknown, type PathValue, type Value } from './values.ts';

/** `__file__` of a file of the project, as it is in the image. */
export function placeInImage(path: string): string {
  return posix.join(PROJECT_IN_IMAGE, path);
}

/** The path below root of what lies in the tree; undefined for what lies elsewhere in the image, or for the tree itself. */
export function belowTree(path: string): string | undefined {
  return path.startsWith(`${PROJECT_IN_IMAGE}/`) ? join(path.slice(PROJECT_IN_IMAGE.length + 1)) : undefined;
}

/** A path, or the text of one. */
export function pathText(value: Value | undefined): string | undefined {
  return value?.kind === 'path' ? value.path : stringOf(value);
}

/** The absolute path that a text means; the working folder is that of manage.py. */
export function absolute({ code }: Run, path: string): string {
  return posix.resolve(PROJECT_IN_IMAGE, code.importRoots[0] ?? '.', path);
}

function asPath(path: string): PathValue {
  return { kind: 'path', path };
}

type Call = (frame: Frame, passed: readonly string[]) => Value;

const ofText =
  (make: (path: string, frame: Frame) => string): Call =>
  (frame, [path]) =>
    path === undefined ? unknown : constant(make(path, frame));

/** Functions that make a path of paths. Links of the project are taken for what they stand for: no name changes by them. */
const calls: Readonly<Record<string, Call>> = {
  'os.path.join': (_frame, parts) => constant(joined(parts)),
  'os.path.dirname': ofText((path) => posix.dirname(path)),
  'os.path.basename': ofText((path) => posix.basename(path)),
  'os.path.abspath': ofText((path, { run }) => absolute(run, path)),
  'os.path.realpath': ofText((path, { run }) => absolute(run, path)),
  'os.path.normpath': ofText((path) => posix.normalize(path)),
  'os.fspath': ofText((path) => path),
  'os.getcwd': ({ run }) => constant(absolute(run, '.')),
  'os.path.exists': existence,
  'os.path.isfile': existence,
  'os.path.isdir': existence,
  'pathlib.Path': (_frame, parts) => asPath(joined(parts)),
  'pathlib.PurePath': (_frame, parts) => asPath(joined(parts)),
  'pathlib.Path.cwd': ({ run }) => asPath(absolute(run, '.')),
  // django-environ's own: environ.Path(__file__) - 2
  'environ.Path': ({ run }, [path = '.']) => asPath(absolute(run, path)),
};

function joined(parts: readonly string[]): string {
  const start = parts.findLastIndex((part) => part.startsWith('/'));
  return posix.join(...parts.slice(Math.max(start, 0)));
}

/** Calls a function of os.path or a class of paths; undefined when the name is none of them. */
export function callPathFunction(
  frame: Frame,
  name: string,
  { positional, isWhole, named }: Arguments,
): Value | undefined {
  const made = Object.hasOwn(calls, name) ? calls[name] : undefined;
  if (made === undefined) return undefined;
  const parts = positional.map(pathText);
  if (!isWhole || named.size > 0 || parts.some((part) => part === undefined)) return unknown;
  return owed(made(frame, parts as string[]), positional);
}

/** What is made of a text that stands for a missing variable is owed to it as well. */
function owed(value: Value, parts: readonly Value[]): Value {
  const reads = parts.flatMap(readsOf);
  return value.kind === 'constant' ? { ...value, reads } : value;
}

/**
 * Whether something lies there in the image: no, when the project has nothing there. What it has may be left out, what
 * lies beyond the tree is the image's: neither is known.
 */
function existence({ run }: Frame, [path]: readonly string[]): Value {
  const below = path === undefined ? undefined : belowTree(absolute(run, path));
  if (below === undefined || below === '.') return unknown;
  return isAbsent(run, below) ? constant(false) : unknown;
}

/** An attribute of a path. */
export function pathAttribute(of: PathValue, name: string): Value {
  if (name === 'parent') return asPath(posix.dirname(of.path));
  if (name === 'parents') return { kind: 'list', items: parentsOf(of.path).map(asPath), reads: [] };
  if (name === 'name') return constant(posix.basename(of.path));
  if (name === 'suffix') return constant(posix.extname(of.path));
  if (name === 'stem') return constant(posix.basename(of.path, posix.extname(of.path)));
  return { kind: 'method', of, name };
}

function parentsOf(path: string): string[] {
  const parent = posix.dirname(path);
  return parent === path ? [] : [parent, ...parentsOf(parent)];
}

/** A method of a path. */
export function pathMethod(frame: Frame, node: SyntaxNode, of: PathValue, name: string, passed: Arguments): Value {
  const parts = passed.positional.map(pathText);
  if (/^(resolve|absolute|expanduser)$/.test(name)) return asPath(absolute(frame.run, of.path));
  if (/^(as_posix|__str__|__fspath__)$/.test(name)) return constant(of.path);
  if (/^(exists|is_file|is_dir)$/.test(name)) return existence(frame, [of.path]);
  const below = belowTree(absolute(frame.run, of.path));
  if (/^(open|read_text|read_bytes)$/.test(name)) {
    noteFile(frame, node, below);
    noteOpened(frame, node, below, name === 'open' ? argument(passed, 'mode', 0) : undefined);
  }
  if (/^(write_text|write_bytes|touch)$/.test(name)) noteHanded(frame, below);
  if (parts.some((part) => part === undefined)) return unknown;
  if (name === 'joinpath' || name === 'path') return asPath(joined([of.path, ...(parts as string[])]));
  if (name === 'with_name') return asPath(posix.join(posix.dirname(of.path), parts[0] ?? ''));
  return unknown;
}

/** `root("static")` of django-environ: the text of a path below. */
export function callPath(of: PathValue, { positional }: Arguments): Value {
  const parts = positional.map(pathText);
  return parts.some((part) => part === undefined) ? unknown : constant(joined([of.path, ...(parts as string[])]));
}

/** `path / "part"`, `"part" / path`, and django-environ's `path - 2`; undefined for any other operation. */
export function pathOperation(operator: string, first: Value, second: Value): Value | undefined {
  if (first.kind !== 'path' && second.kind !== 'path') return undefined;
  const [one, other] = [pathText(first), pathText(second)];
  if (operator === '/' && one !== undefined && other !== undefined) return asPath(joined([one, other]));
  if (operator === '-' && first.kind === 'path' && second.kind === 'constant' && typeof second.value === 'number') {
    return asPath(posix.resolve(first.path, '../'.repeat(Math.min(Math.max(second.value, 0), 50))));
  }
  return unknown;
}

/** The files called `.env` that a search upwards from a file of the project finds, nearest first. */
export function dotenvAbove({ code }: Run, path: string): string | undefined {
  return upFrom(folderOf(path))
    .map((folder) => join(folder, '.env'))
    .find((each) => each !== undefined && code.files.entry(each)?.kind === 'file');
}
