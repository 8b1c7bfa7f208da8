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
  const set = certainValues(sources, queues).map(({ source, value }) => textOf(source, value));
  const isDeclared = set.length > 0 || /\btask_queues\b/.test(app.text);
  const heard =
    set.length > 0 ? set.flatMap((text) => [...named(text, QUEUE), ...named(text, KEY)]) : named(app.text, QUEUE);
  // What is declared by other means is heard, and cannot be named.
  if (isDeclared && heard.length === 0) return [];
  const routed = certainValues(sources, routes).flatMap(({ source, value }) => named(textOf(source, value), ROUTE));
  const wanted = [...(isDeclared ? [] : routed), ...ofTasks(code)].filter(
    (name) => !isDeclared || !heard.includes(name),
  );
  if (wanted.length === 0) return [];
  const [standard = 'celery'] = certainValues(sources, defaultQueues).flatMap(({ source, value }) =>
    stringsOf(source, value),
  );
  return ['-Q', [...new Set([...(isDeclared ? heard : [standard]), ...wanted])].join(',')];
}

/** What the first group of a pattern finds in a text, each time. */
function named(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}

/** `Queue("mail", …)`. */
const QUEUE = /\bQueue\(\s*(?:name\s*=\s*)?["']([\w.-]+)["']/g;
/** The keys of `{"mail": {"exchange": …}}`. */
const KEY = /["'](?!\w+_arguments["'])([\w.-]+)["']\s*:\s*\{/g;
const ROUTE = /['"]queue['"]\s*:\s*['"]([\w.-]+)['"]/g;
const TASK = /@(?:[\w.]+\.)?(?:shared_task|task|periodic_task)\((?:[^()]|\([^()]*\))*?\bqueue\s*=\s*["']([\w.-]+)["']/g;

/** Queues that tasks name where they are written, in the modules that Celery looks for them in. */
function ofTasks(code: ProjectCode): readonly string[] {
  return pythonFiles(code.files)
    .map(({ path }) => path)
    .filter((path) => /tasks?\.py$/.test(nameOf(path)) || /(^|\/)tasks\//.test(path))
    .filter((path) => !path.split('/').some(isSideFolder))
    .flatMap((path) => named(code.files.readText(path) ?? '', TASK));
}
