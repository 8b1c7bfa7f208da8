import { pythonFiles } from '../files-by-kind.ts';
import { nameOf } from '../paths.ts';
import type { ProjectCode } from '../project-code.ts';
import { textOf, type PythonSource } from '../python-source.ts';
import { stringsOf } from '../python-strings.ts';
import { certainValues } from '../settings-code.ts';
import { isSideFolder } from '../side-folders.ts';
import type { CeleryApp } from './celery-app.ts';

const names = (...all: readonly string[]): readonly string[] => all;
const routes = names('CELERY_TASK_ROUTES', 'CELERY_ROUTES', 'TASK_ROUTES');
const queues = names('CELERY_TASK_QUEUES', 'CELERY_QUEUES', 'TASK_QUEUES');
const defaultQueues = names('CELERY_TASK_DEFAULT_QUEUE', 'CELERY_DEFAULT_QUEUE', 'TASK_DEFAULT_QUEUE');

/**
 * What a worker is told to hear. By itself it hears the queues that are declared, else the default one alone: those that tasks are
 * only routed to, by the settings or where they are written (`@app.task(queue="mail")`), are named.
 * Source: https://docs.celeryq.dev/en/stable/userguide/routing.html
 */
export function queueOption(
  code: ProjectCode,
  { source: app }: CeleryApp,
  sources: readonly PythonSource[],
): readonly string[] {
  const declared = certainValues(sources, queues).map(({ source, value }) => textOf(source, value));
  if (declared.length === 0 && /\btask_queues\b/.test(app.text)) declared.push(app.text);
  const heard = declared.flatMap((text) => [...text.matchAll(QUEUE)].map(([, name, key = '']) => name ?? key));
  // What is declared by other means is heard, and cannot be named.
  if (declared.length > 0 && heard.length === 0) return [];
  const routed = certainValues(sources, routes).flatMap(({ source, value }) =>
    [...textOf(source, value).matchAll(/['"]queue['"]\s*:\s*['"]([\w.-]+)['"]/g)].map(([, name = '']) => name),
  );
  const wanted = [...(declared.length > 0 ? [] : routed), ...ofTasks(code)].filter((name) => !heard.includes(name));
  if (wanted.length === 0) return [];
  const [standard = 'celery'] = certainValues(sources, defaultQueues).flatMap(({ source, value }) =>
    stringsOf(source, value),
  );
  return ['-Q', [...new Set([...(heard.length > 0 ? heard : [standard]), ...wanted])].join(',')];
}

/** `Queue("mail", …)`, and the keys of `{"mail": {"exchange": …}}`. */
const QUEUE = /\bQueue\(\s*(?:name\s*=\s*)?["']([\w.-]+)["']|["'](?!\w+_arguments["'])([\w.-]+)["']\s*:\s*\{/g;
const TASK = /@(?:[\w.]+\.)?(?:shared_task|task|periodic_task)\((?:[^()]|\([^()]*\))*?\bqueue\s*=\s*["']([\w.-]+)["']/g;

/** Queues that tasks name where they are written, in the modules that Celery looks for them in. */
function ofTasks(code: ProjectCode): readonly string[] {
  return pythonFiles(code.files)
    .map(({ path }) => path)
    .filter((path) => /tasks?\.py$/.test(nameOf(path)) || /(^|\/)tasks\//.test(path))
    .filter((path) => !path.split('/').some(isSideFolder))
    .flatMap((path) => [...(code.files.readText(path) ?? '').matchAll(TASK)].map(([, name = '']) => name));
}
