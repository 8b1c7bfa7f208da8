import type { ProjectCode } from '../project-code.ts';
import { serverFiles } from '../server-files.ts';
import { frameIn, newRun } from './find-environment.ts';
import type { Run } from './frame.ts';
import { loadModule, runStatements } from './modules.ts';

/** The files that a settings module includes by django-split-settings, as it does behind a server, in that order. */
export function includedFiles(code: ProjectCode, module: string): readonly string[] {
  return [...ranBehindServer(code, module).included];
}

/** The modules of the project that a settings module imports for certain behind a server, itself among them. */
export function loadedModules(code: ProjectCode, module: string): ReadonlySet<string> {
  return new Set(ranBehindServer(code, module).modules.keys());
}

function ranBehindServer(code: ProjectCode, module: string): Run {
  const run = newRun(code, { settings: module, configuration: undefined });
  for (const source of serverFiles(code).map((file) => code.source(file))) {
    // What wsgi.py sets holds when the settings load; what it imports is the whole site.
    const begun = frameIn({ ...run, modules: new Map(), modulesLeft: 0 }, source);
    if (begun !== undefined) runStatements(begun);
  }
  const file = code.fileOf(module);
  const frame = frameIn(run, file === undefined ? undefined : code.source(file));
  if (frame !== undefined) loadModule(frame, module);
  return run;
}
