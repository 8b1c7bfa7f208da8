import type { ProjectFiles } from '../values/project-files.ts';
import { place } from '../values/place.ts';
import type { SeenManagePy } from './manage-py-look.ts';
import { folderOf, join, upFrom } from './paths.ts';
import { ownCommands } from './server/own-commands.ts';

/** What is left of several manage.py, and why the others are not. */
export interface ManagePyChoice {
  readonly left: readonly SeenManagePy[];
  readonly rejected: ReadonlyMap<string, string>;
}

/** Why one of the rest is not meant; undefined when it may be. */
type Rule = (each: SeenManagePy, rest: readonly SeenManagePy[]) => string | undefined;

/** Passes over what is rarely meant, by one rule after the other, as long as something is left. */
export function chooseManagePy(files: ProjectFiles, seen: readonly SeenManagePy[], from: string): ManagePyChoice {
  const choice = passedOver(seen, [
    ({ path }) => (isBeside(folderOf(path), from) ? undefined : `outside ${from}`),
    ({ stale, settings = '' }) => (stale ? `names ${settings}, which has no file` : undefined),
    cannotImport,
    (each, rest) => linkTo(files, each, rest),
    ({ aside }) => aside,
  ]);
  // These say which is likelier, not which is none: they count when they decide, and what they pass over is asked about else.
  const decided = passedOver(choice.left, [forTestsBesideExample, variantOf, notServed(files)]);
  if (decided.left.length !== 1) return choice;
  return { left: decided.left, rejected: new Map([...choice.rejected, ...decided.rejected]) };
}

function passedOver(seen: readonly SeenManagePy[], rules: readonly Rule[]): ManagePyChoice {
  const rejected = new Map<string, string>();
  let left = seen;
  for (const rule of rules) {
    const reasons = left.map((each) => [each, rule(each, left)] as const);
    const kept = reasons.filter(([, why]) => why === undefined).map(([each]) => each);
    if (kept.length === 0) continue;
    for (const [{ path }, why] of reasons) if (why !== undefined) rejected.set(path, why);
    left = kept;
  }
  return { left, rejected };
}

/** Below the folder the command was started in, or above it. */
function isBeside(folder: string, from: string): boolean {
  return from === '.' || folder === from || folder.startsWith(`${from}/`) || from.startsWith(`${folder}/`);
}

/** Two name the same settings, and only the other one can import them from its own folder. */
const cannotImport: Rule = (each, rest) => {
  const better = rest.find(
    (other) => other.settingsFile === each.settingsFile && other.importsThem && !each.importsThem,
  );
  if (each.settingsFile === undefined || better === undefined) return undefined;
  return `names the settings of ${better.path}, and cannot import them from its own folder`;
};

/**
 * Where nothing but sides is left, as in a library's repository: one that is there to be looked at runs by itself, one of
 * its tests seldom does.
 */
const forTestsBesideExample: Rule = ({ aside = '' }, rest) => {
  const example = rest.find((other) => isToLookAt(other.aside));
  if (example === undefined || isToLookAt(aside) || !rest.every((other) => other.aside !== undefined)) return undefined;
  return `${aside}, and ${example.path} is ${example.aside}`;
};

/** Lessons are as good as examples. */
function isToLookAt(aside = ''): boolean {
  return /^(an example|a sandbox|a lesson)\b/.test(aside);
}

/** `example_project_custom_group/` beside `example_project/`, in the same folder: what the shorter name means is the plain one. */
const variantOf: Rule = ({ path, aside }, rest) => {
  const folder = folderOf(path);
  const plain = rest.find((other) => isLonger(folder, folderOf(other.path)));
  return aside === undefined || plain === undefined
    ? undefined
    : `a variant of ${plain.path}, by the name of its folder`;
};

/** The same path with more behind a hyphen or an underscore. */
function isLonger(folder: string, other: string): boolean {
  return folder.startsWith(other) && /^[-_]\D/.test(folder.slice(other.length));
}

/** More are a collection, of which no command tells the one that is meant, and each is a walk through the tree. */
const MOST_SERVED = 5;

/**
 * All commands by which the project starts a server, but those for development, lie in the folder of one of them: the others
 * are not what it deploys. What lies above several says of none which it is.
 */
function notServed(files: ProjectFiles): Rule {
  let served: ReturnType<typeof servedAlone>;
  let isKnown = false;
  return ({ path }, rest) => {
    if (rest.length === 1 || rest.length > MOST_SERVED) return undefined;
    if (!isKnown) served = servedAlone(files, rest);
    isKnown = true;
    if (served === undefined || folderOf(path) === served.folder) return undefined;
    return `${served.where} serves what lies in ${served.folder}, and nothing serves this`;
  };
}

function servedAlone(
  files: ProjectFiles,
  rest: readonly SeenManagePy[],
): { folder: string; where: string } | undefined {
  const folders = rest.map(({ path }) => folderOf(path));
  const commands = folders.flatMap((folder) => ownCommands(files, folder));
  const places = commands.flatMap(({ origin, folder }) => ('file' in origin ? [{ ...origin, folder }] : []));
  const owners = new Set(
    places.map(({ file, folder }) => upFrom(folder ?? folderOf(file)).find((each) => folders.includes(each))),
  );
  const [folder] = owners;
  const [first] = places;
  if (first === undefined || folder === undefined || owners.size > 1) return undefined;
  const isAbove = folders.some((other) => other !== folder && upFrom(other).includes(folder));
  return isAbove ? undefined : { folder, where: place(first) };
}

/** A link to another one of them. */
function linkTo(files: ProjectFiles, { path }: SeenManagePy, rest: readonly SeenManagePy[]): string | undefined {
  const target = files.entry(path)?.target;
  const real = target === undefined ? undefined : join(folderOf(path), target);
  return rest.some((other) => other.path === real) ? `a link to ${real}` : undefined;
}
