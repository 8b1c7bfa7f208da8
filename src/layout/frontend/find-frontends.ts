import { UserError, type Problem } from '../../problems.ts';
import type { Considered } from '../../values/considered.ts';
import type { Fact } from '../../values/fact.ts';
import type { Frontend } from '../../values/frontend.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { place } from '../../values/place.ts';
import { join, upFrom } from '../paths.ts';
import type { PythonSource } from '../python-source.ts';
import { buildScript, otherBuilds, scriptText } from './build-script.ts';
import { builtInDockerfile, scriptInDockerfile } from './built-in-dockerfile.ts';
import { copiedOutput, type CopiedOutput } from './copied-output.ts';
import { npmrcSecret } from './install-files.ts';
import { nodeInstall } from './node-install.ts';
import { lineOfKey, nodePackages, readPackage, type NodePackage } from './node-packages.ts';
import { nodeVersion } from './node-version.ts';
import { isOfAnother } from './other-project.ts';
import { collectedFrom, isFor, servingOf, siteFolders, type Serving, type SiteFolders } from './served.ts';

/** What the person says about front ends. */
export interface ChosenFrontends {
  /** Folders below root; `none` for no front end at all. */
  readonly frontend?: readonly string[];
  /** Shell command that builds it. */
  readonly frontendCommand?: string;
}

export interface FoundFrontends {
  readonly frontends: readonly Fact<Frontend>[];
  readonly problems: readonly Problem[];
  readonly considered: readonly Considered[];
}

/** A package that can be built, and what tells that Django serves the result. */
interface Candidate {
  readonly found: NodePackage;
  /** Undefined: there is nothing to build, its packages are served as they are. */
  readonly script: string | undefined;
  readonly serving: Serving | undefined;
  readonly copied?: CopiedOutput | undefined;
}

/** A project without any. */
export const noFrontends: FoundFrontends = { frontends: [], problems: [], considered: [] };

/**
 * The Node projects that static files or templates come from. One that nothing of Django refers to is a site of its own,
 * and none of ours. Takes what the person chose first.
 * @throws UserError frontend-option-wrong, frontend-without-script, frontend-several
 */
export function findFrontends(
  files: ProjectFiles,
  projectDir: string,
  sources: readonly PythonSource[],
  chosen: ChosenFrontends,
): FoundFrontends {
  const packages = nodePackages(files, projectDir);
  if (chosen.frontend !== undefined) return named(files, packages, chosen.frontend, chosen.frontendCommand);
  if (packages.length === 0) return noFrontends;
  const site = siteFolders(files, projectDir, sources);
  const candidates = packages.flatMap((found): readonly Candidate[] => {
    const script = scriptOf(files, found);
    const collected = collectedFrom(site, found);
    if (script === undefined) return collected === undefined ? [] : [{ found, script, serving: collected }];
    const copied = copiedOutput(files, found);
    const serving = servingOf(site, found, { script, copied }) ?? collected;
    const usual = { found, script, serving, copied };
    return [(serving === undefined ? besideUsual(site, usual) : undefined) ?? usual];
  });
  const taken = takenOf(site, candidates);
  const frontends = taken.map((each) =>
    asFact(files, each, chosen.frontendCommand, collectedFrom(site, each.found) !== undefined),
  );
  const passed = candidates.filter(({ found }) => !taken.some((each) => each.found === found));
  return {
    frontends,
    problems: [...secrets(files, frontends), ...apart(passed, frontends)],
    considered: passed.map(({ found, serving }) => ({
      fact: 'frontends',
      value: found.folder,
      origin: { file: found.path },
      why:
        serving === undefined
          ? 'nothing says that Django serves what it builds'
          : `${serving.why}, and so does another`,
    })),
  };
}

/** What builds for Django beside a build for a site of its own: `build:django`, which writes to another place than `build`. */
function besideUsual(site: SiteFolders, { found, copied }: Candidate): Candidate | undefined {
  return otherBuilds(found)
    .map((script) => ({ found, script, serving: servingOf(site, found, { script, copied }), copied }))
    .find(({ serving }) => serving !== undefined);
}

function scriptOf(files: ProjectFiles, found: NodePackage): string | undefined {
  return buildScript(found, scriptInDockerfile(files, found));
}

/** Those that are told of directly; for a loader that none of them serves the only one that fits, or those that a Dockerfile builds. */
function takenOf(site: SiteFolders, candidates: readonly Candidate[]): readonly Candidate[] {
  const direct = candidates.filter(({ serving }) => serving?.isDirect === true);
  const needs = new Set(
    candidates.flatMap(({ serving }) => (serving === undefined || serving.isDirect ? [] : serving.need)),
  );
  const loaded = [...needs].flatMap((need) => {
    if (direct.some(({ found }) => isFor(need, found))) return [];
    const all = candidates.filter(({ serving }) => serving?.need === need);
    const own = all.filter(({ found }) => !isOfAnother(site, found.folder));
    const fitting = own.length > 0 ? own : all;
    if (fitting.length < 2) return fitting;
    const built = fitting.flatMap((each) => asBuilt(site.files, each));
    if (built.length > 0) return built;
    throw new UserError({
      code: 'frontend-several',
      need,
      candidates: fitting.map(({ found, script = '' }) => ({ folder: found.folder, script })),
    });
  });
  return [...direct, ...loaded];
}

function asBuilt(files: ProjectFiles, candidate: Candidate): readonly Candidate[] {
  const { found, serving } = candidate;
  const build = builtInDockerfile(files, found);
  if (build === undefined || serving === undefined) return [];
  return [{ ...candidate, serving: { ...serving, why: `${serving.why}, and ${place(build)} builds this one` } }];
}

function named(
  files: ProjectFiles,
  packages: readonly NodePackage[],
  folders: readonly string[],
  command: string | undefined,
): FoundFrontends {
  if (folders.includes('none')) return noFrontends;
  const frontends = folders.map((text) => {
    const folder = join(text.replace(/\/package\.json$/, '')) ?? text;
    const found = readPackage(files, join(folder, 'package.json') ?? folder);
    if (found === undefined) {
      throw new UserError({
        code: 'frontend-option-wrong',
        folder: text,
        known: packages.filter((each) => buildScript(each) !== undefined).map((each) => each.folder),
      });
    }
    const script = command ?? scriptOf(files, found);
    if (script === undefined) {
      throw new UserError({ code: 'frontend-without-script', file: found.path, scripts: Object.keys(found.scripts) });
    }
    return asFact(files, { found, script, serving: undefined, copied: copiedOutput(files, found) }, command, false);
  });
  return { frontends, problems: secrets(files, frontends), considered: [] };
}

function asFact(
  files: ProjectFiles,
  { found, script, serving, copied }: Candidate,
  command: string | undefined,
  servesPackages: boolean,
): Fact<Frontend> {
  const install = nodeInstall(files, found);
  const folders = upFrom(found.folder).filter(
    (each, index) => index === 0 || each === install.value.folder || each === '.',
  );
  const text = command ?? (script === undefined ? '' : scriptText(found, script));
  const value: Frontend = {
    folder: found.folder,
    ...(command === undefined ? script !== undefined && { build: { script } } : { build: { command } }),
    servesPackages,
    ...(copied !== undefined && { places: copied.places, variables: copied.variables }),
    install,
    node: nodeVersion(files, found, folders, install.value.lock),
    readsPython: /tailwind/.test(`${text} ${Object.keys(found.dependencies).join(' ')}`),
  };
  if (serving === undefined) return { value, origin: { option: '--frontend' } };
  const line = script === undefined ? undefined : lineOfKey(found.text, script);
  return { value, origin: { file: found.path, ...(line !== undefined && { line }) }, why: serving.why };
}

/** A .npmrc with a secret in it is not read: it would lie in the engine's cache. */
function secrets(files: ProjectFiles, frontends: readonly Fact<Frontend>[]): readonly Problem[] {
  const paths = frontends.map(({ value }) => join(value.install.value.folder, '.npmrc') ?? '.npmrc');
  return [...new Set(paths)].flatMap((file) => {
    const line = npmrcSecret(files, file);
    return line === undefined ? [] : [{ code: 'npmrc-holds-secret' as const, file, line }];
  });
}

/** Worth a note where it could have been meant: no front end is built, and there is one. */
function apart(passed: readonly Candidate[], frontends: readonly Fact<Frontend>[]): readonly Problem[] {
  if (frontends.length > 0 || passed.length === 0) return [];
  return [{ code: 'frontend-apart', folders: passed.map(({ found }) => found.folder) }];
}
