import { posix } from 'node:path';
import { PROJECT_IN_IMAGE } from '../../values/image-paths.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { join } from '../paths.ts';

/** Where what runs in a folder below root runs in the image, when that is not beside manage.py, where commands run. */
export function folderInImage(folder: string, projectDir: string): string | undefined {
  return folder === projectDir ? undefined : posix.join(PROJECT_IN_IMAGE, folder);
}

/** `manage.py work`, `celery -A shop worker`, `python -m shop.bot`: what has to lie where they run. */
const NAMED = /(?:^|[\s;&|(])(?:\.\/)?(manage\.py)(?=\s|$)|\s(?:-A|--app|-m)[\s=]([A-Za-z_]\w*)/g;

/**
 * Whether what a line names lies beside manage.py and not in the folder that its file is meant from: it is for an image of the
 * project's own, which has the code elsewhere, or from before the code was moved.
 * @param folder below root, where the line would run
 */
export function namesBeside(files: ProjectFiles, line: string, folder: string, projectDir: string): boolean {
  if (folder === projectDir || /(^|[\s;&|(])cd\s/.test(line)) return false;
  const names = [...line.matchAll(NAMED)].map(([, file, module = '']) => file ?? module);
  const isIn = (place: string): boolean => names.some((name) => lies(files, place, name));
  return isIn(projectDir) && !isIn(folder);
}

function lies(files: ProjectFiles, folder: string, name: string): boolean {
  const paths = name.endsWith('.py') ? [name] : [`${name}.py`, `${name}/__init__.py`];
  return paths.some((path) => files.entry(join(folder, path) ?? '') !== undefined);
}
