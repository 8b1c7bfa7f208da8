import { literally } from './patterns.ts';
import { folderOf } from './paths.ts';
import type { ProjectCode } from './project-code.ts';

/** `settings.py.example`, `local.example.py`: what the file is to be copied from. */
export function exampleOf(code: ProjectCode, module: string): string | undefined {
  const below = module.replaceAll('.', '/');
  const [name = '', folder] = [below.split('/').at(-1), folderOf(below)];
  const pattern = new RegExp(
    `^${literally(name)}[._-]?(py)?[._-]?(example|sample|dist|template|tmpl|default)s?([._-]?py)?$`,
  );
  const there = code.files.list.find(
    ({ path, kind }) =>
      kind === 'file' &&
      pattern.test(path.split('/').at(-1) ?? '') &&
      (folder === '.' || folderOf(path) === folder || folderOf(path).endsWith(`/${folder}`)),
  );
  return there?.path;
}
