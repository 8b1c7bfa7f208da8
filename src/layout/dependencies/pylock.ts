import type { OfferedGroup } from '../../values/project-group.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, nameOf } from '../paths.ts';
import { isAsked, isLeftOut, isOwn, nothingAsked, type AskedGroups } from './asked-groups.ts';
import { namesOf } from './declared-dependencies.ts';
import { dependenciesWith } from './dependencies-with.ts';
import { importPathsOf } from './import-path.ts';
import { isForDevelopment, isForProduction } from './production-groups.ts';
import type { ReadLock } from './read-lock.ts';
import { requirementOf } from './requirement.ts';
import { at, readToml, strings, tables, text } from './toml.ts';
import { transportOf } from './wanted.ts';

const PYLOCK = /^pylock(?:\.([^.]+))?\.toml$/;

/**
 * Whether a file of that name is a lock by the standard: `pylock.toml`, or `pylock.<name>.toml` where the name is not
 * for people who develop.
 * @see https://packaging.python.org/en/latest/specifications/pylock-toml/
 */
export function isPylockName(name: string): boolean {
  const match = PYLOCK.exec(name);
  return match !== null && (match[1] === undefined || !isForDevelopment(match[1]));
}

/** Reads a pylock.toml: its packages but those of groups and extras that it does not install by default. */
export function readPylock(files: ProjectFiles, lock: string, asked: AskedGroups = nothingAsked): ReadLock {
  const toml = readToml(files, lock);
  if (toml === undefined) return { problem: { code: 'toml-unreadable', file: lock, reason: 'it cannot be read' } };
  if ('problem' in toml) return toml;
  const folder = folderOf(lock);
  const { groups, extras, offered } = chosenIn(toml.table, asked);
  const needed = tables(toml.table['packages']).filter(({ marker }) =>
    isInstalled(typeof marker === 'string' ? marker : '', [...groups, ...extras]),
  );
  const git = needed.filter((each) => at(each, 'vcs', 'type') === 'git').map((each) => text(at(each, 'vcs', 'url')));
  return {
    dependencies: dependenciesWith({
      manager: 'pylock',
      files: [lock],
      lock,
      requirements: needed.filter((each) => each['directory'] === undefined).map(requirement),
      localPaths: importPathsOf(
        files,
        folder,
        needed.map((each) => at(each, 'directory', 'path')),
      ),
      needsGit: git.length > 0,
      needsSsh: git.some((url) => transportOf(`git+${url}`).ssh),
      groups,
      extras,
      offered,
    }),
  };
}

/** The groups that are installed by default, those for production, and what was asked for. */
function chosenIn(table: unknown, asked: AskedGroups) {
  const defaults = strings(at(table, 'default-groups'));
  const named = [...new Set([...defaults, ...strings(at(table, 'dependency-groups'))])];
  const offered = [
    ...named.map((name): OfferedGroup => ({ kind: 'group', name, brings: [] })),
    ...strings(at(table, 'extras')).map((name): OfferedGroup => ({ kind: 'extra', name, brings: [] })),
  ];
  const chosen = offered.filter((each) => {
    const byRule =
      isOwn(each, asked) || isForProduction(each.name) || (each.kind === 'group' && defaults.includes(each.name));
    return isAsked(each, asked) || (byRule && !isLeftOut(each, asked));
  });
  return { ...namesOf(chosen), offered };
}

/** `'dev' in dependency_groups` or `'x' in extras` of a marker: with none of them it is always installed. */
function isInstalled(marker: string, chosen: readonly string[]): boolean {
  const asked = [...marker.matchAll(/["']([^"']+)["']\s+in\s+(?:dependency_groups|extras)/g)].map(
    (match) => match[1] ?? '',
  );
  return asked.length === 0 || asked.some((name) => chosen.includes(name));
}

function requirement(each: Record<string, unknown>) {
  const { name, version } = each;
  return requirementOf(text(name), typeof version === 'string' ? `==${version}` : '');
}

/** Names of lock files among those of a folder, `pylock.toml` first, then those that say production. */
export function pylocksAmong(paths: readonly string[]): string[] {
  const rank = (path: string): number =>
    nameOf(path) === 'pylock.toml' ? 0 : isForProduction(nameOf(path).split('.')[1] ?? '') ? 1 : 2;
  return paths.filter((path) => isPylockName(nameOf(path))).toSorted((a, b) => rank(a) - rank(b));
}
