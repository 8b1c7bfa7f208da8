import { UserError, type Problem } from '../problems.ts';
import type { Considered } from '../values/considered.ts';
import type { Fact } from '../values/fact.ts';
import { join } from './paths.ts';
import { place, sayer } from '../values/place.ts';
import type { ProjectCode } from './project-code.ts';
import { isServing, servedWith } from './served-settings.ts';
import { settingsNear } from './settings-candidates.ts';
import { exampleOf } from './settings-example.ts';
import { holdsSettings, isLive, modulesIn, otherSiblings, submodulesOfEmpty } from './settings-siblings.ts';
import { purposeOf, stageOf } from './settings-stage.ts';
import { witnessesOf, type Witness } from './settings-witnesses.ts';
import { usableSiblings } from './usable-siblings.ts';

/** The settings of the image, what else they could have been, and what is worth knowing about it. */
export interface FoundProduction {
  readonly settings: Fact<string>;
  readonly considered: readonly Considered[];
  readonly problems: readonly Problem[];
}

/**
 * The settings module the image uses. In this order: `--settings`; what manage.py names, when its name says production;
 * what another branch of it, wsgi.py or asgi.py names for production; the production module beside one for development (`local` →
 * `production`), of several the one that a Dockerfile or the like names; what such a file or the server names, when
 * manage.py's is for development; else the same as manage.py's. Settings that set nothing are never it, nor are those for development
 * silently when others stand beside them. `branches` is what else manage.py names.
 * @throws UserError settings-file-missing, settings-several
 */
export function findProductionSettings(
  code: ProjectCode,
  named: Fact<string>,
  option: string | undefined,
  branches: readonly Considered[] = [],
): FoundProduction {
  if (option !== undefined) return { settings: fromOption(code, option), considered: [], problems: [] };
  const witnesses = witnessesOf(code, named.value, branches);
  const { siblings, failing } = usableSiblings(code, named.value, witnesses);
  const settings = choose(code, named, witnesses, siblings);
  if (code.fileOf(settings.value) === undefined) throw new UserError(missing(code, named));
  const { considered, problems } = passedOver(code, named, settings, witnesses, siblings);
  return { settings, considered: [...considered, ...failing], problems };
}

function missing(code: ProjectCode, { value: module, origin }: Fact<string>): Problem {
  const example = exampleOf(code, module);
  return {
    code: 'settings-file-missing',
    module,
    namedAt: place(origin),
    candidates: candidatesFor(code, module),
    ...(example === undefined ? {} : { example }),
  };
}

/** A module of an installed package is nobody's to check; one of a package of the project is. */
function fromOption(code: ProjectCode, option: string): Fact<string> {
  const fact: Fact<string> = { value: option, origin: { option: '--settings' } };
  if (code.fileOf(option) === undefined && isOurs(code, option.split('.')[0] ?? '')) {
    throw new UserError(missing(code, fact));
  }
  return fact;
}

/** A package of the project, with `__init__.py` or without. */
function isOurs(code: ProjectCode, top: string): boolean {
  const folders = code.importRoots.map((root) => join(root, top)).filter((each) => each !== undefined);
  const holdsCode = (folder: string): boolean =>
    code.files.list.some(({ path }) => path.startsWith(`${folder}/`) && path.endsWith('.py'));
  return code.fileOf(top) !== undefined || (top !== '' && folders.some(holdsCode));
}

function choose(
  code: ProjectCode,
  named: Fact<string>,
  witnesses: readonly Witness[],
  siblings: readonly string[],
): Fact<string> {
  const stage = stageOf(named.value);
  const there = witnesses.filter(({ module, exists }) => exists && holdsSettings(code, module));
  const meant = servedWith(code, named.value, there);
  if (meant !== undefined) return byWitness(named, meant);
  if (stage === 'production') return named;
  const served = there.find(({ kind, module }) => kind !== 'deployment' && stageOf(module) === 'production');
  if (served !== undefined) return byWitness(named, served);
  const [only] = siblings;
  if (only !== undefined) return amongSiblings(code, named, siblings, there);
  const usable = there.filter(({ module }) => !/^(development|test)$/.test(stageOf(module)));
  const live = usable.find(({ module }) => stageOf(module) === 'production');
  if (live !== undefined) return byWitness(named, live);
  if (!/^(development|test)$/.test(stage)) return settled(code, named);
  const other = usable.find(({ module }) => module !== named.value);
  if (other !== undefined) return byWitness(named, other);
  if (there.some((each) => each.module === named.value && isServing(each))) return settled(code, named);
  const unknown = otherSiblings(code, named.value);
  if (unknown.length === 0) return settled(code, named);
  const complete = unknown.length === 1 ? unknown.find((each) => isLive(code, each)) : undefined;
  if (complete !== undefined) return liveBase(code, named, complete);
  throw several(named, [...unknown, named.value]);
}

/** What all stages share is what runs in production where it is complete and all beside it is for development and tests. */
function liveBase(code: ProjectCode, named: Fact<string>, only: string): Fact<string> {
  const why = `${purposeOf(named.value)}; this one beside it is complete, with DEBUG off, and the others are for development and tests`;
  return { value: only, origin: originOf(code, only), why };
}

/**
 * The settings that are named; of a package that sets nothing itself, its one module for production, or that is not for tests.
 * @throws UserError settings-several, when it has none or several
 */
function settled(code: ProjectCode, named: Fact<string>): Fact<string> {
  const modules = submodulesOfEmpty(code, named.value);
  if (modules.length === 0 || code.fileOf(named.value) === undefined) return named;
  const forProduction = modules.filter((module) => stageOf(module) === 'production');
  const untested = modules.filter((module) => stageOf(module) !== 'test');
  const [only = '', ...others] = forProduction.length > 0 ? forProduction : untested;
  if (only === '' || others.length > 0) throw several(named, untested.length > 0 ? untested : modules);
  const is = forProduction.length > 0 ? 'is for production' : 'is the only one that is not for tests';
  return { value: only, origin: originOf(code, only), why: `${named.value} sets nothing itself; this one in it ${is}` };
}

function several({ value: module, origin }: Fact<string>, candidates: readonly string[]): UserError {
  return new UserError({ code: 'settings-several', module, namedAt: place(origin), candidates });
}

function byWitness(named: Fact<string>, { module, origin, kind }: Witness): Fact<string> {
  const who = sayer(named.origin);
  const others = {
    manage: sayer(origin) === who ? `in another branch ${module}` : `this ${module}`,
    server: `the server ${module}`,
    deployment: `this ${module}`,
  };
  return { value: module, origin, why: `${who} names ${named.value}, ${others[kind]}` };
}

/** @throws UserError settings-several */
function amongSiblings(
  code: ProjectCode,
  named: Fact<string>,
  siblings: readonly string[],
  witnesses: readonly Witness[],
): Fact<string> {
  const meant = witnesses.filter(({ module }) => siblings.includes(module));
  const [only = ''] = siblings;
  if (siblings.length === 1) {
    const file = code.fileOf(only);
    const origin = file === undefined ? 'default' : { file };
    const purpose =
      stageOf(named.value) === 'unknown' ? `${named.value} takes over those for development` : purposeOf(named.value);
    return { value: only, origin, why: `${purpose}; this one beside it is for production` };
  }
  // What says how it is run sets the variable, over which a default of wsgi.py does not matter.
  for (const kind of ['deployment', 'server'] as const) {
    const [witness, ...others] = meant.filter((each) => each.kind === kind);
    if (witness !== undefined && others.every(({ module }) => module === witness.module)) {
      return { ...byWitness(named, witness), why: `of ${siblings.length} for production, the one that is named here` };
    }
  }
  throw several(named, siblings);
}

/** What was not chosen, for --explain; what contradicts the choice, for everyone. */
function passedOver(
  code: ProjectCode,
  named: Fact<string>,
  chosen: Fact<string>,
  witnesses: readonly Witness[],
  siblings: readonly string[],
): Omit<FoundProduction, 'settings'> {
  const fact = 'productionSettingsModule';
  const others = witnesses.filter(({ module }) => module !== chosen.value && module !== named.value);
  const rows = others.map((each) => ({
    fact,
    value: each.module,
    origin: each.origin,
    why: whyNot(code, each, chosen.value),
  }));
  const beside = siblings
    .filter((module) => module !== chosen.value && !others.some((each) => each.module === module))
    .map((module) => ({ fact, value: module, origin: originOf(code, module), why: 'nothing names it' }));
  const own =
    chosen.value === named.value
      ? []
      : [{ fact, value: named.value, origin: named.origin, why: purposeOf(named.value) }];
  const rest = others.filter(({ module, exists }) => !exists || holdsSettings(code, module));
  const told = rest.filter(({ module, kind }) => kind !== 'manage' && !/^(development|test)$/.test(stageOf(module)));
  return {
    considered: [...own, ...rows, ...beside],
    problems: told.length === 0 ? [] : [disagreement(chosen.value, told)],
  };
}

function disagreement(chosen: string, others: readonly Witness[]): Problem {
  return {
    code: 'settings-named-otherwise',
    chosen,
    others: others.map(({ module, origin, exists }) => ({ module, where: place(origin), exists })),
  };
}

function whyNot(code: ProjectCode, { module, exists, kind }: Witness, chosen: string): string {
  if (!exists) return 'it has no file';
  if (!holdsSettings(code, module)) return 'it sets nothing';
  if (/^(development|test)$/.test(stageOf(module))) return purposeOf(module);
  return kind === 'deployment' ? 'only how it is run elsewhere' : `${chosen} comes first`;
}

function originOf(code: ProjectCode, module: string): Considered['origin'] {
  const file = code.fileOf(module);
  return file === undefined ? 'default' : { file };
}

function candidatesFor(code: ProjectCode, module: string): string[] {
  const beside = neighbours(code, module);
  return beside.length > 0 ? beside : settingsNear(code);
}

/** Modules beside one that has no file. */
function neighbours(code: ProjectCode, module: string): string[] {
  return modulesIn(code, module.split('.').slice(0, -1).join('.')).filter(
    (name) =>
      (stageOf(name) !== 'unknown' || /settings/.test(name.split('.').at(-1) ?? '')) && holdsSettings(code, name),
  );
}
