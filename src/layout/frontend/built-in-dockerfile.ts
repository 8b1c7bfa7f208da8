import type { ProjectFiles } from '../../values/project-files.ts';
import { instructions } from '../dockerfile-instructions.ts';
import { folderOf, upFrom } from '../paths.ts';
import { literally } from '../patterns.ts';
import { commandsRunIn } from './commands-in-dockerfile.ts';
import type { NodePackage } from './node-packages.ts';
import { isDockerfile } from '../dockerfile-name.ts';
import { filesBesideCode } from '../files-by-kind.ts';
import { isForDevelopment } from '../for-development.ts';

/** A line of a Dockerfile that builds a package. */
export interface DockerBuild {
  readonly file: string;
  readonly line: number;
}

const BUILDS = /^(?!\s*#).*\b(npm|pnpm|yarn|bun|turbo|nx|lerna)\b.*\bbuild\b/;
const NODE = /(?:^|\/)node:(\d+)/;
/** `curl https://deb.nodesource.com/setup_20.x | bash -`. */
const NODESOURCE = /\bnodesource\.com\/(?:setup|node)_(\d+)\.x/;

/** Where a Dockerfile of the project builds a package, called by its name or its folder; not one for development. */
export function builtInDockerfile(files: ProjectFiles, found: NodePackage): DockerBuild | undefined {
  const called = callOf(found);
  if (called === undefined) return undefined;
  for (const path of dockerfilesOfSite(files)) {
    const lines = (files.readText(path) ?? '').split(/\r?\n/);
    const at = lines.findIndex((text) => BUILDS.test(text) && called.test(text));
    if (at !== -1) return { file: path, line: at + 1 };
  }
  return undefined;
}

/** Where a Dockerfile says which Node it builds a package with: one beside it or above, or one that names it. */
export function nodeInDockerfile(
  files: ProjectFiles,
  found: NodePackage,
): (DockerBuild & { readonly node: string }) | undefined {
  const called = callOf(found);
  const near = upFrom(found.folder);
  const read = dockerfilesOfSite(files).map((file) => ({ file, text: files.readText(file) ?? '' }));
  const beside = near.flatMap((folder) => read.filter(({ file }) => folderOf(file) === folder));
  const elsewhere = read.filter(
    (each) => !beside.includes(each) && each.text.split(/\r?\n/).some((line) => called?.test(line)),
  );
  for (const { file, text } of [...beside, ...elsewhere]) {
    const all = instructions(text);
    const from = all.find((each) => each.name === 'FROM' && NODE.test(each.text));
    const said = from ?? all.find((each) => each.name === 'RUN' && NODESOURCE.test(each.text));
    const node = (from === undefined ? NODESOURCE : NODE).exec(said?.text ?? '')?.[1];
    if (said !== undefined && node !== undefined) return { file, line: said.line, node };
  }
  return undefined;
}

/** The script of a package that a Dockerfile runs in its folder: `cd site/ui && npm ci && npm run build-react`. */
export function scriptInDockerfile(files: ProjectFiles, found: NodePackage): string | undefined {
  for (const path of dockerfilesOfSite(files)) {
    if (!/\b(npm|pnpm|yarn|bun)\b/.test(files.readText(path) ?? '')) continue;
    const scripts = commandsRunIn(files, path, found.folder).map(({ text }) => RUNS.exec(text)?.[1] ?? '');
    const script = scripts.find((each) => each in found.scripts);
    if (script !== undefined) return script;
  }
  return undefined;
}

/** Whether a command of a Dockerfile builds a package. */
export function isBuild(command: string): boolean {
  return BUILDS.test(command);
}

/** Only what is called a build: a test or a linter is a script, too. */
const RUNS = /^\s*(?:\w+=\S+\s+)*(?:npm|pnpm|yarn|bun)\s+(?:run(?:-script)?\s+)?(build[\w:.-]*)/;

/** How a Dockerfile calls a package: by its name or its folder. */
function callOf({ name, folder }: NodePackage): RegExp | undefined {
  const names = [name, folder].filter((each): each is string => each !== undefined && each !== '.');
  if (names.length === 0) return undefined;
  return new RegExp(`(^|[\\s"'=])(\\./)?(${names.map(literally).join('|')})/?($|[\\s"'&;])`);
}

/** All but those for development. */
export function dockerfilesOfSite(files: ProjectFiles): readonly string[] {
  return filesBesideCode(files)
    .map(({ path }) => path)
    .filter((path) => isDockerfile(path) && !isForDevelopment(path));
}
