import { childrenOf, type PythonSource, type SyntaxNode } from '../python-source.ts';
import { join } from '../paths.ts';
import { literally } from '../patterns.ts';
import { execute, type Frame, type Run } from './frame.ts';
import { catches, PythonError } from './python-error.ts';
import type { Value } from './values.ts';
import { valueWhenSet } from './variables.ts';
import { pythonFiles } from '../files-by-kind.ts';

type Module = Extract<Value, { kind: 'module' }>;

/** `env` is what the object that reads variables is called, in the module that imports it too. */
const speaksOfEnvironment = /environ|getenv|\benv\b|decouple|prettyconf|envparse|configurations|BaseSettings|dynaconf/;

/** What is asked of a module: all, by `from x import *`, or names. */
interface Taken {
  readonly isTakenWhole: boolean;
  readonly names: readonly string[];
}

const nothing: Taken = { isTakenWhole: false, names: [] };
const SMALL = 2_000;

/** Variables that one module may demand. */
const MOST_TRIES = 300;

/** Whether a module lies in a package, or a folder, of the project, there or not. */
export function isOwnModule({ code }: Run, name: string): boolean {
  const [top = ''] = name.split('.');
  return code.fileOf(top) !== undefined || (name !== top && isFolder(code, top));
}

/** A folder without `__init__.py` is a package too, when it lies on the import path and holds Python. */
function isFolder({ files, importRoots }: Run['code'], name: string): boolean {
  return importRoots.some((root) => {
    const folder = join(root, name) ?? '';
    const isThere = files.entry(folder)?.kind === 'directory';
    return isThere && pythonFiles(files).some(({ path }) => path.startsWith(`${folder}/`));
  });
}

/**
 * A module of the project, with the packages it lies in, run when it is imported for the first time; undefined when the
 * project has none of that name, or when it may not be imported at all.
 * @throws PythonError when it raises what the code around catches
 */
export function loadModule(frame: Frame, name: string, taken: Taken = nothing): Module | undefined {
  const { run } = frame;
  if (run.code.fileOf(name) === undefined) return undefined;
  const parts = name.split('.');
  let module: Module | undefined;
  for (const index of parts.keys()) {
    const each = parts.slice(0, index + 1).join('.');
    module =
      run.modules.get(each) ?? (frame.isCertain ? runModule(frame, each, each === name ? taken : nothing) : undefined);
  }
  return module;
}

function runModule(frame: Frame, name: string, taken: Taken): Module {
  const { run } = frame;
  const module: Module = { kind: 'module', name, scope: { names: new Map() } };
  run.modules.set(name, module);
  const source = run.modulesLeft-- > 0 ? sourceOf(run, name, taken, frame.source) : undefined;
  if (source === undefined) return module;
  const inner: Frame = { ...frame, source, module: name, scope: module.scope, because: [] };
  try {
    runStatements(inner);
  } catch (error) {
    run.modules.delete(name);
    throw error;
  }
  return module;
}

/**
 * A file that never speaks of the environment is not worth its parsing, unless it is settings, or a small one with a
 * function that is called (`to_bool`): what it holds stays unknown.
 */
function sourceOf(
  { code, settingsModule }: Run,
  name: string,
  { isTakenWhole, names }: Taken,
  asking: PythonSource,
): PythonSource | undefined {
  const file = code.fileOf(name);
  const text = file === undefined ? undefined : code.files.readText(file);
  if (file === undefined || text === undefined) return undefined;
  // A package imports what is its own: `from .celery import app`.
  const isPackage = file.endsWith('/__init__.py') && text.length < SMALL;
  const isCalled = (each: string): boolean => text.includes(`def ${each}(`) && isCalledIn(asking, each);
  const isHelper = text.length < SMALL && names.some(isCalled);
  return isTakenWhole || name === settingsModule || isPackage || isHelper || speaksOfEnvironment.test(text)
    ? code.source(file)
    : undefined;
}

/** Called, and not in a comment. */
function isCalledIn({ text }: PythonSource, name: string): boolean {
  return text.includes(`${name}(`) && new RegExp(String.raw`^(?!\s*#).*\b${literally(name)}\(`, 'm').test(text);
}

/**
 * Runs a module's statements. One that raises for want of variables shows that they are demanded: they are given, and
 * what asked for them runs again.
 * @throws PythonError that the code around catches
 */
export function runStatements(frame: Frame): void {
  const statements = childrenOf(frame.source.top);
  let triesLeft = MOST_TRIES;
  for (let at = 0; at < statements.length; at++) {
    const statement = statements[at];
    try {
      if (statement !== undefined) execute(frame, statement);
    } catch (error) {
      if (!(error instanceof PythonError) || isCaught(frame, error)) throw error;
      if (triesLeft-- > 0 && demand(frame.run, error)) at = Math.min(at, asking(frame, statements, error)) - 1;
    }
  }
}

/** The statement that asks first for what an exception is owed to: what it gave a name is otherwise once it is set. */
function asking({ source }: Frame, statements: readonly SyntaxNode[], { reads }: PythonError): number {
  const here = reads.filter((read) => read.source === source);
  const first = statements.findIndex(({ from, to }) => here.some(({ node }) => from <= node.from && node.to <= to));
  return first === -1 ? Infinity : first;
}

/** Runs it until it demands nothing more. */
export function runDemanding({ run }: Frame, action: () => void): void {
  for (let left = MOST_TRIES; left > 0; left--) {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof PythonError)) throw error;
      if (!demand(run, error)) return;
    }
  }
}

function isCaught(frame: Frame, error: PythonError): boolean {
  return frame.catching.some((types) => catches(types, error.type));
}

/** Notes what an exception shows to be demanded; false when that was known, and is not why. */
function demand({ variables, demanded }: Run, { reads }: PythonError): boolean {
  const fresh = reads.filter(({ name }) => !variables.has(name));
  for (const read of fresh) {
    if (!demanded.has(read.name)) demanded.set(read.name, read);
    variables.set(read.name, valueWhenSet(read.name));
  }
  return fresh.length > 0;
}
