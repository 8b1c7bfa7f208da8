import type { PackageIndex } from '../../values/layout.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { bareUrl } from './index-url.ts';
import { at, lineOfText, strings, tables, text } from './toml.ts';

/** The package indexes that a pyproject.toml names: Poetry's and PDM's `source`, uv's `index`, `index-url`, `extra-index-url` and `find-links`. */
export function pyprojectIndexes(files: ProjectFiles, path: string, table: unknown): PackageIndex[] {
  const uv = at(table, 'tool', 'uv');
  const index = (url: unknown, name?: unknown, isDefault = false): PackageIndex[] =>
    typeof url === 'string' ? [indexOf(files, path, url, name, isDefault)] : [];
  return [
    ...tables(at(table, 'tool', 'poetry', 'source')).flatMap((each) =>
      index(
        each['url'],
        each['name'],
        each['default'] === true || ['primary', 'default'].includes(text(each['priority'])),
      ),
    ),
    ...tables(at(table, 'tool', 'pdm', 'source')).flatMap((each) =>
      index(each['url'], each['name'], each['name'] === 'pypi'),
    ),
    ...tables(at(uv, 'index')).flatMap((each) => index(each['url'], each['name'], each['default'] === true)),
    ...index(at(uv, 'index-url'), undefined, true),
    ...[...strings(at(uv, 'extra-index-url')), ...strings(at(uv, 'find-links'))].flatMap((url) => index(url)),
  ];
}

/** An index as the layout has it: without credentials, with the line that names it. */
export function indexOf(
  files: ProjectFiles,
  path: string,
  given: string,
  name: unknown,
  isDefault: boolean,
): PackageIndex {
  const line = lineOfText(files, path, given);
  return {
    url: bareUrl(given),
    ...(typeof name === 'string' ? { name } : {}),
    ...(isDefault ? { default: true } : {}),
    origin: { file: path, ...(line === undefined ? {} : { line }) },
  };
}
