import type { Requirement } from '../../values/layout.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, join } from '../paths.ts';
import { nothingAsked, type AskedGroups } from './asked-groups.ts';
import { chosenGroups, offeredBy } from './declared-dependencies.ts';
import { dependenciesWith } from './dependencies-with.ts';
import { importPathsOf } from './import-path.ts';
import { indexesIn, pipfileDeclared } from './pipfile.ts';
import type { ReadLock } from './read-lock.ts';
import { requirementOf } from './requirement.ts';
import { at, entriesOf, strings, text } from './toml.ts';
import { transportOf } from './wanted.ts';

/** Reads a Pipfile.lock: its `default` section, and the categories that a server installs. */
export function readPipfileLock(files: ProjectFiles, lock: string, asked: AskedGroups = nothingAsked): ReadLock {
  const json = parsed(files.readText(lock) ?? '');
  if (json === undefined) return { problem: { code: 'lock-unreadable', file: lock, command: 'pipenv lock' } };
  const folder = folderOf(lock);
  const manifest = join(folder, 'Pipfile') ?? 'Pipfile';
  const declared = pipfileDeclared(files, manifest);
  const groups = chosenGroups(declared, asked).map(({ name }) => name);
  const entries = ['default', ...groups.map(sectionOf)].flatMap((name) => entriesOf(at(json, name)));
  const git = entries.flatMap(([, entry]) => (typeof at(entry, 'git') === 'string' ? [text(at(entry, 'git'))] : []));
  return {
    dependencies: dependenciesWith({
      manager: 'pipenv',
      files: [manifest, lock],
      lock,
      requirements: entries.filter(([, entry]) => at(entry, 'path') === undefined).map(requirement),
      localPaths: importPathsOf(
        files,
        folder,
        entries.map(([, entry]) => at(entry, 'path')),
      ),
      needsGit: git.length > 0,
      needsSsh: git.some((url) => transportOf(`git+${url}`).ssh),
      groups,
      offered: offeredBy(declared),
      indexes: indexesIn(files, lock, at(json, '_meta', 'sources')),
    }),
  };
}

/** What a lock calls a table of the Pipfile: all but one by its own name. */
function sectionOf(table: string): string {
  return table === 'dev-packages' ? 'develop' : table;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function requirement([name, entry]: readonly [string, unknown]): Requirement {
  const version = at(entry, 'version');
  return requirementOf(
    name,
    typeof version === 'string' && version !== '*' ? version : '',
    strings(at(entry, 'extras')),
  );
}
