import type { ProjectFiles } from '../values/project-files.ts';
import type { VariablesFile } from '../values/variables-file.ts';
import { isForDevelopment } from './for-development.ts';
import { literally } from './patterns.ts';
import { nameOf } from './paths.ts';
import { isExample } from './settings-example.ts';
import { variableFiles } from './variable-files.ts';

/**
 * The file of variables that names most of these: one to give (`.env`, `.envs/.production/.django`), or an example to copy
 * and fill in. None that is for development or tests; values are not read. At the same count one to give, then the nearest to the root.
 */
export function variablesNamed(files: ProjectFiles, names: readonly string[]): VariablesFile | undefined {
  return variableFiles(files)
    .map((path) => lookedThrough(files, path, names))
    .filter(({ file, isExample, names: { length } }) => length > 0 && (isExample || !isForDevelopment(file)))
    .toSorted((a, b) => b.names.length - a.names.length || Number(a.isExample) - Number(b.isExample))[0];
}

function lookedThrough(files: ProjectFiles, path: string, names: readonly string[]): VariablesFile {
  const text = files.readText(path) ?? '';
  const example = isExample(nameOf(path));
  // What an example has behind a sign for comments is to be filled in as well.
  const before = example ? '[#;\\s]*' : '\\s*';
  const isNamed = (name: string): boolean =>
    new RegExp(`^${before}(export\\s+)?${literally(name)}\\s*=`, 'm').test(text);
  return { file: path, isExample: example, names: names.filter(isNamed) };
}
