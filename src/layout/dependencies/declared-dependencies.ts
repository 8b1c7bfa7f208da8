import type { Dependencies, Requirement } from '../../values/layout.ts';
import type { OfferedGroup, ProjectGroup } from '../../values/project-group.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf } from '../paths.ts';
import { isAsked, isLeftOut, isOwn, nothingAsked, type AskedGroups } from './asked-groups.ts';
import type { Declared } from './declared.ts';
import { dependenciesWith } from './dependencies-with.ts';
import { gatherFile, gatherWanted, nothingGathered, requirementsOf, transportsOf } from './gather.ts';
import { ownImportPath } from './import-path.ts';
import { productionGroups } from './production-groups.ts';

/** What a manifest without a lock asks a server to install. */
export function declaredDependencies(
  files: ProjectFiles,
  declared: Declared,
  asked: AskedGroups = nothingAsked,
): Dependencies {
  const { manager, indexes } = declared;
  const [manifest = '.'] = declared.files;
  const folder = folderOf(manifest);
  const groups = chosenGroups(declared, asked);
  const found = nothingGathered();
  for (const file of declared.files) found.files.add(file);
  found.entered.add(folder);
  gatherWanted(files, folder, declared.wanted, found);
  for (const path of declared.from) gatherFile(files, path, found);
  for (const group of groups) gatherWanted(files, folder, group.wanted, found);
  return dependenciesWith({
    manager,
    files: [...found.files],
    requirements: requirementsOf(found),
    localPaths: [...new Set([...ownImportPath(files, folder), ...found.localPaths])],
    ...transportsOf(found),
    ...namesOf(groups),
    offered: offeredBy(declared),
    declared: [...found.lines.keys()],
    indexes: [...indexes, ...found.indexes.values()],
  });
}

/** The groups and extras of a manifest that are installed: what was asked for, what the project's own Dockerfile installs, and what the rule takes; `main` is what the main requirements come to, where a lock tells. */
export function chosenGroups(
  { groups, wanted, from }: Declared,
  asked: AskedGroups,
  main: readonly Requirement[] = wanted.map(({ requirement }) => requirement),
): Declared['groups'] {
  const named = groups.map((group) => ({ ...group, requirements: group.wanted.map(({ requirement }) => requirement) }));
  // What comes from a requirements file is not looked through here: it has Django, or the file is not the one meant.
  const isTaken = (each: Declared['groups'][number]): boolean =>
    isAsked(each, asked) || (isOwn(each, asked) && !isLeftOut(each, asked));
  const brought = [...main, ...named.filter(isTaken).flatMap((each) => each.requirements)];
  const byRule = productionGroups(
    named
      .filter((each) => !isLeftOut(each, asked))
      .map((each) => ({ ...each, byDefault: each.byDefault && asked.ownOnly === undefined })),
    from.length > 0 ? [...brought, { name: 'django' }] : brought,
  );
  const ruled = new Set(byRule.map(({ kind, name }) => `${kind} ${name}`));
  return named.filter((each) => isTaken(each) || ruled.has(`${each.kind} ${each.name}`));
}

/** Every group and extra by its name. */
export function offeredBy({ groups }: Declared): OfferedGroup[] {
  return groups.map(({ kind, name, wanted }) => ({ kind, name, brings: wanted.map((each) => each.requirement.name) }));
}

/** The names of groups, and those of extras. */
export function namesOf(groups: readonly ProjectGroup[]): { readonly groups: string[]; readonly extras: string[] } {
  const of = (kind: string): string[] => groups.filter((each) => each.kind === kind).map(({ name }) => name);
  return { groups: of('group'), extras: of('extra') };
}
