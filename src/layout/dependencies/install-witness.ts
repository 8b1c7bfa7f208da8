import type { Origin } from '../../values/fact.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { isDockerfile } from '../dockerfile-name.ts';
import { placesIn } from '../dockerfile-places.ts';
import { filesBesideCode } from '../files-by-kind.ts';
import { isForDevelopment } from '../for-development.ts';
import { folderOf, join, nameOf, upFrom } from '../paths.ts';

/** Where the project itself installs from a manifest. */
export interface InstallWitness {
  readonly file: string;
  readonly origin: Origin;
}

const PLATFORM =
  /(^|\/)(Procfile|render\.ya?ml|railway\.(json|toml)|nixpacks\.toml|app\.ya?ml|\.platform\.app\.yaml|build\.sh|release\.sh|deploy\.sh)$/;
const TESTED = /(^|\/)(Makefile|justfile)$|(^|\/)\.github\/workflows\/[^/]+\.ya?ml$|(^|\/)\.gitlab-ci\.yml$/;

/** Dockerfiles, those for development last. */
const isForImage = (path: string): boolean => isDockerfile(path) && !isForDevelopment(path);
const dockerfiles = [isForImage, isDockerfile];

/** What says how the project is installed elsewhere, the nearest to production first. */
const kinds: readonly ((path: string) => boolean)[] = [
  ...dockerfiles,
  (path) => PLATFORM.test(path),
  (path) => TESTED.test(path),
];
const MOST_FILES = 20;

/**
 * The one of several manifests that the project's own Dockerfile installs or copies; without one that does, its
 * platform's file, its Makefile or its continuous integration. Undefined when none or several of them do.
 * @param byDockerfile whether a Dockerfile alone counts
 */
export function installWitness(
  files: ProjectFiles,
  manifests: readonly string[],
  byDockerfile = false,
): InstallWitness | undefined {
  for (const isOfKind of byDockerfile ? dockerfiles : kinds) {
    const found = pathsOf(files, isOfKind).flatMap((path) => namedIn(files, path, manifests));
    if (found.length > 0) return onlyOne(found.filter(({ isInstalled }) => isInstalled)) ?? onlyOne(found);
  }
  return undefined;
}

/** What is installed says more than what is copied, or compiled (`pip-compile base.in`). */
function onlyOne(found: readonly Named[]): InstallWitness | undefined {
  const [first] = found;
  return first !== undefined && found.every(({ file }) => file === first.file)
    ? { file: first.file, origin: first.origin }
    : undefined;
}

/** A manifest that a line of a file names. */
interface Named extends InstallWitness {
  readonly origin: { readonly file: string; readonly line: number };
  readonly isInstalled: boolean;
}

/** Dockerfiles that are not for development. */
export function productionDockerfiles(files: ProjectFiles): readonly string[] {
  return pathsOf(files, isForImage);
}

function pathsOf(files: ProjectFiles, isOfKind: (path: string) => boolean): string[] {
  return filesBesideCode(files)
    .filter(({ path, kind: is }) => is === 'file' && isOfKind(path))
    .map(({ path }) => path)
    .slice(0, MOST_FILES);
}

/** The manifests that the lines of a file name, as far as it installs, copies or compiles them. */
export function namedIn(files: ProjectFiles, path: string, manifests: readonly string[]): Named[] {
  const folder = folderOf(path);
  const renamed = new Set<string>();
  const text = files.readText(path) ?? '';
  const { lines, inProject } = isDockerfile(path) ? placesIn(text) : { lines: text.split('\n'), inProject: unmoved };
  // An image is built in the folder of its Dockerfile, or in one above it.
  const meant = (line: number, word: string): string | undefined =>
    inProject(line, word)
      .flatMap((each) => upFrom(folder).map((context) => join(context, each)))
      .find((each) => each !== undefined && manifests.includes(each));
  return lines.flatMap((line, index) => {
    if (/^\s*#/.test(line) || !/\b(install|sync|copy|add|requirements?|-r|conda|mamba|micromamba)\b/i.test(line))
      return [];
    const { words, becomes } = wordsOf(line);
    const named = words.map((word) => meant(index, word) ?? bare(word)).filter((word) => !renamed.has(word));
    const found = manifests.filter((manifest) => names(files, named, manifest, folder));
    if (becomes !== undefined) renamed.add(becomes);
    const isInstalled = /\b(install|sync)\b/i.test(line);
    return found.map((file) => ({ file, origin: { file: path, line: index + 1 }, isInstalled }));
  });
}

/** What is no Dockerfile has no places of an image. */
const unmoved = (): readonly string[] => [];

function bare(word: string): string {
  return word.replace(/^\.?\/+/, '');
}

/** What a line names, from the folder it is written for; a file that COPY gives another name is `becomes` from there on. */
function wordsOf(line: string): { readonly words: readonly string[]; readonly becomes?: string } {
  const words = line.split(/[\s"'=,[\]]+/).filter((word) => bare(word) !== '');
  const target = bare(words.at(-1) ?? '');
  const isCopy = /^\s*(copy|add)\b/i.test(line) && words.length > 2;
  return isCopy && /\.\w+$/.test(target) ? { words: words.slice(0, -1), becomes: target } : { words };
}

/**
 * Written from the root, or from the folder of the file that names it; as a path of the image, which begins somewhere
 * else, when its end is the whole path of one in a folder: `/app/requirements/production.txt`.
 */
function names(files: ProjectFiles, words: readonly string[], manifest: string, folder: string): boolean {
  const below = manifest.startsWith(`${folder}/`) ? manifest.slice(folder.length + 1) : manifest;
  // A bare `requirements.txt` may be any, and where one lies beside, that one.
  const isAnother =
    folder !== '.' && manifest === nameOf(manifest) && files.entry(join(folder, manifest) ?? '') !== undefined;
  const isBare = below === nameOf(manifest) && folderOf(manifest) !== folder;
  const isInFolder = folderOf(manifest) !== '.';
  return words.some(
    (word) =>
      (word === manifest && !isAnother) || (word === below && !isBare) || (isInFolder && word.endsWith(`/${manifest}`)),
  );
}
