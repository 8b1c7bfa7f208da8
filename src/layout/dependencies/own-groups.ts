import type { ProjectFiles } from '../../values/project-files.ts';
import { isDockerfile } from '../dockerfile-name.ts';
import { filesBesideCode } from '../files-by-kind.ts';
import { folderOf, nameOf, upFrom } from '../paths.ts';
import { isForDevelopment } from './production-groups.ts';

/** Of another process than the site, or for people who develop. */
const OF_OTHERS = /(^|[._-])(dev\w*|local|debug|tests?|e2e|ci|docs?|worker|celery|beat|tasks?|cron|bot)([._-]|$)/i;
const INSTALLS = /\b(uv\s+(sync|export)|pip3?\s+install|poetry\s+(install|export|sync)|pdm\s+(install|sync|export))\b/;

/** `--group a`, `--with=a,b`, `-G a`, `--extras "a b"`; `pip install .[a,b]`. */
const OPTIONS = /(?:--(?:group|with|extra|extras)[\s=]+|\s-[GE]\s*)(?:"([^"]*)"|'([^']*)'|([^\s"'&;|]+))/g;
const BRACKETS = /(?<=[\s"'])\.[\w./-]*\[([\w.,\s-]+)\]/g;

/**
 * Names of the groups and extras that the project's own Dockerfile installs, the one nearest to manage.py that installs
 * any: a bot's or a worker's beside it says nothing of the site, and neither does what is for development.
 */
export function ownGroups(files: ProjectFiles, projectDir: string): readonly string[] {
  for (const folder of upFrom(projectDir)) {
    const dockerfiles = filesBesideCode(files).filter(
      ({ path, kind }) =>
        kind === 'file' &&
        folderOf(path) === folder &&
        isDockerfile(path) &&
        !OF_OTHERS.test(nameOf(path).replace(/^(dockerfile|containerfile)/i, '')),
    );
    const names = new Set(dockerfiles.flatMap(({ path }) => namesIn(files.readText(path) ?? '')));
    if (names.size > 0) return [...names];
  }
  return [];
}

function namesIn(text: string): readonly string[] {
  const lines = text.replaceAll(/\\\r?\n/g, ' ').split(/\r?\n/);
  return lines
    .filter((line) => !/^\s*#/.test(line))
    .flatMap((line) => line.split(/&&|\|\||;/))
    .filter((command) => INSTALLS.test(command))
    .flatMap((command) => [...command.matchAll(OPTIONS), ...command.matchAll(BRACKETS)])
    .flatMap(([, ...texts]) => (texts.find((each) => each !== undefined) ?? '').split(/[\s,]+/))
    .filter((name) => /^[\w.-]+$/.test(name) && !isForDevelopment(name));
}
