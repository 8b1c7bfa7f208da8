import { UserError, type Problem } from '../problems.ts';
import type { ManagePyCandidate } from '../problems/layout.ts';
import type { Considered } from '../values/considered.ts';
import type { Fact } from '../values/fact.ts';
import type { ProjectFiles } from '../values/project-files.ts';
import { frameworkOf } from './manage-py-framework.ts';
import { importRoots } from './import-roots.ts';
import { namedSettings } from './named-settings.ts';
import { folderOf, join, nameOf } from './paths.ts';
import { projectCode, pythonSource, type ProjectCode } from './project-code.ts';
import { isSideFolder } from './side-folders.ts';

/** The manage.py that is meant, and what was passed over. */
export interface ChosenManagePy {
  readonly managePy: Fact<string>;
  readonly problems: readonly Problem[];
  readonly considered: readonly Considered[];
}

interface Seen extends ManagePyCandidate {
  /** What it is when it is not Django's. */
  readonly framework?: string;
  /** It names settings that have no file. */
  readonly stale: boolean;
}

/**
 * Finds Django's manage.py at any depth. Of several, those that name settings without a file, and those of tests and
 * examples, are passed over; `from` (a folder below root, where the command was started) narrows the choice.
 * @throws UserError manage-py-missing, manage-py-several, manage-py-not-django, manage-py-option-wrong
 */
export function findManagePy(files: ProjectFiles, option: string | undefined, from = '.'): ChosenManagePy {
  const all = files.list.filter(({ path, kind }) => nameOf(path) === 'manage.py' && kind !== 'directory');
  if (option !== undefined) return { managePy: fromOption(files, option, all), problems: [], considered: [] };
  const templates = all.filter(({ path }) => /\{\{|\{%/.test(path)).map(({ path }) => path);
  const seen = all.filter(({ path }) => !templates.includes(path)).map(({ path }) => look(files, path));
  const django = seen.filter(({ framework }) => framework === undefined);
  const [first] = django;
  if (first === undefined) throw new UserError(noneProblem(files, seen, templates));
  const chosen = choose(django, from);
  if (chosen.length > 1) throw new UserError({ code: 'manage-py-several', candidates: chosen.map(plain) });
  return result(chosen[0] ?? first, seen, from);
}

function fromOption(files: ProjectFiles, option: string, all: readonly { path: string }[]): Fact<string> {
  const path = join(option.replaceAll('\\', '/')) ?? option;
  const file = files.entry(path)?.kind === 'directory' ? join(path, 'manage.py') : path;
  if (file === undefined || files.readText(file) === undefined) {
    throw new UserError({ code: 'manage-py-option-wrong', path: option, known: all.map((each) => each.path) });
  }
  return { value: file, origin: { option: '--manage' } };
}

function noneProblem(files: ProjectFiles, seen: readonly Seen[], leftAside: readonly string[]): Problem {
  if (seen.length === 0) return { code: 'manage-py-missing', root: files.root, leftAside };
  return {
    code: 'manage-py-not-django',
    files: seen.map(({ path, framework }) => ({ path, framework: framework ?? '' })),
  };
}

function look(files: ProjectFiles, path: string): Seen {
  const source = pythonSource(files, path);
  if (source === undefined) return { path, framework: 'unreadable, or a link that leads nowhere', stale: false };
  const named = namedSettings(source);
  const [settings] = named;
  const framework = frameworkOf(files, source, settings !== undefined);
  const code = projectCode(files, importRoots(files, folderOf(path), source));
  const stale = named.length > 0 && !named.some(({ module }) => isAlive(code, module));
  return {
    path,
    stale,
    ...(settings === undefined ? {} : { settings: settings.module }),
    ...(framework === undefined ? {} : { framework }),
  };
}

/** The module has a file, or its package (`config.settings` of `config.settings.local`) is there: the file may be git-ignored. */
function isAlive(code: ProjectCode, module: string): boolean {
  const parents = module.split('.').slice(0, -1);
  const folders = parents.length > 1 ? code.importRoots.map((root) => join(root, ...parents) ?? '') : [];
  return code.fileOf(module) !== undefined || folders.some((folder) => code.files.entry(folder)?.kind === 'directory');
}

/** Passes over what is rarely meant, as long as something is left. */
function choose(django: readonly Seen[], from: string): readonly Seen[] {
  const narrow = (left: readonly Seen[], keep: (each: Seen) => boolean): readonly Seen[] => {
    const kept = left.filter(keep);
    return kept.length > 0 ? kept : left;
  };
  const near = narrow(django, ({ path }) => isBeside(folderOf(path), from));
  const alive = narrow(near, ({ stale }) => !stale);
  return narrow(alive, (each) => !isAside(each));
}

/** Below the folder the command was started in, or above it. */
function isBeside(folder: string, from: string): boolean {
  return from === '.' || folder === from || folder.startsWith(`${from}/`) || from.startsWith(`${folder}/`);
}

/** In a folder of tests or examples, or for settings in one: a library's manage.py at its root is for its tests. */
function isAside({ path, settings = '' }: Seen): boolean {
  return [...folderOf(path).split('/'), ...settings.split('.').slice(0, -1)].some(isSideFolder);
}

function result(chosen: Seen, seen: readonly Seen[], from: string): ChosenManagePy {
  const others = seen
    .filter(({ path }) => path !== chosen.path)
    .map((each) => [each.path, whyNot(each, from)] as const);
  const managePy: Fact<string> = { value: chosen.path, origin: { file: chosen.path } };
  if (others.length === 0) return { managePy, problems: [], considered: [] };
  const considered = others.map(([path, why]) => ({ fact: 'managePy', value: path, origin: { file: path }, why }));
  return { managePy, problems: [{ code: 'manage-py-others', chosen: chosen.path, others }], considered };
}

function whyNot({ path, framework, stale, settings }: Seen, from: string): string {
  if (framework !== undefined) return `not Django's: ${framework}`;
  if (!isBeside(folderOf(path), from)) return `outside ${from}`;
  if (stale) return `names ${settings}, which has no file`;
  return 'for tests or examples';
}

function plain({ path, settings }: Seen): ManagePyCandidate {
  return { path, ...(settings === undefined ? {} : { settings }) };
}
