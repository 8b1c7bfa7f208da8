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
const VENV_MARK = 'pyvenv.cfg';

/** What venv, virtualenv and uv put into one. */
const ofEnvironment: ReadonlySet<string> = new Set([
  VENV_MARK,
  'bin',
  'include',
  'lib',
  'lib64',
  'man',
  'share',
  'Scripts',
  'Lib',
  'Include',
]);
/** What they, pip and git leave there besides; in a project it is the project's. */
const perhapsOfEnvironment: ReadonlySet<string> = new Set(['.gitignore', '.lock', 'CACHEDIR.TAG', 'etc', 'src']);

/** What a folder with these entries is: a virtual environment, a project that one was made in (`python -m venv .`), or neither. */
export function environmentAmong(entries: readonly { readonly name: string }[]): 'whole' | 'parts' | 'none' {
  if (!entries.some(({ name }) => name === VENV_MARK)) return 'none';
  return entries.every(({ name }) => ofEnvironment.has(name) || perhapsOfEnvironment.has(name)) ? 'whole' : 'parts';
}

/** Whether a name in a folder that a virtual environment was made in is the environment's. */
export function isOfEnvironment(name: string): boolean {
  return ofEnvironment.has(name);
}

/** What virtualenv before 20 put there besides. */
const ofOldEnvironment: ReadonlySet<string> = new Set(['local', 'tcl', 'pip-selfcheck.json', '.Python', 'LICENSE.txt']);

/** virtualenv before 20 wrote no pyvenv.cfg: the file that makes a folder with nothing but these entries one of its environments. */
export function oldEnvironmentMark(entries: readonly { readonly name: string }[]): string | undefined {
  const names = entries.map(({ name }) => name);
  const isOnlyThat = names.every((name) => ofEnvironment.has(name) || ofOldEnvironment.has(name));
  if (!isOnlyThat || !names.some((name) => name === 'lib' || name === 'Lib')) return undefined;
  return names.includes('Scripts') ? 'Scripts/activate' : 'bin/activate';
}
