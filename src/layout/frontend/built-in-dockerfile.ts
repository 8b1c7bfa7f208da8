import type { ProjectFiles } from '../../values/project-files.ts';
import { nameOf } from '../paths.ts';
import { literally } from '../patterns.ts';
import type { NodePackage } from './node-packages.ts';
import { filesBesideCode } from '../files-by-kind.ts';

/** A line of a Dockerfile that builds a package. */
export interface DockerBuild {
  readonly file: string;
  readonly line: number;
}

const DOCKERFILE = /^(dockerfile|containerfile)([._-].*)?$|\.(dockerfile|containerfile)$/i;
const BUILDS = /^(?!\s*#).*\b(npm|pnpm|yarn|bun|turbo|nx|lerna)\b.*\bbuild\b/;
const DEVELOPMENT = /(^|[-_./])(dev|devel|develop|development|local|debug|tests?|ci)([-_./]|$)/i;

/** Where a Dockerfile of the project builds a package, called by its name or its folder; not one for development. */
export function builtInDockerfile(files: ProjectFiles, found: NodePackage): DockerBuild | undefined {
  const names = [found.name, found.folder].filter((name): name is string => name !== undefined && name !== '.');
  if (names.length === 0) return undefined;
  const called = new RegExp(`(^|[\\s"'=])(\\./)?(${names.map(literally).join('|')})/?($|[\\s"'&;])`);
  for (const { path } of filesBesideCode(files).filter((each) => DOCKERFILE.test(nameOf(each.path)))) {
    if (DEVELOPMENT.test(path)) continue;
    const lines = (files.readText(path) ?? '').split(/\r?\n/);
    const at = lines.findIndex((text) => BUILDS.test(text) && called.test(text));
    if (at !== -1) return { file: path, line: at + 1 };
  }
  return undefined;
}
