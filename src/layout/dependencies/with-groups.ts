import type { Considered } from '../../values/considered.ts';
import type { ProjectGroup } from '../../values/project-group.ts';
import { groupUnknown, isAsked, isLeftOut, unknownGroup, type AskedGroups } from './asked-groups.ts';
import type { Candidate } from './candidates.ts';
import type { FoundDependencies } from './found-dependencies.ts';
import { place } from '../../values/place.ts';
import { notInstalled } from '../../values/not-installed.ts';
import { isForDevelopment } from './production-groups.ts';

/**
 * What was found, with a word on each group and extra that is not installed; a name that was asked for and that the manifest
 * does not have is a problem, which names those of the others beside and above that have it.
 */
export function withGroups(
  found: FoundDependencies,
  asked: AskedGroups,
  others: readonly Candidate[],
): FoundDependencies {
  const { value } = found.dependencies;
  const file = value.lock ?? value.files[0];
  if (file === undefined || found.fatal !== undefined) return found;
  const unknown = unknownGroup(asked, value.offered);
  if (unknown !== undefined) {
    const read = others
      .filter((each) => !value.files.includes(each.file))
      .map((each) => ({ file: each.file, offered: each.read().dependencies?.offered ?? [] }));
    return { ...found, fatal: groupUnknown(unknown, file, value.offered, read) };
  }
  const considered = notInstalled(value).map((each) => passedOver(each, file, asked));
  return { ...found, considered: [...found.considered, ...considered] };
}

function passedOver(each: ProjectGroup, file: string, asked: AskedGroups): Considered {
  const { kind, name } = each;
  const rule = isForDevelopment(name)
    ? 'its name says development'
    : asked.ownOnly !== undefined && kind === 'group'
      ? `${place(asked.ownOnly)} installs the main requirements without it`
      : 'its name does not say production';
  const why =
    isLeftOut(each, asked) && !isAsked(each, asked) ? '--without-group' : `${rule}; --${kind} ${name} takes it`;
  return { fact: 'dependencies', value: `${kind} ${name}`, origin: { file }, why };
}
