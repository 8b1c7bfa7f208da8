import { isAbsolute, relative } from 'node:path';
import { UserError } from '../problems.ts';
import type { ManagePyCandidate } from '../problems/layout.ts';
import type { Considered } from '../values/considered.ts';
import type { Fact } from '../values/fact.ts';
import type { ProjectFiles } from '../values/project-files.ts';
import type { Chosen } from './chosen.ts';
import type { ChosenManagePy } from './chosen-manage-py.ts';
import { chooseManagePy } from './manage-py-choice.ts';
import { lookAt, type SeenManagePy } from './manage-py-look.ts';
import { emptySubmodules } from './empty-submodules.ts';
import { withoutManagePy } from './no-manage-py.ts';
import { join, nameOf } from './paths.ts';
import { isTemplate, isTemplateOfOne, templateTool } from './template-project.ts';
import { pythonFiles } from './files-by-kind.ts';

type ManagePyWish = Pick<Chosen, 'manage' | 'settings' | 'from'>;

/**
 * Finds Django's manage.py at any depth. Of several, links to another, those that name settings without a file, and
 * those of tests, sandboxes, examples and lessons are passed over; `from` narrows the choice. Without any, a command of
 * the project that runs Django, or settings with a wsgi.py, stand in for it.
 * @throws UserError manage-py-missing, manage-py-several, manage-py-not-django, manage-py-template, manage-py-option-wrong
 */
export function findManagePy(files: ProjectFiles, wish: ManagePyWish = {}): ChosenManagePy {
  const all = pythonFiles(files).filter(({ path }) => nameOf(path) === 'manage.py');
  if (wish.manage !== undefined) {
    const managePy = fromOption(files, wish.manage, all);
    return { managePy, problems: [], considered: [] };
  }
  const templates = all.map(({ path }) => path).filter((path) => isTemplate(path, files.readText(path)));
  const seen = all.filter(({ path }) => !templates.includes(path)).map(({ path }) => lookAt(files, path));
  const django = seen.filter(({ framework }) => framework === undefined);
  if (django.length === 0) return none(files, wish, seen, templates);
  const { left, rejected } = chooseManagePy(files, django, wish.from ?? '.');
  const [chosen] = left;
  if (left.length > 1 || chosen === undefined) {
    throw new UserError({ code: 'manage-py-several', candidates: left.map(plain) });
  }
  const others = seen.flatMap((each) => {
    if (each.framework !== undefined) return [[each.path, `not Django's: ${each.framework}`] as const];
    const why = rejected.get(each.path);
    return why === undefined ? [] : [[each.path, why] as const];
  });
  return result(chosen, wish.from ?? '.', [
    ...others,
    ...templates.map((path) => [path, 'a template of one'] as const),
  ]);
}

function fromOption(files: ProjectFiles, option: string, all: readonly { path: string }[]): Fact<string> {
  const path = join(belowRoot(files.root, option).replaceAll('\\', '/')) ?? option;
  const file = files.entry(path)?.kind === 'directory' ? join(path, 'manage.py') : path;
  if (file === undefined || files.readText(file) === undefined) {
    throw new UserError({ code: 'manage-py-option-wrong', path: option, known: all.map((each) => each.path) });
  }
  return { value: file, origin: { option: '--manage' } };
}

/** A whole path of this machine, as the one below root; any other as it is, and one that leads out of root too. */
function belowRoot(root: string, option: string): string {
  return isAbsolute(option) ? relative(root, option) : option;
}

/** No Django's manage.py: what stands in for it, or the problem. */
function none(
  files: ProjectFiles,
  wish: ManagePyWish,
  seen: readonly SeenManagePy[],
  templates: readonly string[],
): ChosenManagePy {
  const [template] = [...templates, ...files.list.map(({ path }) => path).filter(isTemplateOfOne)];
  if (template !== undefined && wish.settings === undefined) {
    const tool = templateTool(files, template, files.readText(template));
    throw new UserError({ code: 'manage-py-template', path: template, tool, root: files.root });
  }
  const made = withoutManagePy(files, wish.settings, wish.from ?? '.');
  const others = seen.map(({ path, framework = '' }) => ({ path, framework }));
  const isTaken = others.some(({ path }) => path === made.managePy?.value);
  if (made.managePy !== undefined && made.instead !== undefined && !isTaken) {
    const considered = others.map(({ path, framework }) => rejection(path, `not Django's: ${framework}`));
    return {
      managePy: made.managePy,
      instead: made.instead,
      problems: [],
      considered: [...considered, ...made.considered],
    };
  }
  const { candidates, leftAside } = made;
  if (others.length > 0 && candidates.length === 0) {
    throw new UserError({ code: 'manage-py-not-django', files: others });
  }
  const submodules = emptySubmodules(files);
  const empty = submodules.length === 0 ? {} : { submodules };
  throw new UserError({ code: 'manage-py-missing', root: files.root, candidates, leftAside, ...empty });
}

function result(
  { path, aside }: SeenManagePy,
  from: string,
  others: readonly (readonly [string, string])[],
): ChosenManagePy {
  const why = aside === undefined || from !== '.' ? {} : { why: `${aside}, but there is no other` };
  const managePy: Fact<string> = { value: path, origin: { file: path }, ...why };
  const considered = others.map(([each, reason]) => rejection(each, reason));
  if (others.length === 0) return { managePy, problems: [], considered };
  return { managePy, problems: [{ code: 'manage-py-others', chosen: path, others }], considered };
}

function rejection(path: string, why: string): Considered {
  return { fact: 'managePy', value: path, origin: { file: path }, why };
}

function plain({ path, settings }: SeenManagePy): ManagePyCandidate {
  return { path, ...(settings === undefined ? {} : { settings }) };
}
