import type { Fact } from '../values/fact.ts';
import type { ProjectFiles } from '../values/project-files.ts';
import { entryPoints, packageRoots, type EntryPoint } from './entry-points.ts';
import { runsDjango } from './manage-py-framework.ts';
import { namedSettings } from './named-settings.ts';
import { projectCode, pythonSource, type ProjectCode } from './project-code.ts';
import { findAll, functionsNamed, originOf, type PythonSource } from './python-source.ts';
import { stringsOf } from './python-strings.ts';
import { holdsSettings } from './settings-siblings.ts';

/** A command that the project installs, and whose own file runs Django. */
export interface RunningEntryPoint {
  readonly entryPoint: EntryPoint;
  /** The folder that it is imported from. */
  readonly root: string;
  readonly file: string;
  /** The settings that its function names, where a file has a function for each (`def prod(): main("shop.settings.prod")`). */
  readonly settings?: Fact<string>;
}

/** Commands whose own file runs Django, those that name settings first. */
export function runningEntryPoints(files: ProjectFiles): RunningEntryPoint[] {
  const found = entryPoints(files).flatMap((entryPoint) =>
    packageRoots(entryPoint.origin.file).flatMap((root): (RunningEntryPoint & { names: boolean })[] => {
      const code = projectCode(files, [root]);
      const file = code.fileOf(entryPoint.module);
      const source = file === undefined ? undefined : pythonSource(files, file);
      if (file === undefined || source === undefined) return [];
      const names = namedSettings(source).length > 0;
      const runs = /execute_from_command_line|ManagementUtility/.test(source.text) && runsDjango(source);
      const settings = runs ? settingsIn(code, source, entryPoint.callable) : undefined;
      return runs ? [{ entryPoint, root, file, names, ...(settings !== undefined && { settings }) }] : [];
    }),
  );
  return found.toSorted((a, b) => Number(b.names) - Number(a.names));
}

/** The only settings module of the project that the body of a function names. */
function settingsIn(code: ProjectCode, source: PythonSource, callable: string): Fact<string> | undefined {
  const [own] = functionsNamed(source, callable);
  const named = (own === undefined ? [] : findAll(own, 'String')).flatMap((node) =>
    stringsOf(source, node).map((value) => ({ value, origin: originOf(source, node) })),
  );
  const [only, ...others] = named.filter(
    ({ value }) => /^\w+(\.\w+)+$/.test(value) && code.fileOf(value) !== undefined && holdsSettings(code, value),
  );
  return others.every(({ value }) => value === only?.value) ? only : undefined;
}
