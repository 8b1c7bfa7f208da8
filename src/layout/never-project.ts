/** Folders whose name alone says that nothing in them belongs to the project: version control, dependencies of other tools, caches. */
const neverEntered: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '__pycache__',
  '__pypackages__',
  '.venv',
  '.tox',
  '.nox',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.cache',
]);

/** Whether a folder of that name is left closed. Virtual environments of another name are known by their pyvenv.cfg. */
export function isNeverProject(name: string): boolean {
  return neverEntered.has(name);
}

/** The file that makes a folder a virtual environment (PEP 405). */
export const VENV_MARK = 'pyvenv.cfg';
