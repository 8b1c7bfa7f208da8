import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, nameOf, upFrom } from '../paths.ts';
import { isSideFolder } from '../side-folders.ts';
import { nothingAsked, type AskedGroups } from './asked-groups.ts';
import { candidatesIn, manifestPaths, type Candidate } from './candidates.ts';
import { pythonFiles } from '../files-by-kind.ts';

/** Folders of code that others wrote. */
const vendored = /^(vendor(ed)?|third[-_]?party|external|extern|site-packages|lib|libs|node_modules)$/i;

/**
 * Manifests that bring Django and lie neither beside nor above manage.py: below it (`docker/requirements.txt`), or in
 * another branch (`deploy/`). Those of other Django projects, of tests and examples, and of vendored code are none; when
 * some lie below manage.py, only they count.
 */
export function candidatesElsewhere(
  files: ProjectFiles,
  projectDir: string,
  asked: AskedGroups = nothingAsked,
): Candidate[] {
  const own = new Set(upFrom(projectDir));
  const others = otherProjects(files, projectDir);
  const found = [...manifestPaths(files)]
    .filter(([folder, paths]) => {
      if (own.has(folder) || isListed(folder)) return false;
      const isOthers = upFrom(folder).some((each) => isForeign(nameOf(each)) || others.has(each));
      return !isOthers && paths.some((path) => couldBring(files.readText(path) ?? ''));
    })
    .flatMap(([folder]) => candidatesIn(files, folder, projectDir, asked))
    .filter((each) => each.bringsDjango());
  const below = found.filter(({ file }) => upFrom(folderOf(file)).includes(projectDir) && projectDir !== '.');
  return (below.length > 0 ? below : found).toSorted((a, b) => shared(b, projectDir) - shared(a, projectDir));
}

/** How many folders the way to a manifest has in common with the way to manage.py: the nearest come first. */
function shared({ file }: Candidate, projectDir: string): number {
  const own = projectDir.split('/');
  const differs = folderOf(file)
    .split('/')
    .findIndex((part, index) => part !== own[index]);
  return differs === -1 ? own.length : differs;
}

/** Reading a manifest for what it means takes long where there are a hundred: one must name Django, or include a file. */
function couldBring(text: string): boolean {
  return /django|wagtail|mezzanine|saleor|netbox|pretix|geonode|^\s*-r|\bfile\b|requirements/im.test(text);
}

function isForeign(name: string): boolean {
  return isSideFolder(name) || vendored.test(name);
}

/** `requirements/` speaks for the folder above it, which is looked at by itself. */
function isListed(folder: string): boolean {
  return /^(reqs?|req[a-z]*m[a-z]*|deps|dependencies)$/i.test(nameOf(folder));
}

/** Folders of other manage.py. */
function otherProjects(files: ProjectFiles, projectDir: string): ReadonlySet<string> {
  const folders = pythonFiles(files)
    .filter(({ path }) => nameOf(path) === 'manage.py')
    .map(({ path }) => folderOf(path));
  return new Set(folders.filter((folder) => folder !== projectDir && !upFrom(projectDir).includes(folder)));
}
