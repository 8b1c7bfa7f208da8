import type { ProjectFiles } from '../values/project-files.ts';
import { at, tableOf } from './dependencies/toml.ts';
import { folderOf, join, nameOf } from './paths.ts';
import { pythonSource } from './project-code.ts';
import { findAll } from './python-source.ts';
import { stringsOf } from './python-strings.ts';
import { isSideFolder } from './side-folders.ts';
import { filesBesideCode } from './files-by-kind.ts';

/** A command that the project installs: `name = "package.module:function"`. */
export interface EntryPoint {
  readonly name: string;
  readonly module: string;
  readonly callable: string;
  readonly origin: { readonly file: string; readonly line: number };
}

const target = /^([^\W\d]\w*(?:\.\w+)*):(\w+)/;

/**
 * The commands that the manifests of a project install, not those of tests and examples: `[project.scripts]`,
 * `[tool.poetry.scripts]`, `console_scripts` of setup.cfg and setup.py
 * (https://packaging.python.org/en/latest/specifications/entry-points/).
 */
export function entryPoints(files: ProjectFiles): EntryPoint[] {
  return filesBesideCode(files)
    .filter(({ path, kind }) => kind === 'file' && !folderOf(path).split('/').some(isSideFolder))
    .flatMap(({ path }) => {
      switch (nameOf(path)) {
        case 'pyproject.toml':
          return fromToml(files, path);
        case 'setup.cfg':
          return fromLines(path, files.readText(path) ?? '');
        case 'setup.py':
          return fromSetupPy(files, path);
        default:
          return [];
      }
    });
}

/** Folders that a manifest's packages lie in: its own, and `src`. */
export function packageRoots(manifest: string): string[] {
  const folder = folderOf(manifest);
  return [folder, join(folder, 'src')].filter((each) => each !== undefined);
}

function fromToml(files: ProjectFiles, path: string): EntryPoint[] {
  const text = files.readText(path) ?? '';
  if (!text.includes('scripts')) return [];
  const table = tableOf(files, path);
  return [at(table, 'project', 'scripts'), at(table, 'tool', 'poetry', 'scripts')].flatMap((scripts) =>
    Object.entries((scripts ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
      typeof value === 'string' ? entryPoint(path, text, name, value) : [],
    ),
  );
}

function entryPoint(file: string, text: string, name: string, value: string): EntryPoint[] {
  const [, module, callable] = target.exec(value.trim()) ?? [];
  if (module === undefined || callable === undefined) return [];
  const line = text.split('\n').findIndex((each) => each.includes(name) && each.includes(value.trim())) + 1;
  return [{ name, module, callable, origin: { file, line: Math.max(line, 1) } }];
}

function fromLines(file: string, text: string): EntryPoint[] {
  if (!text.includes('console_scripts')) return [];
  return text.split('\n').flatMap((content) => {
    const [, name = '', value = ''] = /^\s+([\w.-]+)\s*=\s*([\w.]+:\w+)/.exec(content) ?? [];
    return entryPoint(file, text, name, value);
  });
}

function fromSetupPy(files: ProjectFiles, path: string): EntryPoint[] {
  if (files.readText(path)?.includes('console_scripts') !== true) return [];
  const source = pythonSource(files, path);
  if (source === undefined) return [];
  return findAll(source.top, 'String')
    .flatMap((node) => stringsOf(source, node))
    .flatMap((text) => text.split('\n'))
    .flatMap((text) => {
      const [, name = '', value = ''] = /^\s*([\w.-]+)\s*=\s*([\w.]+:\w+)/.exec(text) ?? [];
      return entryPoint(path, source.text, name, value);
    });
}
