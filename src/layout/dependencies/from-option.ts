import { nearest } from '../../nearest.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import type { AskedGroups } from './asked-groups.ts';
import { candidatesIn, manifestPaths, requirementsCandidate } from './candidates.ts';
import { dependenciesWith } from './dependencies-with.ts';
import type { FoundDependencies } from './found-dependencies.ts';
import { foundFrom } from './found-from.ts';

/** A file that the rule would pass over is read for what it is: development requirements too, a text file of any name. */
export function fromOption(
  files: ProjectFiles,
  option: string,
  projectDir: string,
  asked: AskedGroups,
): FoundDependencies {
  const path = option.replaceAll('\\', '/').replace(/^\.\//, '');
  const all = [...manifestPaths(files).keys()].flatMap((folder) => candidatesIn(files, folder, projectDir, asked));
  const isText = /\.(txt|in|pip)$/.test(path) && files.readText(path) !== undefined;
  const read =
    all.find(({ file }) => file === path) ??
    (isText ? requirementsCandidate(files, path, 0) : undefined) ??
    all.find((each) => each.kind === 'lock' && each.read().dependencies?.files.includes(path));
  const origin = { option: '--dependencies' };
  const known = [...new Set(all.map(({ file }) => file))];
  const near = nearest(path, known);
  if (read !== undefined) return foundFrom(files, read, { origin });
  return {
    dependencies: { value: dependenciesWith({ manager: 'none', files: [] }), origin },
    problems: [],
    considered: [],
    fatal: { code: 'dependencies-option-wrong', path: option, known, ...(near === undefined ? {} : { near }) },
  };
}
