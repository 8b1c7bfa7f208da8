import type { Problem } from '../../problems.ts';
import type { Dependencies, DependencyManager } from '../../values/layout.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { isCondaName, isManifestName, isRequirementsFolder } from '../manifest-names.ts';
import { folderOf, join, nameOf } from '../paths.ts';
import { nothingAsked, type AskedGroups } from './asked-groups.ts';
import { condaDeclared } from './conda.ts';
import { declaredDependencies } from './declared-dependencies.ts';
import { everyDeclaredIn } from './declared-in.ts';
import type { Declared } from './declared.ts';
import { readPdmLock } from './pdm-lock.ts';
import { readPipfileLock } from './pipfile-lock.ts';
import { pipfileDeclared } from './pipfile.ts';
import { readPoetryLock } from './poetry-lock.ts';
import { isPylockName, pylocksAmong, readPylock } from './pylock.ts';
import type { ReadLock } from './read-lock.ts';
import { bringsDjango } from './requirement.ts';
import { requirementsFilesOf } from './requirements-files.ts';
import { readRequirements } from './requirements-txt.ts';
import { readUvLock } from './uv-lock.ts';
import { filesBesideCode } from '../files-by-kind.ts';

/** What reading a candidate came to. */
export interface ReadCandidate {
  /** Undefined when it cannot be read at all: `fatal` says why. */
  readonly dependencies?: Dependencies;
  readonly fatal?: Problem;
}

/** One way to install what the project needs. */
export interface Candidate {
  readonly manager: DependencyManager;
  /** Lock files come before requirements files, those before what is not locked. */
  readonly kind: 'lock' | 'requirements' | 'manifest';
  /** The file that names it. */
  readonly file: string;
  /** Of files of one kind in one folder that are equally likely, each has the same rank. */
  readonly rank: number;
  /** Reads it, once. */
  readonly read: () => ReadCandidate;
  readonly bringsDjango: () => boolean;
}

/**
 * The ways that one folder offers, in the order of the rule: lock files (uv, Poetry, PDM, Pipenv, pylock.toml),
 * requirements files, manifests without a lock (Pipfile, pyproject.toml, setup.cfg, setup.py, conda's environment.yml).
 * Nothing is read yet.
 */
export function candidatesIn(
  files: ProjectFiles,
  folder: string,
  projectDir: string,
  asked: AskedGroups = nothingAsked,
): Candidate[] {
  const paths = manifestPaths(files).get(folder) ?? [];
  const named = new Set(paths.map(nameOf));
  return [
    ...locksIn({ files, projectDir, asked }, folder, named),
    ...pylocksAmong(paths).map((file) => lock('pylock', file, () => readPylock(files, file, asked))),
    ...requirementsFilesOf(folder, paths).map(({ path, rank }) => requirementsCandidate(files, path, rank)),
    ...manifestsIn(files, folder, named, asked),
  ];
}

interface Reading {
  readonly files: ProjectFiles;
  readonly projectDir: string;
  readonly asked: AskedGroups;
}

function locksIn({ files, projectDir, asked }: Reading, folder: string, named: ReadonlySet<string>): Candidate[] {
  const path = (name: string): string => join(folder, name) ?? name;
  const found: Candidate[] = [];
  const add = (name: string, beside: string, manager: DependencyManager, read: (file: string) => ReadLock): void => {
    if (named.has(name) && named.has(beside)) found.push(lock(manager, path(name), () => read(path(name))));
  };
  add('uv.lock', 'pyproject.toml', 'uv', (file) => readUvLock(files, file, projectDir, asked));
  add('poetry.lock', 'pyproject.toml', 'poetry', (file) => readPoetryLock(files, file, asked));
  add('pdm.lock', 'pyproject.toml', 'pdm', (file) => readPdmLock(files, file, asked));
  add('Pipfile.lock', 'Pipfile', 'pipenv', (file) => readPipfileLock(files, file, asked));
  return found;
}

function lock(manager: DependencyManager, file: string, read: () => ReadLock): Candidate {
  return candidate({ manager, kind: 'lock', file, rank: 0 }, () => {
    const found = read();
    return 'problem' in found ? { fatal: found.problem } : found;
  });
}

/** A requirements file of pip's format as a candidate. */
export function requirementsCandidate(files: ProjectFiles, file: string, rank: number): Candidate {
  return candidate({ manager: 'pip', kind: 'requirements', file, rank }, () => {
    const { dependencies, missing } = readRequirements(files, file);
    const [first] = missing;
    return {
      dependencies,
      ...(first === undefined ? {} : { fatal: { code: 'requirements-include-missing', ...first } }),
    };
  });
}

function manifestsIn(files: ProjectFiles, folder: string, named: ReadonlySet<string>, asked: AskedGroups): Candidate[] {
  const pipfile = named.has('Pipfile') ? [pipfileDeclared(files, join(folder, 'Pipfile') ?? 'Pipfile')] : [];
  const others = ['pyproject.toml', 'setup.cfg', 'setup.py'].some((name) => named.has(name));
  const conda = [...named].filter(isCondaName).map((name) => condaDeclared(files, join(folder, name) ?? name));
  const declared = [...pipfile, ...(others ? everyDeclaredIn(files, folder) : []), ...conda];
  return declared.map((each) => manifest(files, each, asked));
}

function manifest(files: ProjectFiles, declared: Declared, asked: AskedGroups): Candidate {
  const [file = ''] = declared.files;
  const { manager } = declared;
  return candidate({ manager, kind: 'manifest', file, rank: 0 }, () => ({
    dependencies: declaredDependencies(files, declared, asked),
  }));
}

function candidate(given: Omit<Candidate, 'read' | 'bringsDjango'>, read: () => ReadCandidate): Candidate {
  let known: ReadCandidate | undefined;
  const once = (): ReadCandidate => (known ??= read());
  // One that cannot be read is not passed over in silence.
  const brings = (): boolean => bringsDjango(once().dependencies?.requirements ?? [{ name: 'django' }]);
  return { ...given, read: once, bringsDjango: brings };
}

const indexed = new WeakMap<ProjectFiles, ReadonlyMap<string, readonly string[]>>();

const LIST = /\.(txt|in|pip)$/;

/** Manifests by the folder they speak for; what lies in `requirements/` speaks for the folder above. */
export function manifestPaths(files: ProjectFiles): ReadonlyMap<string, readonly string[]> {
  const known = indexed.get(files);
  if (known !== undefined) return known;
  const found = new Map<string, string[]>();
  const add = (folder: string, path: string): void =>
    void (found.get(folder) ?? found.set(folder, []).get(folder))?.push(path);
  for (const { path, kind } of filesBesideCode(files)) {
    const folder = folderOf(path);
    const inFolder = LIST.test(path) && isRequirementsFolder(nameOf(folder));
    const name = nameOf(path);
    if (!inFolder && !isManifestName(name) && !isCondaName(name) && !isPylockName(name)) continue;
    if (kind === 'symlink' && files.readText(path) === undefined) continue;
    add(folder, path);
    if (inFolder) add(folderOf(folder), path);
  }
  indexed.set(files, found);
  return found;
}
