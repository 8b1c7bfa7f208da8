import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire, getCompileCacheDir, Module } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';

/** One run in so many keeps the code anew: with the functions that it called and no run before it did. */
const ANEW = 8;

/**
 * Has the files of the bundle that lie in `folder` and are named after their content run with the compiled code of all
 * functions that an earlier run called. What Node keeps itself is made when a file is loaded, before any function in it is
 * called: each run would compile those again, one by one. It lies beside what Node keeps, where Node was told to keep it, so
 * it is for this Node, these flags of V8 and this user; where Node keeps nothing, this does nothing. Gives the function that
 * keeps the code, to be called at the end of a run.
 */
export function reuseCompiledCode(folder: string, isAnew: () => boolean = byChance): () => void {
  const kept = getCompileCacheDir();
  if (kept === undefined) return () => {};
  const fresh = new Map<string, Script>();
  const prototype = Module.prototype as unknown as { _compile: Compile };
  const { _compile: compile } = prototype;
  prototype._compile = function (code, path, format) {
    const isOurs = dirname(path) === folder && NAMED_AFTER_CONTENT.test(path);
    // What a script of ours imported would be announced as experimental.
    if (!isOurs || code.includes('import(')) return compile.call(this, code, path, format);
    const file = join(kept, basename(path));
    const cachedData = codeIn(file, path);
    const script = new Script(Module.wrap(code), {
      filename: path,
      ...(cachedData === undefined ? {} : { cachedData }),
    });
    if (script.cachedDataRejected !== false || isAnew()) fresh.set(file, script);
    const { exports } = this;
    return (script.runInThisContext() as Wrapped).call(exports, exports, createRequire(path), this, path, folder);
  };
  return () => {
    for (const [file, script] of fresh) keep(file, script);
  };
}

const NAMED_AFTER_CONTENT = /-[\w-]{8}\.cjs$/;

type Compile = (this: NodeJS.Module, code: string, path: string, format?: string) => unknown;
type Wrapped = (exports: unknown, require: NodeJS.Require, module: NodeJS.Module, path: string, dir: string) => unknown;

function byChance(): boolean {
  return Math.random() * ANEW < 1;
}

/**
 * Compiled code for the file at `path`. V8 itself refuses what another version made, what is damaged, and what is for a text
 * of another length; a text of the same length that somebody wrote over the file is younger than the code. Code that
 * another user may have written is not run.
 */
function codeIn(file: string, path: string): Buffer | undefined {
  try {
    const { mtimeMs, uid, mode } = statSync(file);
    const isOurs = process.geteuid === undefined || (uid === process.geteuid() && (mode & 0o022) === 0);
    return isOurs && mtimeMs >= statSync(path).mtimeMs ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
}

/** What cannot be written is compiled anew the next time. */
function keep(file: string, script: Script): void {
  try {
    // Others may read or write it at this moment.
    const aside = `${file}.${process.pid}`;
    writeFileSync(aside, script.createCachedData(), { mode: 0o600 });
    renameSync(aside, file);
  } catch {
    // Nothing is lost but time.
  }
}
