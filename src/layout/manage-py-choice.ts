import type { ProjectFiles } from '../values/project-files.ts';
import type { SeenManagePy } from './manage-py-look.ts';
import { folderOf, join } from './paths.ts';

/** What is left of several manage.py, and why the others are not. */
export interface ManagePyChoice {
  readonly left: readonly SeenManagePy[];
  readonly rejected: ReadonlyMap<string, string>;
}

/** Why one of the rest is not meant; undefined when it may be. */
type Rule = (each: SeenManagePy, rest: readonly SeenManagePy[]) => string | undefined;

/** Passes over what is rarely meant, by one rule after the other, as long as something is left. */
export function chooseManagePy(files: ProjectFiles, seen: readonly SeenManagePy[], from: string): ManagePyChoice {
  const rules: readonly Rule[] = [
    ({ path }) => (isBeside(folderOf(path), from) ? undefined : `outside ${from}`),
    ({ stale, settings = '' }) => (stale ? `names ${settings}, which has no file` : undefined),
    cannotImport,
    (each, rest) => linkTo(files, each, rest),
    ({ aside }) => aside,
  ];
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

/** A link to another one of them. */
function linkTo(files: ProjectFiles, { path }: SeenManagePy, rest: readonly SeenManagePy[]): string | undefined {
  const target = files.entry(path)?.target;
  const real = target === undefined ? undefined : join(folderOf(path), target);
  return rest.some((other) => other.path === real) ? `a link to ${real}` : undefined;
}
