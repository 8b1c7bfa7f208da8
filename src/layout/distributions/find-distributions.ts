import type { Fact } from '../../values/fact.ts';
import type { Dependencies } from '../../values/layout.ts';
import type { LocalDistribution } from '../../values/local-distribution.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { at, tableOf, text } from '../dependencies/toml.ts';
import { normalizedName } from '../dependencies/requirement.ts';
import { folderOf, join, nameOf } from '../paths.ts';
import { declaredEntryPoints } from './declared-entry-points.ts';
import { distributionName } from './distribution-name.ts';
import { distributionVersion } from './distribution-version.ts';

/**
 * The distributions whose code is part of the project, as an installation would know them: its own, the members of a
 * workspace that are installed, what `-e ./libs/shop` names.
 */
export function findDistributions(files: ProjectFiles, dependencies: Dependencies): Fact<LocalDistribution>[] {
  const found = new Map<string, Fact<LocalDistribution>>();
  for (const folder of foldersOf(dependencies)) {
    const name = isInstalled(files, folder) ? distributionName(files, folder) : undefined;
    if (name === undefined || found.has(normalizedName(name))) continue;
    const { value: version, ...rest } = distributionVersion(files, folder, name);
    const entryPoints = declaredEntryPoints(files, folder);
    found.set(normalizedName(name), { value: { name, version, folder, entryPoints }, ...rest });
  }
  return [...found.values()];
}

/** Where their manifests may lie: what is importable is the folder of one, or `src` in it. */
function foldersOf({ localPaths }: Dependencies): string[] {
  const all = localPaths.flatMap((path) => (nameOf(path) === 'src' ? [folderOf(path), path] : [path]));
  return [...new Set(all)];
}

/** A project that says that it is none for installing has no metadata anywhere. */
function isInstalled(files: ProjectFiles, folder: string): boolean {
  const tools = at(tableOf(files, join(folder, 'pyproject.toml') ?? ''), 'tool');
  const refusals = [at(tools, 'poetry', 'package-mode'), at(tools, 'uv', 'package'), at(tools, 'pdm', 'distribution')];
  return !refusals.includes(false) && text(at(tools, 'pdm', 'package-type')) !== 'application';
}
