import type { Dependencies } from '../../values/layout.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { gatherFolder, nothingGathered, requirementsOf, transportsOf } from './gather.ts';

/** The same dependencies, with what folders of the project need that must be importable too: as `-e ./folder` would say it. */
export function withFolders(files: ProjectFiles, known: Dependencies, folders: readonly string[]): Dependencies {
  const found = nothingGathered();
  for (const folder of folders) gatherFolder(files, folder, [], found);
  const names = new Set(known.requirements.map(({ name }) => name));
  const fresh = requirementsOf(found).filter(({ name }) => !names.has(name));
  const lines = [...found.lines].filter(([, { requirement }]) => !names.has(requirement.name));
  const { needsGit, needsSsh } = transportsOf(found);
  return {
    ...known,
    files: [...new Set([...known.files, ...found.files])],
    requirements: [...known.requirements, ...fresh],
    localPaths: [...new Set([...known.localPaths, ...found.localPaths])],
    declared: [...known.declared, ...lines.map(([line]) => line)],
    needsGit: known.needsGit || needsGit,
    needsSsh: known.needsSsh || needsSsh,
  };
}
