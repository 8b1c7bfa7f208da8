import type { Problem } from '../../problems.ts';
import type { Considered } from '../../values/considered.ts';
import type { Fact, Origin } from '../../values/fact.ts';
import type { Layout, ProcessType } from '../../values/layout.ts';
import type { Chosen } from '../chosen.ts';
import { folderOf, nameOf } from '../paths.ts';
import type { ProjectCode } from '../project-code.ts';
import type { PythonSource } from '../python-source.ts';
import { findCeleryApp } from './celery-app.ts';
import { brokerNote } from './celery-broker.ts';
import { celeryProcesses } from './celery.ts';
import { withChosen } from './chosen-processes.ts';
import { channelWorkers, schedulerCommands } from './code-workers.ts';
import { knownWorkers } from './known-workers.ts';
import { withoutOthers } from './left-to-others.ts';
import { fromCompose } from './compose-processes.ts';
import { findRedis } from './redis.ts';
import { fromPlatforms } from './platform-processes.ts';
import { releaseOfPlatforms } from './platform-release.ts';
import { fromProcfile } from './procfile-processes.ts';
import { releaseFacts } from './release.ts';
import { startNote } from './start-note.ts';

/** What an app consists of besides its server, and what a release does. */
export interface FoundProcesses {
  readonly facts: Pick<Layout, 'processes' | 'migrate' | 'releaseCommands' | 'services'>;
  readonly problems: readonly Problem[];
  readonly considered: readonly Considered[];
}

/** What is known of the project when its processes are looked for. */
export interface OfProject {
  readonly code: ProjectCode;
  readonly managePy: string;
  readonly settings: string;
  readonly sources: readonly PythonSource[];
  readonly application: string;
  readonly dependencies: Layout['dependencies']['value'];
}

/**
 * The app's processes besides its server: those of the Procfile; without any there, those of a platform's file that can be taken as they are; else what the code says; else the services of a
 * compose file; then what the person chose. With them the release step, and the services that they need.
 */
export function findProcesses(project: OfProject, chosen: Chosen): FoundProcesses {
  const { code, sources } = project;
  const requires = requirementsOf(project);
  const celery = requires('celery') ? findCeleryApp(code, project.settings) : undefined;
  const inCode = uniquelyNamed([
    ...(celery === undefined ? [] : celeryProcesses(code, celery, sources)),
    ...knownWorkers(sources, requires),
    ...(requires('channels') ? channelWorkers(code, project.application) : []),
    ...(requires('apscheduler') || requires('django-apscheduler') ? schedulerCommands(code) : []),
  ]);
  const projectDir = folderOf(project.managePy);
  const procfile = fromProcfile(code.files, projectDir);
  const platform = fromPlatforms(code.files, projectDir);
  const release = releaseOfPlatforms(code.files, projectDir, procfile.release);
  const ofRelease = withoutOthers([...procfile.release, ...release.release]);
  const ofPlatforms = [platform.processes, platform.others];
  const behind = platform.isWhole ? [...ofPlatforms, inCode] : [inCode, ...ofPlatforms];
  const compose = fromCompose(code.files, projectDir);
  const said = [procfile.processes, ...behind, compose.processes].filter((each) => each.length > 0);
  const [found = [], ...others] = said;
  const processes = withChosen(found, chosen.processes ?? {});
  const released = releaseFacts(code.files, ofRelease.lines, chosen);
  return {
    facts: { processes, ...released, services: findRedis({ sources, celery, requires }) },
    problems: [
      ...brokerNote(celery, sources, processes),
      ...startNote(code.files, projectDir, released.releaseCommands),
    ],
    considered: [
      ...procfile.considered,
      ...platform.considered,
      ...compose.considered,
      ...others.flat().map((each) => passedOver(each, found[0]?.origin)),
      ...release.considered,
      ...ofRelease.considered,
    ],
  };
}

/** What distributions themselves require, for a list without a lock that names only them. */
const brought: Readonly<Record<string, readonly string[]>> = {
  'django-celery-beat': ['celery'],
  'django-celery-results': ['celery'],
  'celery-redbeat': ['celery', 'redis'],
  flower: ['celery'],
  'channels-redis': ['channels', 'redis'],
};

function requirementsOf({ dependencies }: OfProject): (name: string) => boolean {
  const { requirements, guessed } = dependencies;
  const extras = requirements.flatMap(({ name, extras: more = [] }) => (name === 'celery' ? more : []));
  const named = [...requirements.map(({ name }) => name), ...guessed];
  const names = new Set([...named, ...extras, ...named.flatMap((name) => brought[name] ?? [])]);
  // A manifest that could not be read says nothing of what there is.
  const isRead = names.has('django');
  return (name) => names.has(name) || (!isRead && name === 'celery');
}

/** Two libraries that each call theirs a worker: the second is told by its command. */
function uniquelyNamed(found: readonly Fact<ProcessType>[]): readonly Fact<ProcessType>[] {
  const taken = new Set<string>();
  return found.map((fact) => {
    const { name, command } = fact.value;
    const unique = taken.has(name) ? (command[2] ?? name).replaceAll('_', '-') : name;
    taken.add(unique);
    return { ...fact, value: { name: unique, command } };
  });
}

function passedOver({ value, origin }: Fact<ProcessType>, by: Origin = 'default'): Considered {
  const file = typeof by === 'object' && 'file' in by ? by.file : '';
  const why = `${nameOf(file) === 'Procfile' ? 'the Procfile' : file} says what runs`;
  return { fact: 'processes', value: `${value.name}: ${value.command.join(' ')}`, origin, why };
}
