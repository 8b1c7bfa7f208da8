import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, join, nameOf } from '../paths.ts';
import { scriptText } from './build-script.ts';
import { lineOfKey, type NodePackage } from './node-packages.ts';

/** A path that a build script or the configuration of a bundler names, below root. */
export interface WrittenPath {
  readonly path: string;
  readonly origin: { readonly file: string; readonly line: number };
}

/** Configurations that the tools look for by themselves. */
const CONFIGURATION =
  /^(vite|webpack|rspack|rollup|rolldown|esbuild|gulpfile|gruntfile|tailwind|postcss|vue|parcel|build)([.-][\w.-]*)?\.[cm]?[jt]s$/i;

/** `path.resolve(__dirname, '..', 'static')`: what stands in quotes is joined. */
const JOINED = /\b(?:resolve|join|URL)\(([^()]*)\)/g;
const QUOTED = /(["'`])([^"'`\n]{1,200})\1/g;

/** Every path that building a package by that script could write to or read from. */
export function writtenPaths(files: ProjectFiles, found: NodePackage, script: string): readonly WrittenPath[] {
  const text = scriptText(found, script);
  const origin = { file: found.path, line: lineOfKey(found.text, script) };
  const words = text.split(/[\s"'=:;&|()]+/).filter((word) => word.includes('/'));
  const configurations = files.list
    .filter(({ path, kind }) => kind === 'file' && isConfiguration(path, found.folder, words, text))
    .flatMap(({ path }) => pathsIn(files, path, found));
  return [...words.flatMap((word) => at(found.folder, word, origin)), ...configurations];
}

/** One that lies in the folder by a name that tools know, or one that the script names, a shell's too. */
function isConfiguration(path: string, folder: string, words: readonly string[], text: string): boolean {
  if (folderOf(path) === folder && nameOf(path) === 'angular.json') return true;
  const isNamed = words.some((word) => join(folder, word) === path);
  if (isNamed && isShell(nameOf(path))) return true;
  if (!/\.[cm]?[jt]s$/.test(path)) return false;
  if (isGulpTask(path, folder)) return /\bgulp\b/.test(text);
  return isNamed || (folderOf(path) === folder && (CONFIGURATION.test(nameOf(path)) || text.includes(nameOf(path))));
}

/** gulp takes a folder for its file: `gulpfile.js/index.js`, which takes in others (https://gulpjs.com/docs/en/getting-started/javascript-and-gulpfiles/). */
function isGulpTask(path: string, folder: string): boolean {
  const below = folder === '.' ? path : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : '';
  return /^gulp(file(\.\w+)?\.[cm]?[jt]s)?\/.*\.[cm]?[jt]s$/.test(below);
}

/** `bin/build-mails`, which a shell runs. */
function isShell(name: string): boolean {
  return name.endsWith('.sh') || !name.includes('.');
}

function pathsIn(files: ProjectFiles, file: string, found: NodePackage): readonly WrittenPath[] {
  const written = files.readText(file) ?? '';
  if (written.length > 200_000) return [];
  const text = filledIn(withName(written, found));
  // A shell stays where it was started, and gulp too; a bundler reads paths from the file on.
  const folder = isShell(nameOf(file)) || isGulpTask(file, found.folder) ? found.folder : folderOf(file);
  const lineAt = (index: number): number => text.slice(0, index).split('\n').length;
  const joined = [...text.matchAll(JOINED)].flatMap((match) => {
    const parts = [...(match[1] ?? '').matchAll(QUOTED)].map(([, , part = '']) => part);
    return parts.length === 0 ? [] : at(folder, parts.join('/'), { file, line: lineAt(match.index) });
  });
  const alone = [...text.matchAll(QUOTED)]
    .filter(([, , part = '']) => part.includes('/'))
    .flatMap((match) => at(folder, match[2] ?? '', { file, line: lineAt(match.index) }));
  return [...joined, ...alone];
}

/** `${pkg.name}` of a package.json that is read in: as it is called there. */
function withName(text: string, { name }: NodePackage): string {
  const held =
    /\b(\w+)\s*=\s*require\(['"]\.\/package(?:\.json)?['"]\)|\bimport\s+(\w+)\s+from\s+['"]\.\/package\.json['"]/.exec(
      text,
    );
  const [, required, imported] = held ?? [];
  const object = required ?? imported;
  if (object === undefined || name === undefined) return text;
  return text.replaceAll(new RegExp(String.raw`\$\{\s*${object}\.name\s*\}`, 'g'), () => name);
}

/** `__dirname + '/../static'`, and `${root}/static` of a constant: as if each stood there as one text. No line is added. */
function filledIn(text: string): string {
  const constants = new Map(
    [
      ...text.matchAll(
        /\b(?:(?:const|let|var)\s+(?=\w)|(?=this\.))((?:this\.)?\w+)\s*=\s*(["'`])([^"'`$\n]{1,200})\2/g,
      ),
    ].map(([, name, , value]) => [name, value]),
  );
  return text
    .replaceAll(/\b__dirname\s*\+\s*(["'`])\//g, '$1')
    .replaceAll(/\$\{\s*__dirname\s*\}\//g, '')
    .replaceAll(/\$\{\s*((?:this\.)?\w+)\s*\}/g, (whole, name: string) => constants.get(name) ?? whole);
}

function at(folder: string, written: string, origin: WrittenPath['origin']): readonly WrittenPath[] {
  if (/[*{}$<>]|:\/\/|^[/~@]|node_modules/.test(written)) return [];
  const path = join(folder, written);
  return path === undefined ? [] : [{ path, origin }];
}
