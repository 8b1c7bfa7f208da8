import { satisfies } from '@renovatebot/pep440';
import type { CodeNeed, Dependencies, Requirement } from '../values/layout.ts';
import type { Fact } from '../values/fact.ts';
import { codeNeeds, compiler, systemNeeds, type SystemNeed } from './table.ts';

/** What of Debian the packages of a project need, by where it is needed. Each list is sorted, with the names as the table has them. */
export interface SystemPackages {
  /** To install the requirements: compilers, headers, git. */
  readonly build: readonly string[];
  /** In the image. */
  readonly run: readonly string[];
  /** To prepare the project's own files, in the stage that does: gettext. */
  readonly prepare: readonly string[];
}

/** What decides about system packages. */
export interface Demands {
  readonly requirements: readonly Requirement[];
  readonly needsGit: Dependencies['needsGit'];
  readonly codeNeeds: readonly Fact<CodeNeed>[];
  /** Requirements that we add, such as "psycopg[binary]". */
  readonly extras: readonly string[];
  /** Debian packages that the person names. */
  readonly named: readonly string[];
  /** Those of the table that the person does not want. */
  readonly without: readonly string[];
}

/** Debian packages for the requirements, for what the project's code needs, and those that the person names. */
export function systemPackagesFor({
  requirements,
  needsGit,
  codeNeeds: code,
  extras,
  named,
  without,
}: Demands): SystemPackages {
  const rows = [...requirements, ...extras.map((name) => ({ name }))].flatMap((each) => needsOf(each));
  const compiled = rows.filter(({ alwaysCompiled = false }) => alwaysCompiled);
  const wanted = (packages: readonly string[]) => packages.filter((each) => !isOneOf(each, without));
  const ofCode = codeNeeds.filter(({ need }) => code.some(({ value }) => value === need));
  return {
    build: unique([
      ...(needsGit ? ['git', 'ca-certificates'] : []),
      ...(compiled.length > 0 ? compiler : []),
      ...wanted(compiled.flatMap(({ build = [] }) => build)),
      ...named,
    ]),
    run: unique([...wanted([...rows, ...ofCode].flatMap(({ run = [] }) => run)), ...named]),
    prepare: unique(ofCode.flatMap(({ build = [] }) => build)),
  };
}

/** The rows of the table that hold for a requirement. */
export function needsOf({ name, version, extras = [] }: Requirement): readonly SystemNeed[] {
  const names = [name, ...extras.map((extra) => `${name}[${extra.toLowerCase()}]`)];
  return systemNeeds.filter(
    ({ packages, versions }) =>
      packages.some((each) => names.includes(each)) &&
      (versions === undefined || (version !== undefined && satisfies(version, versions))),
  );
}

/** Whether a package of the table, `a | b` for the first that there is, is among those names. */
export function isOneOf(each: string, names: readonly string[]): boolean {
  return each.split(' | ').some((name) => names.includes(name));
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
