import type { ProjectFiles } from '../values/project-files.ts';
import { join } from './paths.ts';
import { parsePython, type PythonSource } from './python-source.ts';

/** The project's Python, seen from the folder of one manage.py: which file a dotted module is, and what it holds. */
export interface ProjectCode {
  readonly files: ProjectFiles;
  /** Folders below root that are on the import path, the folder of manage.py first. */
  readonly importRoots: readonly string[];
  /** File of a module (`a/b.py` or `a/b/__init__.py`); undefined when the project has none, as for an installed package. */
  fileOf(module: string): string | undefined;
  /** A Python file, parsed once. */
  source(path: string): PythonSource | undefined;
}

/** Each file is parsed once a listing: parsing is most of the time that reading a small project takes. */
const parsed = new WeakMap<ProjectFiles, Map<string, PythonSource | undefined>>();

/** A Python file of the project, parsed once; undefined when there is none. */
export function pythonSource(files: ProjectFiles, path: string): PythonSource | undefined {
  const sources = parsed.get(files) ?? new Map<string, PythonSource | undefined>();
  parsed.set(files, sources);
  if (!sources.has(path)) {
    const text = files.readText(path);
    sources.set(path, text === undefined ? undefined : parsePython(path, text));
  }
  return sources.get(path);
}

/** Finds the project's modules on the given import path. */
export function projectCode(files: ProjectFiles, importRoots: readonly string[]): ProjectCode {
  return {
    files,
    importRoots,
    fileOf: (module) => importRoots.map((root) => moduleFile(files, root, module)).find((path) => path !== undefined),
    source: (path) => pythonSource(files, path),
  };
}

function moduleFile(files: ProjectFiles, root: string, module: string): string | undefined {
  if (!/^[^\s./]+(\.[^\s./]+)*$/.test(module)) return undefined;
  const below = module.replaceAll('.', '/');
  return [`${below}/__init__.py`, `${below}.py`]
    .map((path) => join(root, path))
    .find((path) => path !== undefined && isFile(files, path));
}

function isFile(files: ProjectFiles, path: string): boolean {
  const kind = files.entry(path)?.kind;
  return kind === 'file' || (kind === 'symlink' && files.readText(path) !== undefined);
}

/** Whether the project has a module, a package or a folder of that name on its import path. */
export function hasTop(code: ProjectCode, name: string): boolean {
  const { files, importRoots } = code;
  return (
    code.fileOf(name) !== undefined || importRoots.some((root) => files.entry(join(root, name) ?? '') !== undefined)
  );
}
