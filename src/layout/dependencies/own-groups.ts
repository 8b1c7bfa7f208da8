import type { Origin } from '../../values/fact.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { isDockerfile } from '../dockerfile-name.ts';
import { filesBesideCode } from '../files-by-kind.ts';
import { folderOf, nameOf, upFrom } from '../paths.ts';
import { isKeptForSite } from '../python-version/dockerfile-asks.ts';
import { isForDevelopment } from './production-groups.ts';

/** What the project's own Dockerfile installs of groups and extras. */
export interface OwnInstall {
  /** Their names. */
  readonly names: readonly string[];
  /** Where it says that the main requirements are installed and nothing else but those. */
  readonly only?: Origin;
}

/** Of another process than the site, or for people who develop. */
const OF_OTHERS = /(^|[._-])(dev\w*|local|debug|tests?|e2e|ci|docs?|worker|celery|beat|tasks?|cron|bot)([._-]|$)/i;
const INSTALLS = /\b(uv\s+(sync|export)|pip3?\s+install|poetry\s+(install|export|sync)|pdm\s+(install|sync|export))\b/;

/** `--group a`, `--with=a,b`, `-G a`, `--extras "a b"`; `pip install .[a,b]`. */
const OPTIONS = /(?:--(?:group|with|extra|extras)[\s=]+|\s-[GE]\s*)(?:"([^"]*)"|'([^']*)'|([^\s"'&;|]+))/g;
const BRACKETS = /(?<=[\s"'])\.[\w./-]*\[([\w.,\s-]+)\]/g;
/** Poetry's `--only main`, with more of them or none. */
const ONLY = /--only[\s=]+(?:"([^"]*)"|'([^']*)'|([^\s"'&;|]+))/g;

/**
 * The groups and extras that the project's own Dockerfile installs: the one nearest to manage.py that installs any, else one that is
 * kept for the site elsewhere (`docker/backend/Dockerfile`). A bot's or a worker's beside it says nothing of the site, and neither
 * does what is for development.
 */
export function ownInstall(files: ProjectFiles, projectDir: string): OwnInstall {
  const all = filesBesideCode(files)
    .filter(({ path, kind }) => kind === 'file' && isDockerfile(path) && !isOfOthers(path))
    .map(({ path }) => path);
  const near = upFrom(projectDir).map((folder) => all.filter((path) => folderOf(path) === folder));
  const kept = all.filter((path) => isKeptForSite(path, projectDir)).map((path) => [path]);
  for (const paths of [...near, ...kept]) {
    const found = paths.map((path) => installIn(path, files.readText(path) ?? ''));
    const names = new Set(found.flatMap((each) => each.names));
    const only = found.find((each) => each.only !== undefined)?.only;
    if (names.size > 0 || only !== undefined) return { names: [...names], ...(only !== undefined && { only }) };
  }
  return { names: [] };
}

function isOfOthers(path: string): boolean {
  return OF_OTHERS.test(nameOf(path).replace(/^(dockerfile|containerfile)/i, ''));
}

function installIn(file: string, text: string): OwnInstall {
  const commands = linesOf(text)
    .flatMap(({ text: each, line }) => each.split(/&&|\|\||;/).map((command) => ({ command, line })))
    .filter(({ command }) => INSTALLS.test(command));
  const named = commands.flatMap(({ command }) => [...namesIn(command, OPTIONS), ...namesIn(command, BRACKETS)]);
  const lists = commands.map(({ command, line }) => ({ names: namesIn(command, ONLY), line }));
  const alone = lists.filter(({ names }) => names.includes('main'));
  // One of several images that a file is for may take more than the site's does.
  const shared = alone[0]?.names.filter((name) => name !== 'main' && alone.every(({ names }) => names.includes(name)));
  const names = [...named, ...(shared ?? [])].filter((name) => !isForDevelopment(name));
  const [first] = alone;
  return { names, ...(first !== undefined && { only: { file, line: first.line } }) };
}

function namesIn(command: string, pattern: RegExp): readonly string[] {
  return [...command.matchAll(pattern)]
    .flatMap(([, ...texts]) => (texts.find((each) => each !== undefined) ?? '').split(/[\s,]+/))
    .filter((name) => /^[\w.-]+$/.test(name));
}

/** Lines with those that continue them, and the number of the first; a shell's script in a RUN has lines of its own. */
function linesOf(text: string): readonly { readonly text: string; readonly line: number }[] {
  const found: { text: string; line: number }[] = [];
  let isOpen = false;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (/^\s*#/.test(raw)) continue;
    const last = isOpen ? found.at(-1) : undefined;
    if (last === undefined) found.push({ text: raw.replace(/\\\s*$/, ''), line: index + 1 });
    else last.text += ` ${raw.replace(/\\\s*$/, '')}`;
    isOpen = /\\\s*$/.test(raw);
  }
  return found;
}
