import type { Dependencies } from './layout.ts';
import type { OfferedGroup } from './project-group.ts';

/** The groups and extras of a project that are not installed. */
export function notInstalled({ offered, groups, extras }: Dependencies): readonly OfferedGroup[] {
  return offered.filter(({ kind, name }) => !(kind === 'group' ? groups : extras).includes(name));
}
