import type { Problem } from '../problems.ts';
import type { Layout } from '../values/layout.ts';
import type { findConfiguration } from './configuration.ts';
import { debugNote } from './debug-note.ts';
import { dynaconfNote } from './dynaconf.ts';
import { findEnvironment, type Started } from './environment/find-environment.ts';
import { suppliedWith } from './environment/supplied.ts';
import { filesAbsentNote } from './files-absent-note.ts';
import type { findFrontends } from './frontend/find-frontends.ts';
import { importNotes } from './import-notes.ts';
import { aroundNote } from './around-note.ts';
import { findLibraries } from './library-note.ts';
import { mistakesNote } from './mistakes-note.ts';
import type { findProcesses } from './processes/find-processes.ts';
import type { ProjectCode } from './project-code.ts';
import type { PythonSource } from './python-source.ts';
import { memcachedNote } from './memcached-note.ts';
import { secretKeyNote } from './secret-key-note.ts';
import type { FoundSettings } from './settings-module.ts';
import { stageDefaultNote } from './stage-default-note.ts';
import { stageNote } from './stage-note.ts';

/** What the settings take from outside of the code, and what is worth knowing about it. */
export function settingsDemands(
  code: ProjectCode,
  named: FoundSettings,
  started: Omit<Started, 'configuration'> & {
    readonly sources: readonly PythonSource[];
    readonly run: Pick<ReturnType<typeof findProcesses>, 'facts'>;
    readonly node: Pick<ReturnType<typeof findFrontends>, 'frontends'>;
  },
  { configuration }: ReturnType<typeof findConfiguration>,
  dependencies: Layout['dependencies']['value'],
) {
  const run = { ...started, configuration: configuration?.value };
  const found = findEnvironment(code, run);
  const redis = started.run.facts.services.flatMap(({ value, variables }) => (value === 'redis' ? variables : []));
  const { environment, supplied, databaseHost, readings, filesRead, filesAbsent, understood, mistakes } = found;
  const required = dependencies.requirements.map(({ name }) => name);
  const libraries = findLibraries(code, started.sources, understood, required);
  const notes = settingsNotes(code, named, started.settings, started.sources);
  return {
    facts: {
      environment,
      supplied: suppliedWith(supplied, redis),
      ...(databaseHost !== undefined && { databaseHost }),
      readings,
      environmentOpen: libraries.facts,
      filesRead,
    },
    libraries: libraries.facts,
    problems: [
      ...mistakesNote(mistakes),
      ...filesAbsentNote(code.files, filesAbsent, started.node.frontends.length > 0),
      ...importNotes(code, found, dependencies),
      ...libraries.problems,
      ...debugNote(code, run, found),
      ...notes,
    ],
  };
}

function settingsNotes(
  code: ProjectCode,
  named: FoundSettings,
  module: string,
  sources: readonly PythonSource[],
): readonly Problem[] {
  const around = aroundNote(code, named.settings.value, module, sources);
  const stages = stageNote(code, module, sources);
  const stage = stages.length > 0 ? stages : stageDefaultNote(code, sources);
  return [...dynaconfNote(sources), ...stage, ...around, ...secretKeyNote(sources), ...memcachedNote(sources)];
}
