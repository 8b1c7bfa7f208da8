import type { ProjectFiles } from '../values/project-files.ts';
import { projectCode, type ProjectCode } from './project-code.ts';
import { folderOf, join } from './paths.ts';
import { pathsOf } from './python-paths.ts';
import { stringsOf } from './python-strings.ts';
import { argumentsOf, calleeOf, childrenOf, findAll, type PythonSource, type SyntaxNode } from './python-source.ts';

/**
 * Folders that are on Python's import path when manage.py runs: its own first, those it adds to sys.path (`./src`,
 * `../`, `os.path.join(BASE_DIR, "apps")`, `Path(__file__).parent / "src"`), the folder of the file that it is a link
 * to, then what an installed project usually offers.
 */
export function importRoots(files: ProjectFiles, projectDir: string, managePy: PythonSource | undefined): string[] {
  const usual = [join(projectDir, 'src'), '.', 'src'];
  const all = [projectDir, ...(managePy === undefined ? [] : addedRoots(files, projectDir, managePy)), ...usual];
  return [...new Set(all.filter((folder) => folder !== undefined))].filter((folder) => isFolder(files, folder));
}

/**
 * Folders besides its own that manage.py puts on Python's import path. Python itself takes the folder of the file that
 * a link leads to, not that of the link (https://docs.python.org/3/library/sys.html#sys.path).
 */
export function addedRoots(files: ProjectFiles, projectDir: string, managePy: PythonSource): string[] {
  const target = files.entry(managePy.path)?.target;
  const linked = target === undefined ? undefined : join(folderOf(managePy.path), folderOf(target));
  const added = [...(linked === undefined ? [] : [linked]), ...addedToPath(managePy, projectDir)];
  return [...new Set(added)].filter((folder) => folder !== projectDir && isFolder(files, folder));
}

/**
 * The folders that must be on Python's import path besides `known` (manage.py's own, those that the manifest installs):
 * those that manage.py adds, and those that the modules were found in because an installed project usually offers them.
 */
export function neededPaths(
  code: ProjectCode,
  known: readonly string[],
  added: readonly string[],
  modules: readonly string[],
): string[] {
  const foundIn = modules.map((module) =>
    code.importRoots.find((root) => projectCode(code.files, [root]).fileOf(module) !== undefined),
  );
  const needed = [...added, ...foundIn.filter((root) => root !== undefined)];
  return [...new Set(needed)].filter((root) => !known.includes(root));
}

function isFolder(files: ProjectFiles, path: string): boolean {
  return path === '.' || files.entry(path)?.kind === 'directory';
}

function addedToPath(source: PythonSource, cwd: string): string[] {
  const calls = findAll(source.top, 'CallExpression')
    .filter((call) => /(^|\.)path\.(insert|append|extend)$/.test(calleeOf(source, call)))
    .flatMap((call) => argumentsOf(source, call).positional);
  const sums = findAll(source.top, 'UpdateStatement')
    .filter((statement) => /^sys\.path$/.test(source.text.slice(statement.firstChild?.from, statement.firstChild?.to)))
    .flatMap((statement) => (statement.lastChild === null ? [] : [statement.lastChild]));
  return [...calls, ...sums].flatMap(each).flatMap((node) => {
    const paths = pathsOf(source, node, cwd);
    return paths.length > 0 ? paths : fromLiterals(source, node, cwd);
  });
}

/** `os.path.join(settings.BASE, "apps")`: of what starts unknown, the names are taken as below the folder of manage.py. */
function fromLiterals(source: PythonSource, node: SyntaxNode, cwd: string): string[] {
  return findAll(node, 'String')
    .flatMap((literal) => stringsOf(source, literal))
    .filter((name) => /^[\w./-]+$/.test(name) && !name.startsWith('/'))
    .flatMap((name) => join(cwd, name) ?? []);
}

/** The items of a list or tuple; what is none stands for itself. */
function each(node: SyntaxNode): SyntaxNode[] {
  return /^(ArrayExpression|TupleExpression)$/.test(node.name) ? childrenOf(node) : [node];
}
