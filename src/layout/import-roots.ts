import type { ProjectFiles } from '../values/project-files.ts';
import { join } from './paths.ts';
import { argumentsOf, calleeOf, findAll, type PythonSource, type SyntaxNode } from './python-source.ts';
import { stringsOf } from './python-strings.ts';

/**
 * Folders that are on Python's import path when manage.py runs: its own first, those it adds to sys.path by a literal
 * name (`./src`, `../`, `os.path.join(..., "apps")`), then what an installed project usually offers.
 */
export function importRoots(files: ProjectFiles, projectDir: string, managePy: PythonSource | undefined): string[] {
  const added = managePy === undefined ? [] : addedToPath(managePy).map((name) => join(projectDir, name));
  const usual = [join(projectDir, 'src'), '.', 'src'];
  const all = [projectDir, ...added, ...usual].filter((folder) => folder !== undefined);
  return [...new Set(all)].filter((folder) => folder === '.' || files.entry(folder)?.kind === 'directory');
}

function addedToPath(source: PythonSource): string[] {
  return findAll(source.top, 'CallExpression')
    .filter((call) => /(^|\.)path\.(insert|append|extend)$/.test(calleeOf(source, call)))
    .flatMap((call) => argumentsOf(source, call).positional)
    .flatMap((argument) => literalsIn(source, argument))
    .filter((name) => /^[\w./-]+$/.test(name) && !name.startsWith('/'));
}

function literalsIn(source: PythonSource, node: SyntaxNode): string[] {
  return findAll(node, 'String').flatMap((each) => stringsOf(source, each));
}
