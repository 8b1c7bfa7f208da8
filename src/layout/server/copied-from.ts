import type { ProjectFiles } from '../../values/project-files.ts';
import { instructions } from '../dockerfile-instructions.ts';
import { isDockerfile } from '../dockerfile-name.ts';
import { folderOf, join, nameOf, upFrom } from '../paths.ts';

/**
 * The file of the project that a Dockerfile copies to where a command of it names one, alone or with its folder:
 * `COPY ops/gunicorn.py /etc/gunicorn/site.py`.
 */
export function copiedFrom(files: ProjectFiles, dockerfile: string, named: string): string | undefined {
  if (!isDockerfile(dockerfile)) return undefined;
  const contexts = upFrom(folderOf(dockerfile));
  return instructions(files.readText(dockerfile) ?? '')
    .filter(({ name, text }) => /^(COPY|ADD)$/.test(name) && !/(^|\s)--from=/.test(text))
    .flatMap(({ text }) => sourcesOf(text, named))
    .flatMap((source) => contexts.map((folder) => join(folder, source)))
    .find((path) => path !== undefined && files.entry(path)?.kind === 'file');
}

/** What a COPY takes, where it puts it there. */
function sourcesOf(copy: string, named: string): readonly string[] {
  const words = (copy.match(/[^\s"',[\]]+/g) ?? []).filter((word) => !word.startsWith('--'));
  const target = (words.at(-1) ?? '').replace(/\/$/, '');
  return words.slice(0, -1).flatMap((source) => {
    if (named === target || named === `${target}/${nameOf(source)}`) return [source];
    return named.startsWith(`${target}/`) ? [`${source}/${named.slice(target.length + 1)}`] : [];
  });
}
