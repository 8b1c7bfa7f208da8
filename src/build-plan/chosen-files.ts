import { posix } from 'node:path';
import type { Problem } from '../problems.ts';
import type { LeftOut } from '../values/build-plan.ts';
import type { Layout } from '../values/layout.ts';
import type { ProjectFile, ProjectFiles } from '../values/project-files.ts';
import { folderOf } from '../layout/paths.ts';
import { ignoring, parseDockerignore, type Ignored, type IgnoreRule } from './dockerignore.ts';
import { holdsPrivateKey } from './key-files.ts';
import { leftOutBy, PRIVATE_KEY } from './left-out.ts';

/** What of the project goes into the image, and what does not, by which rule. */
export interface ChosenFiles {
  readonly taken: readonly ProjectFile[];
  readonly leftOut: readonly LeftOut[];
  /** What is worth knowing about the choice. */
  readonly problems: readonly Problem[];
}

/** What an image is not worth making without. */
interface Needed {
  readonly managePy: string;
  /** Dotted modules that it imports when it starts: the settings, the application. */
  readonly modules: readonly string[];
}

/** What an image of a project with these facts needs. */
export function neededBy({ managePy, productionSettingsModule, application }: Partial<Layout>): Needed {
  const modules = [productionSettingsModule?.value, application?.value.module];
  return { managePy: managePy?.value ?? 'manage.py', modules: modules.filter((each) => each !== undefined) };
}

interface Ignore {
  readonly file: string;
  /** Folder that its patterns begin at. */
  readonly folder: string;
  readonly ignored: Ignored;
  /** Paths below root that a line of it takes back in by their whole name: `!shop.env`. */
  readonly takenBack: ReadonlySet<string>;
}

/**
 * Applies our own rules and the project's .dockerignore. A folder that is left out by a rule of ours, and a virtual
 * environment, is named once. A .dockerignore that leaves out the settings is one for another image (`*` and
 * `!requirements/`, the code being mounted): it is disregarded, and that is said; one that leaves out manage.py alone
 * loses that line.
 * @throws UserError dockerignore-pattern
 */
export function chooseFiles(files: ProjectFiles, needed: Needed): ChosenFiles {
  const key = JSON.stringify(needed);
  const before = known.get(files);
  if (before?.key === key) return before.chosen;
  const chosen = chooseAnew(files, needed);
  known.set(files, { key, chosen });
  return chosen;
}

/** Asked for the facts and for the plan: each path is held against each rule once, which takes 50 ms for 8,000 files. */
const known = new WeakMap<ProjectFiles, { readonly key: string; readonly chosen: ChosenFiles }>();

function chooseAnew(files: ProjectFiles, needed: Needed): ChosenFiles {
  const ignore = ignoreFile(files, folderOf(needed.managePy));
  const against = ignore === undefined ? undefined : firstIgnored(files, ignore, needed);
  if (ignore === undefined || against === undefined) return chosen(files, ignore, needed.managePy);
  const made = chosen(files, against.path === needed.managePy ? ignore : undefined, needed.managePy);
  const problem: Problem = {
    code: 'dockerignore-disregarded',
    file: ignore.file,
    line: against.rule.line,
    pattern: against.rule.text,
    path: against.path,
    isWhole: against.path !== needed.managePy,
  };
  return { ...made, problems: [problem] };
}

/**
 * The file that says what docker would leave out: that of the Dockerfile, where there is one, else .dockerignore; at the
 * root, else in the folder of manage.py, which then is where people build.
 */
function ignoreFile(files: ProjectFiles, projectDir: string): Ignore | undefined {
  for (const folder of ['.', projectDir]) {
    for (const name of ['Dockerfile.dockerignore', '.dockerignore']) {
      const file = posix.join(folder, name);
      const text = files.readText(file);
      if (text !== undefined) return followed(file, folder, parseDockerignore(file, text));
    }
  }
  return undefined;
}

function followed(file: string, folder: string, rules: readonly IgnoreRule[]): Ignore {
  const exceptions = rules.filter(({ isException }) => isException).map(({ text }) => text.slice(1).trim());
  const paths = exceptions.map((each) => posix.join(folder, each.replace(/^\//, '')));
  return { file, folder, ignored: ignoring(rules), takenBack: new Set(paths) };
}

/**
 * A file that our rules leave out goes in when a line of .dockerignore names it, whole and not by a pattern. `.env` and
 * its kin never do: they are what is given to the app when it is deployed.
 */
function isTakenBack({ path, kind }: ProjectFile, ignore: Ignore | undefined): boolean {
  const isDotenv = path.slice(path.lastIndexOf('/') + 1).startsWith('.env');
  return kind === 'file' && !isDotenv && ignore?.takenBack.has(path) === true;
}

function ruleFor({ folder, ignored }: Ignore, path: string): IgnoreRule | undefined {
  if (folder === '.') return ignored(path);
  return path.startsWith(`${folder}/`) ? ignored(path.slice(folder.length + 1)) : undefined;
}

/** What is needed and left out: a module of the settings or of the application before manage.py. */
function firstIgnored(files: ProjectFiles, ignore: Ignore, { managePy, modules }: Needed) {
  const suffixes = modules.flatMap((module) => {
    const path = module.replaceAll('.', '/');
    return [`${path}.py`, `${path}/__init__.py`];
  });
  const isOf = (path: string): boolean => suffixes.some((each) => path === each || path.endsWith(`/${each}`));
  const paths = files.list.map(({ path }) => path).filter(isOf);
  return [...paths, managePy]
    .map((path) => ({ path, rule: ruleFor(ignore, path) }))
    .find((each): each is { path: string; rule: IgnoreRule } => each.rule !== undefined);
}

function chosen(files: ProjectFiles, ignore: Ignore | undefined, managePy: string): ChosenFiles {
  const taken: ProjectFile[] = [];
  const leftOut: LeftOut[] = [];
  const closed = new Set<string>();
  for (const file of files.list) {
    if (closed.has(folderOf(file.path))) {
      if (file.kind === 'directory') closed.add(file.path);
      continue;
    }
    const ours = ruleOfOurs(files, file);
    const rule =
      ours !== undefined && isTakenBack(file, ignore) && !file.isUnreadable ? undefined : (ours ?? outOfTheTree(file));
    const ignored = ignore === undefined || file.path === managePy ? undefined : ruleFor(ignore, file.path);
    if (rule !== undefined) {
      leftOut.push({ path: file.path, rule });
      if (file.kind === 'directory') closed.add(file.path);
    } else if (ignore !== undefined && ignored !== undefined) {
      leftOut.push({ path: file.path, rule: ignore.file });
    } else {
      taken.push(file);
    }
  }
  return {
    // Asked for by a build only.
    get taken() {
      return withFolders(taken, files);
    },
    leftOut: withoutNested(leftOut, taken),
    problems: [],
  };
}

/** By the name, and of keys and certificates by what they hold. */
function ruleOfOurs(files: ProjectFiles, file: ProjectFile): string | undefined {
  const rule = leftOutBy(file);
  if ((rule !== undefined && rule !== PRIVATE_KEY) || file.kind !== 'file') return rule;
  const isPrivate = holdsPrivateKey(file.path, () => files.readText(file.path));
  if (isPrivate === undefined) return rule;
  return isPrivate ? PRIVATE_KEY : undefined;
}

/** A link that leaves the project points to nothing in the image, or to a file of the image that is none of its business. */
function outOfTheTree({ path, kind, target = '' }: ProjectFile): string | undefined {
  if (kind !== 'symlink') return undefined;
  const leaves = posix.isAbsolute(target) || posix.join(folderOf(path), target).split('/')[0] === '..';
  return leaves ? `link out of the project, to ${target}` : undefined;
}

/** A file that .dockerignore takes back in brings its folders. */
function withFolders(taken: readonly ProjectFile[], files: ProjectFiles): readonly ProjectFile[] {
  const wanted = new Set(taken.map(({ path }) => path));
  for (const { path } of taken) {
    for (let folder = folderOf(path); folder !== '.' && !wanted.has(folder); folder = folderOf(folder)) {
      wanted.add(folder);
    }
  }
  return files.list.filter(({ path }) => wanted.has(path));
}

/** Of a folder that is left out whole, the folder alone is worth a line. */
function withoutNested(leftOut: readonly LeftOut[], taken: readonly ProjectFile[]): readonly LeftOut[] {
  const out = new Set(leftOut.map(({ path }) => path));
  const kept = new Set(taken.map(({ path }) => path).filter((path) => out.has(path)));
  return leftOut.filter(({ path }) => !kept.has(path) && !out.has(folderOf(path)));
}
