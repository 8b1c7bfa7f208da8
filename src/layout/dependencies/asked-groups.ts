import type { Problem } from '../../problems.ts';
import { nearest } from '../../nearest.ts';
import type { Origin } from '../../values/fact.ts';
import type { ProjectGroup } from '../../values/project-group.ts';
import { normalizedName } from './requirement.ts';

/** Dependency groups and extras that the user chose over the rule, as they were typed. */
export interface AskedGroups {
  readonly groups: readonly string[];
  readonly extras: readonly string[];
  /** Groups and extras that are not installed, though the rule takes them. */
  readonly without: readonly string[];
  /** Groups and extras, by name, that the project's own Dockerfile installs. */
  readonly own?: readonly string[];
  /** Where that Dockerfile says that it installs the main requirements and nothing else but those. */
  readonly ownOnly?: Origin;
}

/** Nothing chosen: the rule decides. */
export const nothingAsked: AskedGroups = { groups: [], extras: [], without: [] };

/** Of choices about a project, those about groups and extras. */
export function askedGroups(chosen: {
  readonly groups?: readonly string[];
  readonly extras?: readonly string[];
  readonly withoutGroups?: readonly string[];
}): AskedGroups {
  return { groups: chosen.groups ?? [], extras: chosen.extras ?? [], without: chosen.withoutGroups ?? [] };
}

/** Whether it was asked for by name; names are compared as PEP 503, PEP 685 and PEP 735 have it. */
export function isAsked({ kind, name }: ProjectGroup, asked: AskedGroups): boolean {
  return isAmong(name, kind === 'group' ? asked.groups : asked.extras);
}

/** Whether the project's own Dockerfile installs it. */
export function isOwn({ name }: ProjectGroup, { own = [] }: AskedGroups): boolean {
  return isAmong(name, own);
}

/** Whether it was asked to be left out. */
export function isLeftOut({ name }: ProjectGroup, { without }: AskedGroups): boolean {
  return isAmong(name, without);
}

function isAmong(name: string, names: readonly string[]): boolean {
  return names.some((each) => normalizedName(each) === normalizedName(name));
}

/** A choice as it is typed. */
export interface GroupOption {
  readonly option: '--group' | '--extra' | '--without-group';
  readonly name: string;
}

/** The first choice that names what a manifest does not have; undefined when all is there. */
export function unknownGroup(asked: AskedGroups, offered: readonly ProjectGroup[]): GroupOption | undefined {
  const names = (kind?: ProjectGroup['kind']) =>
    offered.filter((each) => kind === undefined || each.kind === kind).map(({ name }) => name);
  const missing = (option: GroupOption['option'], wanted: readonly string[], there: readonly string[]) =>
    wanted.filter((name) => !isAmong(name, there)).map((name): GroupOption => ({ option, name }));
  return [
    ...missing('--group', asked.groups, names('group')),
    ...missing('--extra', asked.extras, names('extra')),
    ...missing('--without-group', asked.without, names()),
  ][0];
}

/** A manifest that has what another lacks. */
export interface GroupElsewhere extends ProjectGroup {
  readonly file: string;
}

/** The problem of a name that the manifest does not have, with what it has, and which others have it. */
export function groupUnknown(
  { option, name }: GroupOption,
  file: string,
  offered: readonly ProjectGroup[],
  others: readonly { readonly file: string; readonly offered: readonly ProjectGroup[] }[],
): Problem {
  const elsewhere = others.flatMap((other): GroupElsewhere[] =>
    other.offered.filter((each) => isAmong(each.name, [name])).map((each) => ({ ...plain(each), file: other.file })),
  );
  const there = offered.map(plain);
  return {
    code: 'dependencies-group-unknown',
    option,
    name,
    file,
    offered: there,
    meant: meant(name, there),
    elsewhere,
  };
}

function plain({ kind, name }: ProjectGroup): ProjectGroup {
  return { kind, name };
}

/** The same name of the other kind, else the nearest name; none when none is near. */
function meant(name: string, offered: readonly ProjectGroup[]): ProjectGroup[] {
  const names = offered.map((each) => each.name);
  const near = names.find((each) => isAmong(each, [name])) ?? nearest(name, names);
  return offered.filter((each) => each.name === near);
}
