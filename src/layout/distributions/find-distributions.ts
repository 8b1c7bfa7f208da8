import type { Fact } from '../../values/fact.ts';
import type { Dependencies, DependencyManager } from '../../values/layout.ts';
import type { LocalDistribution } from '../../values/local-distribution.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { at, tableOf, text } from '../dependencies/toml.ts';
import { normalizedName } from '../dependencies/requirement.ts';
import { folderOf, join, nameOf, upFrom } from '../paths.ts';
import { declaredEntryPoints } from './declared-entry-points.ts';
import { distributionName } from './distribution-name.ts';
import { distributionVersion, writtenVersion } from './distribution-version.ts';

/** Those that take the project itself for a package or not: where they do not install it, it asks for nothing of its own either. */
const decides: ReadonlySet<DependencyManager> = new Set(['uv', 'poetry', 'pdm', 'pylock']);

/**
 * The distributions whose code is part of the project, as an installation would know them: its own, the members of a
 * workspace that are installed, what `-e ./libs/shop` names. What only a manifest of the folder of manage.py, or of one
 * around it, names, beside a requirements file say, answers to that name as well: with no more than its version, since
 * entry points are found without being asked for by name, and nobody who runs the project has them.
 */
export function findDistributions(
  files: ProjectFiles,
  dependencies: Dependencies,
  projectDir: string,
): Fact<LocalDistribution>[] {
  const found = new Map<string, Fact<LocalDistribution>>();
  const installed = foldersOf(dependencies);
  const named = decides.has(dependencies.manager) ? [] : upFrom(projectDir);
  for (const folder of new Set([...installed, ...named])) {
    const name = isPackage(files, folder) ? distributionName(files, folder) : undefined;
    if (name === undefined || found.has(normalizedName(name))) continue;
    const fact = installed.includes(folder) ? distributionAt(files, folder, name) : namedAt(files, folder, name);
    if (fact !== undefined) found.set(normalizedName(name), fact);
  }
  return [...found.values()];
}

function distributionAt(files: ProjectFiles, folder: string, name: string): Fact<LocalDistribution> {
  const { value: version, ...rest } = distributionVersion(files, folder, name);
  return { value: { name, version, folder, entryPoints: declaredEntryPoints(files, folder) }, ...rest };
}

/** Without a version that is written, nothing: code that says what it does when it is not installed does that. */
function namedAt(files: ProjectFiles, folder: string, name: string): Fact<LocalDistribution> | undefined {
  const version = writtenVersion(files, folder, name);
  if (version === undefined) return undefined;
  const reasons = ['nothing installs it: by name and version alone', version.why].filter((each) => each !== undefined);
  const value = { name, version: version.value, folder, entryPoints: [] };
  return { value, origin: version.origin, why: reasons.join('; ') };
}

/** Where their manifests may lie: what is importable is the folder of one, or `src` in it. */
function foldersOf({ localPaths }: Dependencies): string[] {
  const all = localPaths.flatMap((path) => (nameOf(path) === 'src' ? [folderOf(path), path] : [path]));
  return [...new Set(all)];
}

/** A project that says that it is none for installing has no metadata anywhere. */
function isPackage(files: ProjectFiles, folder: string): boolean {
  const tools = at(tableOf(files, join(folder, 'pyproject.toml') ?? ''), 'tool');
  const refusals = [at(tools, 'poetry', 'package-mode'), at(tools, 'uv', 'package'), at(tools, 'pdm', 'distribution')];
  return !refusals.includes(false) && text(at(tools, 'pdm', 'package-type')) !== 'application';
}
