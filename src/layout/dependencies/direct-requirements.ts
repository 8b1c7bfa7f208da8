import type { Fact } from '../../values/fact.ts';
import type { Dependencies, Requirement } from '../../values/layout.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { literally } from '../patterns.ts';

/**
 * The requirements that a manifest of the project names itself; a lock holds those of other packages too, of which the
 * project need not know. All of them where there is no lock, or no manifest beside it.
 */
export function directRequirements(files: ProjectFiles, { value }: Fact<Dependencies>): readonly Requirement[] {
  const { lock, requirements } = value;
  const manifests = value.files.filter((file) => file !== lock).map((file) => files.readText(file) ?? '');
  if (lock === undefined || manifests.length === 0) return requirements;
  return requirements.filter(({ name }) => {
    const spelt = new RegExp(`(^|[^\\w.-])${literally(name).replaceAll('-', '[-_.]')}([^\\w-]|$)`, 'im');
    return manifests.some((text) => spelt.test(text));
  });
}

/** What the project asks for itself, and whether people wrote that down: a `pip freeze` lists what anything brought along. */
export function ownRequirements(
  files: ProjectFiles,
  dependencies: Fact<Dependencies>,
): readonly [requirements: readonly Requirement[], isAuthored: boolean] {
  const { manager } = dependencies.value;
  const isAuthored = ['uv', 'poetry', 'pdm', 'pipenv', 'pep621', 'setuptools'].includes(manager);
  return [directRequirements(files, dependencies), isAuthored];
}
