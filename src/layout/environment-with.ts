import type { Fact } from '../values/fact.ts';
import type { GivenVariables } from '../values/given-variables.ts';
import type { Layout } from '../values/layout.ts';
import type { ProjectFiles } from '../values/project-files.ts';
import { findEnvironment } from './environment/find-environment.ts';
import { importRoots } from './import-roots.ts';
import { projectCode, pythonSource } from './project-code.ts';

/**
 * The variables that the settings cannot load without where these are given: a branch that a value chooses is followed. The same
 * as in the layout where manage.py is only made in the image: what stands in its place is read by nothing else.
 */
export function environmentWith(
  files: ProjectFiles,
  layout: Pick<
    Layout,
    'managePy' | 'managePyMade' | 'projectDir' | 'productionSettingsModule' | 'configuration' | 'application'
  > &
    Pick<Layout, 'dependencies' | 'environment'>,
  given: GivenVariables,
): readonly Fact<string>[] {
  if (layout.managePyMade) return layout.environment;
  const managePy = pythonSource(files, layout.managePy.value);
  const roots = importRoots(files, layout.projectDir.value, managePy);
  const code = projectCode(files, [...new Set([...roots, ...layout.dependencies.value.localPaths])]);
  const started = {
    managePy,
    settings: layout.productionSettingsModule.value,
    configuration: layout.configuration?.value,
    application: layout.application.value.module,
    given,
  };
  return findEnvironment(code, started).environment;
}
