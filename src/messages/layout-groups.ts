import type { LayoutProblem } from '../problems/layout.ts';
import { typedPath } from './typed-path.ts';
import type { Words } from './words.ts';

type GroupUnknown = Extract<LayoutProblem, { code: 'dependencies-group-unknown' }>;

/** The words about a group or an extra that the manifest does not have. */
export function groupUnknownWords({ option, name, file, offered, meant, elsewhere }: GroupUnknown): Words {
  const noun = option === '--without-group' ? 'group or extra' : option.slice('--'.length);
  const named = (kind: string): string => namesOf(offered, kind).join(', ');
  return {
    what: `${option} ${name}: ${file} has no ${noun} of that name.`,
    found: [
      ...(named('group') === '' ? [] : [`its groups: ${named('group')}`]),
      ...(named('extra') === '' ? [] : [`its extras: ${named('extra')}`]),
      ...(offered.length === 0 ? ['it has no groups and no extras'] : []),
      ...elsewhere.map((each) => `${each.file} has ${each.kind === 'group' ? 'a group' : 'an extra'} ${each.name}`),
    ],
    next: [
      ...(meant.length > 0 ? meant : offered.slice(0, 5)).map((each) => `Type instead: ${typed(option, each)}`),
      ...elsewhere.map(
        (each) => `Add to the command: --dependencies ${typedPath(each.file)} --${each.kind} ${each.name}`,
      ),
      `Or leave ${option} ${name} out.`,
    ],
  };
}

function typed(option: string, { kind, name }: GroupUnknown['offered'][number]): string {
  return option === '--without-group' ? `${option} ${name}` : `--${kind} ${name}`;
}

function namesOf(offered: GroupUnknown['offered'], kind: string): string[] {
  return offered.filter((each) => each.kind === kind).map(({ name }) => name);
}
