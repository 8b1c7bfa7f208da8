import { frameIn, newRun } from './environment/find-environment.ts';
import { loadModule } from './environment/modules.ts';
import type { Mistake } from './environment/values.ts';
import type { ProjectCode } from './project-code.ts';

/** What a file is looked at for before it is run. */
const suspicious = /\bos\.\w*env\w*|\b(get|getenv)\s*\[/i;
const usual = /\bos\.(environb?|getenvb?|putenv|unsetenv)\b(?!\.get\s*\[)(?!\s*\[\s*\])/g;

/**
 * The first line of a settings module that fails whatever variables are set, as far as a glance at its own file makes it
 * worth while: a name that `os` has not (`os.env`), a function that is indexed (`os.environ.get["NAME"]`).
 */
export function failureOf(code: ProjectCode, module: string): Mistake | undefined {
  const file = code.fileOf(module);
  const text = file === undefined ? '' : (code.files.readText(file) ?? '');
  if (file === undefined || !suspicious.test(text.replaceAll(usual, ''))) return undefined;
  const run = newRun(code, { settings: module, configuration: undefined });
  const frame = frameIn(run, code.source(file));
  if (frame !== undefined) loadModule(frame, module);
  return [...run.mistakes.values()].find(({ source }) => source.path === file);
}
