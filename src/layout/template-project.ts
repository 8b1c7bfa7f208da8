import type { ProjectFiles } from '../values/project-files.ts';

/** What makes a project of a template. */
export type TemplateTool = 'cookiecutter' | 'copier' | 'startproject';

/** `{{ cookiecutter.slug }}` or `{% if … %}` in a path. */
const placeholder = /\{\{|\{%/;
/** A variable that `django-admin startproject --template` fills in (https://docs.djangoproject.com/en/stable/ref/django-admin/#startproject), or one of the generators. */
const variable =
  /\{\{\s*(cookiecutter\.\w+|copier\.\w+|_?copier_\w+|project_name|project_slug|project_directory|camel_case_project_name)\s*(\||\}\})/;

/** A manage.py that is written when a project is made of it: copier's suffix, Django's own, and those of others. */
const suffixed = /(^|\/)manage\.py(\.(jinja2?|j2|tpl|tmpl|template)|-tpl)$/;

/** Whether a path is that of a manage.py which only a generator makes one. */
export function isTemplateOfOne(path: string): boolean {
  return suffixed.test(path);
}

/** Whether a manage.py is a template of one: by its path, or by what it holds. */
export function isTemplate(path: string, text: string | undefined): boolean {
  return placeholder.test(path) || variable.test(text ?? '');
}

/** What the project's template is for, by the configuration that lies at the root; Django's own needs none. */
export function templateTool(files: ProjectFiles, path: string, text: string | undefined): TemplateTool {
  if (/cookiecutter/.test(path + (text ?? '')) || files.entry('cookiecutter.json') !== undefined) return 'cookiecutter';
  if (['copier.yml', 'copier.yaml'].some((name) => files.entry(name) !== undefined)) return 'copier';
  return 'startproject';
}
