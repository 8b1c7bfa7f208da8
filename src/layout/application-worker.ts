import { pythonFiles } from './files-by-kind.ts';
import { folderOf, nameOf } from './paths.ts';
import type { ProjectCode } from './project-code.ts';

const NAMED = /uvicorn|gunicorn|worker/i;
const TAKEN = /^from\s+(?:uvicorn\.workers|uvicorn_worker)\s+import\s+(\w+)(?:\s+as\s+(\w+))?/m;

/**
 * The file beside an asgi.py, or beside manage.py, that makes a worker of gunicorn's out of uvicorn's: nothing but ASGI is served by
 * one, wherever the command is that names it. Source: https://github.com/Kludex/uvicorn-worker
 */
export function workerForAsgi(code: ProjectCode, module: string): string | undefined {
  const [projectDir = '.'] = code.importRoots;
  const folders = new Set([folderOf(code.fileOf(module) ?? ''), projectDir]);
  return pythonFiles(code.files)
    .map(({ path }) => path)
    .filter((path) => NAMED.test(nameOf(path)) && folders.has(folderOf(path)))
    .find((path) => derives(code.files.readText(path) ?? ''));
}

function derives(text: string): boolean {
  const [, name = '', alias = name] = TAKEN.exec(text) ?? [];
  return name !== '' && new RegExp(`^class\\s+\\w+\\(${alias}\\)`, 'm').test(text);
}
