import { posix } from 'node:path';
import type { Origin } from '../../values/fact.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { join, nameOf } from '../paths.ts';
import { literally } from '../patterns.ts';
import { placeOfString } from '../place-of-string.ts';
import type { PythonSource } from '../python-source.ts';
import type { NodePackage } from './node-packages.ts';
import { outputOf } from './output-folder.ts';

/** Where the settings name what a package builds, and what they name. */
export interface NamedOutput {
  readonly origin: Origin;
  readonly path: string;
}

/**
 * A setting of any name, such as one of the project's own for the page of a single-page application, names the folder
 * that a package's build makes: as a path from the folder of manage.py, where the site runs (`../front/dist/index.html`),
 * or part by part (`BASE_DIR.parent / 'front' / 'dist'`).
 */
export function namedOutput(
  files: ProjectFiles,
  projectDir: string,
  sources: readonly PythonSource[],
  found: NodePackage,
): NamedOutput | undefined {
  const output = outputOf(files, found);
  const path = output === undefined ? undefined : join(found.folder, output.folder);
  if (path === undefined || output === undefined || found.folder === '.' || found.folder === projectDir)
    return undefined;
  const origin =
    placeOfString(sources, new RegExp(`^(\\./)?${literally(posix.relative(projectDir, path))}(/.*)?$`)) ??
    placeOfParts(sources, [nameOf(found.folder), output.folder]);
  return origin === undefined ? undefined : { origin, path };
}

function placeOfParts(sources: readonly PythonSource[], parts: readonly string[]): Origin | undefined {
  const [folder = '', output = ''] = parts.map((part) => `(["'])${literally(part)}`);
  const named = new RegExp(
    String.raw`^[^#\n]*${folder}(\1\s*[/,]\s*${output}|/${literally(parts[1] ?? '')})[/"']`,
    'm',
  );
  for (const { path, text } of sources) {
    const match = named.exec(text);
    if (match !== null) return { file: path, line: text.slice(0, match.index).split('\n').length };
  }
  return undefined;
}
