import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, nameOf, upFrom } from '../paths.ts';
import { isSideFolder } from '../side-folders.ts';
import { candidatesIn, manifestPaths, type Candidate } from './candidates.ts';

/** Folders of code that others wrote. */
const vendored = /^(vendor(ed)?|third[-_]?party|external|extern|site-packages|lib|libs|node_modules)$/i;

/**
 * Manifests that bring Django and lie neither beside nor above manage.py: below it (`docker/requirements.txt`), or in
 * another branch (`deploy/`). Those of other Django projects, of tests and examples, and of vendored code are none; when
 * some lie below manage.py, only they count.
 */
export function candidatesElsewhere(files: ProjectFiles, projectDir: string): Candidate[] {
  const own = new Set(upFrom(projectDir));
  const others = otherProjects(files, projectDir);
  const folders = [...manifestPaths(files).keys()].filter((folder) => {
    const above = upFrom(folder);
    return !own.has(folder) && !above.some((each) => isForeign(nameOf(each)) || others.has(each)) && !isListed(folder);
  });
  const found = folders
    .flatMap((folder) => candidatesIn(files, folder, projectDir))
    .filter((each) => each.bringsDjango());
  const below = found.filter(({ file }) => upFrom(folderOf(file)).includes(projectDir) && projectDir !== '.');
  return below.length > 0 ? below : found;
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
  const folders = files.list
    .filter(({ path, kind }) => nameOf(path) === 'manage.py' && kind !== 'directory')
    .map(({ path }) => folderOf(path));
  return new Set(folders.filter((folder) => folder !== projectDir && !upFrom(projectDir).includes(folder)));
}
