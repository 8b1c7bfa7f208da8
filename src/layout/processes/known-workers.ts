import type { Fact } from '../../values/fact.ts';
import type { ProcessType } from '../../values/layout.ts';
import { textOf, type PythonSource } from '../python-source.ts';
import { settingValues } from '../settings-code.ts';
import { placeOfString } from '../place-of-string.ts';
import { dictionaryKeys } from '../dictionary-entries.ts';

/** A library whose worker is a command of manage.py. */
interface Known {
  /** As INSTALLED_APPS, or a setting, names it. */
  readonly named: RegExp;
  readonly name: 'worker' | 'scheduler';
  readonly command: (sources: readonly PythonSource[]) => readonly string[];
  readonly about: string;
  /** Requirement without which the command does not exist. */
  readonly needs?: string;
}

/** Sources: each library's documentation, "running the worker". */
const known: readonly Known[] = [
  { named: /^django_q(\.|$)/, name: 'worker', command: () => ['qcluster'], about: 'Django Q' },
  { named: /^huey\.contrib\.djhuey$/, name: 'worker', command: () => ['run_huey'], about: 'Huey' },
  { named: /^django_rq(\.|$)/, name: 'worker', command: (s) => ['rqworker', ...rqQueues(s)], about: 'RQ' },
  {
    named: /^django_rq(\.|$)/,
    name: 'scheduler',
    command: () => ['rqscheduler'],
    about: 'RQ Scheduler',
    needs: 'rq-scheduler',
  },
  { named: /^django_dramatiq(\.|$)/, name: 'worker', command: () => ['rundramatiq'], about: 'Dramatiq' },
  {
    named: /^(django_tasks\.backends\.database|django_tasks_db)(\.|$)/,
    name: 'worker',
    command: (sources) => ['db_worker', ...taskQueues(sources)],
    about: "Django's own tasks, kept in the database",
  },
  {
    named: /^django_tasks\.backends\.rq(\.|$)/,
    name: 'worker',
    command: (sources) => ['rqworker', ...rqQueues(sources), '--job-class', 'django_tasks.backends.rq.Job'],
    about: "Django's own tasks, on RQ",
  },
  {
    named: /^django_tasks_rq(\.|$)/,
    name: 'worker',
    command: (sources) => ['rqworker', ...rqQueues(sources), '--job-class', 'django_tasks_rq.Job'],
    about: "Django's own tasks, on RQ",
  },
  { named: /^background_task(\.|$)/, name: 'worker', command: () => ['process_tasks'], about: 'Background Tasks' },
  {
    named: /^procrastinate\.contrib\.django(\.|$)/,
    name: 'worker',
    command: () => ['procrastinate', 'worker'],
    about: 'Procrastinate',
  },
];

/** Workers of the libraries that the settings name, each a command of manage.py. */
export function knownWorkers(
  sources: readonly PythonSource[],
  requires: (name: string) => boolean,
): readonly Fact<ProcessType>[] {
  const seen = new Set<string>();
  return known.toReversed().flatMap(({ named, name, command, about, needs }) => {
    const origin = placeOfString(sources, named);
    if (origin === undefined || (needs !== undefined && !requires(needs))) return [];
    const argv = ['python', 'manage.py', ...command(sources)];
    // Tasks on RQ are run by RQ's worker: one of the two.
    const what = argv[2] ?? '';
    if (seen.has(what)) return [];
    seen.add(what);
    return [{ value: { name, command: argv }, origin, why: `${about} is in the settings` }];
  });
}

/** The queues of RQ_QUEUES, in their order, which is that of their importance; where they cannot be read, the worker's own. */
function rqQueues(sources: readonly PythonSource[]): readonly string[] {
  for (const { source, value } of settingValues(sources, 'RQ_QUEUES')) {
    if (value.name !== 'DictionaryExpression') continue;
    const keys = dictionaryKeys(source, value);
    if (keys.length > 0) return keys;
  }
  return [];
}

/** A worker of django-tasks hears the default queue alone. */
function taskQueues(sources: readonly PythonSource[]): readonly string[] {
  const named = settingValues(sources, 'TASKS').some(({ source, value }) =>
    /['"]QUEUES['"]/.test(textOf(source, value)),
  );
  return named ? ['--queue-name', '*'] : [];
}
