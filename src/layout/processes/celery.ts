import type { Fact } from '../../values/fact.ts';
import type { ProcessType } from '../../values/layout.ts';
import { originOf, textOf, type PythonSource } from '../python-source.ts';
import type { ProjectCode } from '../project-code.ts';
import { certainValues } from '../settings-code.ts';
import type { CeleryApp } from './celery-app.ts';
import { queueOption } from './celery-queues.ts';
import { placeOfString } from '../place-of-string.ts';

const DATABASE_SCHEDULER = 'django_celery_beat.schedulers:DatabaseScheduler';
const names = (...all: readonly string[]): readonly string[] => all;
const schedules = names('CELERY_BEAT_SCHEDULE', 'CELERYBEAT_SCHEDULE', 'BEAT_SCHEDULE');
const schedulers = names('CELERY_BEAT_SCHEDULER', 'CELERYBEAT_SCHEDULER', 'BEAT_SCHEDULER');

/** Celery's worker, and its scheduler when there is a schedule; flower, a page for people, is none of the app's processes. */
export function celeryProcesses(
  code: ProjectCode,
  app: CeleryApp,
  sources: readonly PythonSource[],
): readonly Fact<ProcessType>[] {
  const start = ['celery', '-A', app.target];
  const level = ['--loglevel', 'INFO'];
  const worker = [...start, 'worker', ...level, ...queueOption(code, app, sources)];
  const why = 'a Celery application';
  const found: Fact<ProcessType> = { value: { name: 'worker', command: worker }, origin: app.origin, why };
  const beat = schedule(app, sources);
  if (beat === undefined) return [found];
  // Its files go where anybody may write: the project's folder belongs to root, and a pid file would outlive its process.
  const command = [...start, 'beat', ...level, '--pidfile=', ...schedulerOption(sources)];
  return [found, { value: { name: 'beat', command }, ...beat }];
}

function schedule(
  { source, call }: CeleryApp,
  sources: readonly PythonSource[],
): Omit<Fact<never>, 'value'> | undefined {
  const [set] = certainValues(sources, schedules).filter((each) => !/^\{\s*\}$/.test(textOf(each.source, each.value)));
  if (set !== undefined) return { origin: originOf(set.source, set.value), why: 'a schedule in the settings' };
  if (/\bbeat_schedule\b|\badd_periodic_task\b/.test(source.text)) {
    return { origin: originOf(source, call), why: 'a schedule in the Celery application' };
  }
  const origin = placeOfString(sources, /^django_celery_beat(\.|$)/);
  return origin && { origin, why: 'django-celery-beat keeps a schedule in the database' };
}

function schedulerOption(sources: readonly PythonSource[]): readonly string[] {
  if (certainValues(sources, schedulers).length > 0) return [];
  return placeOfString(sources, /^django_celery_beat(\.|$)/) === undefined
    ? ['--schedule', '/tmp/celerybeat-schedule']
    : ['--scheduler', DATABASE_SCHEDULER];
}
