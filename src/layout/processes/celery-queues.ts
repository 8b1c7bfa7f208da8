import { pythonFiles } from '../files-by-kind.ts';
import { nameOf } from '../paths.ts';
import type { ProjectCode } from '../project-code.ts';
import { textOf, type PythonSource } from '../python-source.ts';
import { stringsOf } from '../python-strings.ts';
import { certainValues } from '../settings-code.ts';
import { isSideFolder } from '../side-folders.ts';
import type { CeleryApp } from './celery-app.ts';

const routes = ['CELERY_TASK_ROUTES', 'CELERY_ROUTES', 'TASK_ROUTES'];
const queues = ['CELERY_TASK_QUEUES', 'CELERY_QUEUES', 'TASK_QUEUES'];
const defaultQueues = ['CELERY_TASK_DEFAULT_QUEUE', 'CELERY_DEFAULT_QUEUE', 'TASK_DEFAULT_QUEUE'];

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
  const declared = declaredQueues(app, sources);
  // What is declared by other means is heard, and cannot be named.
  if (declared?.length === 0) return [];
  const ofCode = ofTasks(code);
  const wanted =
    declared === undefined ? [...routedTo(sources), ...ofCode] : ofCode.filter((name) => !declared.includes(name));
  if (wanted.length === 0) return [];
  const [standard = 'celery'] = certainValues(sources, defaultQueues).flatMap(({ source, value }) =>
    stringsOf(source, value),
  );
  return ['-Q', [...new Set([...(declared ?? [standard]), ...wanted])].join(',')];
}

/** The queues that the settings, else the application, declare, as far as they can be read; undefined where none does. */
function declaredQueues(app: PythonSource, sources: readonly PythonSource[]): readonly string[] | undefined {
  const set = certainValues(sources, queues).map(({ source, value }) => textOf(source, value));
  if (set.length > 0) return set.flatMap((text) => [...named(text, QUEUE), ...named(text, KEY)]);
  return /\btask_queues\b/.test(app.text) ? named(app.text, QUEUE) : undefined;
}

function routedTo(sources: readonly PythonSource[]): readonly string[] {
  return certainValues(sources, routes).flatMap(({ source, value }) => named(textOf(source, value), ROUTE));
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
