import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, join } from '../paths.ts';
import { nothingAsked, type AskedGroups } from './asked-groups.ts';
import { chosenGroups, namesOf, offeredBy } from './declared-dependencies.ts';
import { dependenciesWith } from './dependencies-with.ts';
import { importPathsOf, ownImportPath } from './import-path.ts';
import { reachable, type Locked } from './locked-graph.ts';
import { pyprojectDeclared } from './pyproject.ts';
import type { ReadLock } from './read-lock.ts';
import { normalizedName, parseRequirement, requirementOf } from './requirement.ts';
import { readToml, strings, tables, text } from './toml.ts';
import { transportOf } from './wanted.ts';

interface PdmPackage extends Locked {
  readonly table: Record<string, unknown>;
}

/** Reads a pdm.lock with the pyproject.toml beside it: what is locked for the default group and for those that a server installs. */
export function readPdmLock(files: ProjectFiles, lock: string, asked: AskedGroups = nothingAsked): ReadLock {
  const toml = readToml(files, lock);
  if (toml === undefined) return { problem: { code: 'toml-unreadable', file: lock, reason: 'it cannot be read' } };
  if ('problem' in toml) return toml;
  const folder = folderOf(lock);
  const manifest = join(folder, 'pyproject.toml') ?? 'pyproject.toml';
  const declared = pyprojectDeclared(files, manifest);
  const groups = chosenGroups(declared, asked);
  const names = groups.map(({ name }) => name);
  const wanted = [...declared.wanted, ...groups.flatMap((group) => group.wanted)].map(({ requirement }) => requirement);
  const needed = neededOf(tables(toml.table['package']).map(packageOf), names, wanted);
  const urls = needed.flatMap(({ table }) => (typeof table['git'] === 'string' ? [table['git']] : []));
  return {
    dependencies: dependenciesWith({
      manager: 'pdm',
      files: [manifest, lock],
      lock,
      requirements: once(needed.filter(({ table }) => table['path'] === undefined)),
      localPaths: [
        ...new Set([
          ...ownImportPath(files, folder),
          ...importPathsOf(
            files,
            folder,
            needed.map(({ table }) => table['path']),
          ),
        ]),
      ],
      needsGit: urls.length > 0,
      needsSsh: urls.some((url) => transportOf(`git+${url}`).ssh),
      ...namesOf(groups),
      offered: offeredBy(declared),
      indexes: declared.indexes,
    }),
  };
}

/** Since PDM 2.11 each package says its groups; before, only the way from the manifest tells. */
function neededOf(
  packages: readonly PdmPackage[],
  groups: readonly string[],
  wanted: readonly { name: string; extras?: readonly string[] }[],
): PdmPackage[] {
  if (packages.some(({ table }) => table['groups'] !== undefined)) {
    const ours = new Set(['default', ...groups.map(normalizedName)]);
    return packages.filter(({ table }) => strings(table['groups']).some((group) => ours.has(normalizedName(group))));
  }
  if (wanted.length === 0) return [...packages];
  return reachable(
    packages,
    wanted.map(({ name, extras = [] }) => ({ name, extras })),
  );
}

function packageOf(table: Record<string, unknown>): PdmPackage {
  const version = typeof table['version'] === 'string' ? `==${table['version']}` : '';
  const extras = strings(table['extras']);
  return {
    table,
    requirement: requirementOf(text(table['name']), version, extras),
    needs: strings(table['dependencies'])
      .flatMap((text) => parseRequirement(text) ?? [])
      .map((each) => ({
        name: each.name,
        extras: each.extras ?? [],
        ...(extras.length > 0 ? { onlyFor: extras } : {}),
      })),
  };
}

/** A package with an extra has an entry of its own beside the bare one. */
function once(packages: readonly PdmPackage[]) {
  const byName = new Map(packages.map(({ requirement }) => [requirement.name, requirement]));
  return [...byName.values()];
}
