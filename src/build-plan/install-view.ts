import type { InstallView } from '../dockerfile.ts';
import { UserError } from '../problems.ts';
import type { BuildOptions } from '../values/build-options.ts';
import type { Dependencies, DependencyManager } from '../values/layout.ts';
import { quoted } from '../quoted.ts';

/** Managers whose manifest the installer reads itself. */
const readsFiles: ReadonlySet<DependencyManager> = new Set(['pip', 'pip-tools']);

/**
 * What is installed, and from where. Pure.
 * @throws UserError nothing-to-install when nothing says what to install
 */
export function installView(dependencies: Dependencies, options: BuildOptions): InstallView {
  const { manager, files, lock, member } = dependencies;
  const manifests = manifestsOf(dependencies);
  const declared = declaredLines(dependencies, options);
  if (manifests.length === 0 && lock === undefined && declared.length === 0) {
    throw new UserError({ code: 'nothing-to-install', manager, files });
  }
  const { indexes, defaultIndexes } = indexesFor(dependencies);
  return {
    manager,
    manifests: manifests.map(quoted),
    locks: lock === undefined ? [] : [quoted(lock)],
    hasDeclared: declared.length > 0,
    members: member === undefined ? [] : [quoted(member)],
    ...(lock === undefined
      ? { groups: [], projectExtras: [] }
      : { groups: dependencies.groups.map(quoted), projectExtras: dependencies.extras.map(quoted) }),
    indexes: indexes.map(quoted),
    defaultIndexes: defaultIndexes.map(quoted),
    ...lent(dependencies, options),
    upgrades: options.upgrade === undefined ? [] : [quoted(options.upgrade)],
  };
}

/** The requirements files that the installer is given. */
function manifestsOf({ manager, lock, files, also = [] }: Dependencies): readonly string[] {
  return readsFiles.has(manager) && lock === undefined ? [...files.slice(0, 1), ...also] : [];
}

/** What the installer is told, as templates/build/install.py reads it. Throws `nothing-to-install`. */
export function installerOf(dependencies: Dependencies, options: BuildOptions) {
  const { manager, files, lock, member, groups, extras } = dependencies;
  const manifest = manifestsOf(dependencies);
  if (manifest.length === 0 && lock === undefined && declaredLines(dependencies, options).length === 0) {
    throw new UserError({ code: 'nothing-to-install', manager, files });
  }
  const { indexes, defaultIndexes } = indexesFor(dependencies);
  return {
    manager,
    manifest,
    lock: lock ?? null,
    package: member ?? null,
    group: lock === undefined ? [] : groups,
    project_extra: lock === undefined ? [] : extras,
    index: indexes,
    default_index: defaultIndexes[0] ?? null,
    upgrade: options.upgrade ?? null,
  };
}

/** The requirements that no file of the project lists in a form that the installer reads; one a line. */
export function declaredFile(dependencies: Dependencies, options: BuildOptions): string | undefined {
  const lines = declaredLines(dependencies, options);
  if (lines.length === 0) return undefined;
  const from = dependencies.manager === 'none' ? 'the imports of the code' : dependencies.files.join(', ');
  return [`# What simple-deploy read in ${from.replaceAll(/\s+/g, ' ')}.`, ...lines, ''].join('\n');
}

function declaredLines(dependencies: Dependencies, options: BuildOptions): readonly string[] {
  if (dependencies.manager !== 'none') return dependencies.declared;
  return options.installGuessed ? dependencies.guessed : [];
}

/** A lock of uv does not say in the form that it is exported to where a package comes from; the others do. */
function indexesFor(dependencies: Dependencies): Pick<InstallView, 'indexes' | 'defaultIndexes'> {
  const isTold = dependencies.lock !== undefined && dependencies.manager !== 'uv';
  return isTold ? { indexes: [], defaultIndexes: [] } : indexesOf(dependencies);
}

/** A requirements file names its indexes itself. */
function indexesOf({ manager, indexes }: Dependencies): Pick<InstallView, 'indexes' | 'defaultIndexes'> {
  if (readsFiles.has(manager)) return { indexes: [], defaultIndexes: [] };
  const text = ({ name, url }: Dependencies['indexes'][number]) => (name === undefined ? url : `${name}=${url}`);
  return {
    indexes: indexes.filter((each) => each.default !== true).map(text),
    defaultIndexes: indexes
      .filter((each) => each.default === true)
      .map(text)
      .slice(0, 1),
  };
}

/** With ssh, hosts are verified by the list that is lent with it (see src/commands/lent-to-build.ts). */
function lent(
  { needsSsh }: Dependencies,
  { buildSecrets, ssh }: BuildOptions,
): Pick<InstallView, 'secrets' | 'sshIds'> {
  const sshIds = ssh.map((text) => text.split('=')[0] ?? 'default');
  const ids = buildSecrets.map(({ id }) => id);
  if (ssh.length > 0 || needsSsh) ids.push('known_hosts');
  return { secrets: [...new Set(ids)].sort(), sshIds: sshIds.length === 0 && needsSsh ? ['default'] : sshIds };
}
