import { folderOf, join } from './paths.ts';
import type { ProjectCode } from './project-code.ts';

/** wsgi.py and asgi.py in the folder of manage.py and in the packages in it. */
export function serverFiles(code: ProjectCode): string[] {
  const [projectDir = '.'] = code.importRoots;
  const packages = code.files.list.filter(({ path, kind }) => kind === 'directory' && folderOf(path) === projectDir);
  return [projectDir, ...packages.map(({ path }) => path)].flatMap((folder) =>
    ['wsgi.py', 'asgi.py']
      .map((name) => join(folder, name))
      .filter((file) => file !== undefined && code.files.readText(file) !== undefined),
  ) as string[];
}
