import { literally } from './patterns.ts';
import type { ProjectFiles } from '../values/project-files.ts';
import { folderOf, nameOf } from './paths.ts';
import type { ProjectCode } from './project-code.ts';

const MARK = '(example|sample|dist|template|tmpl|default)s?';

const MARKED = new RegExp(String.raw`(^|[._-])${MARK}([._-]|$)`, 'i');

/** Whether a file is called an example: `.env.example`, `sample.env`. */
export function isExample(name: string): boolean {
  return MARKED.test(name);
}

/** `config.yaml.example`, `config.example.yaml`, `example.config.yaml` beside a file: what it is to be copied from. */
export function exampleOfFile(files: ProjectFiles, path: string): string | undefined {
  const [, stem = '', extension = ''] = /^(.+?)(\.\w+)?$/.exec(nameOf(path)) ?? [];
  const [name, end] = [literally(stem), literally(extension)];
  const pattern = new RegExp(`^(${name}(${end})?[._-]${MARK}(${end})?|${MARK}[._-]${name}${end})$`, 'i');
  return files.list.find(
    (each) => each.kind === 'file' && folderOf(each.path) === folderOf(path) && pattern.test(nameOf(each.path)),
  )?.path;
}

/** `settings.py.example`, `local.example.py`: what the file is to be copied from. */
export function exampleOf(code: ProjectCode, module: string): string | undefined {
  const below = module.replaceAll('.', '/');
  const [name = '', folder] = [below.split('/').at(-1), folderOf(below)];
  const pattern = new RegExp(`^${literally(name)}[._-]?(py)?[._-]?${MARK}([._-]?py)?$`);
  const there = code.files.list.find(
    ({ path, kind }) =>
      kind === 'file' &&
      pattern.test(path.split('/').at(-1) ?? '') &&
      (folder === '.' || folderOf(path) === folder || folderOf(path).endsWith(`/${folder}`)),
  );
  return there?.path;
}
