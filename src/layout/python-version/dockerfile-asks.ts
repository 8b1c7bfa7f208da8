import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, nameOf, upFrom } from '../paths.ts';
import { isDockerfile } from '../dockerfile-name.ts';
import { ask, type Ask } from './ask.ts';
import { pythonOfDockerfile } from './dockerfile-python.ts';
import { filesBesideCode } from '../files-by-kind.ts';

/** Folders in which a project keeps what it is deployed with. */
const KEPT_IN =
  /^(compose|dockers?|dockerfiles?|dockeri[sz]ed?|\.docker|deploy|deployment|deployments|deploying|build|builds|infra|infrastructure|ops|devops|\.devops|containers?|images|config|contrib|etc|production|prod|django|web|app|api|backend|server)$/i;
const FOR_OTHERS =
  /(^|[-_./])(dev|devel|develop|development|local|debug|tests?|testing|ci|e2e|docs?|lint|devcontainer|\.devcontainer|frontend|node|nginx|celery-?exporter)([-_./]|$)/i;
const FOR_PRODUCTION = /(^|[-_./])(prod|production|deploy|release)([-_./]|$)/i;
const FOR_SITE = /(^|[-_./])(django|web|app|api|backend|server)([-_./]|$)/i;

/**
 * What the project's own Dockerfiles run: those beside manage.py, then above it up to the root, then those in the usual
 * folders there (compose/production/django/Dockerfile); of one place those for production first. Those for development, tests
 * and other services come last of all.
 */
export function dockerfileAsks(files: ProjectFiles, folders: readonly string[]): readonly Ask[] {
  const paths = filesBesideCode(files)
    .filter(({ path, kind }) => kind === 'file' && isDockerfile(path))
    .flatMap(({ path }) => {
      const rank = rankOf(path, folders);
      return rank === undefined ? [] : [{ path, rank }];
    })
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MOST);
  return paths.flatMap(({ path }) => {
    const found = pythonOfDockerfile(files.readText(path) ?? '');
    return found === undefined ? [] : [ask('pin', found.version, path, found.line)];
  });
}

/** Whether a Dockerfile stands in that folder and is not one for development or tests. */
export function isBeside({ origin }: Ask, folder: string): boolean {
  const file = typeof origin === 'object' && 'file' in origin ? origin.file : '';
  return folderOf(file) === folder && !FOR_OTHERS.test(file);
}

/** Whether a Dockerfile is kept in a usual folder elsewhere (docker/backend, compose/production/django) for the site in the folder of manage.py. */
export function isKeptForSite(path: string, projectDir: string): boolean {
  const rank = rankOf(path, upFrom(projectDir)) ?? 0;
  const isKept = rank >= 1000 && rank < 5000;
  return isKept && (FOR_SITE.test(path) || folderOf(path).split('/').includes(nameOf(projectDir)));
}

/** A tree of a hundred images says nothing about the one that is meant. */
const MOST = 20;

function rankOf(path: string, folders: readonly string[]): number | undefined {
  const inside = folders.findIndex((folder) => folderOf(path) === folder);
  const purpose = FOR_OTHERS.test(path) ? 5000 : FOR_PRODUCTION.test(path) ? 0 : FOR_SITE.test(path) ? 1 : 2;
  if (inside !== -1) return inside * 10 + purpose + (/^(docker|container)file$/i.test(nameOf(path)) ? -0.5 : 0);
  const above = folders.findIndex((folder) => folder === '.' || path.startsWith(`${folder}/`));
  const top = folders[above];
  if (top === undefined) return undefined;
  const [first = ''] = (top === '.' ? path : path.slice(top.length + 1)).split('/');
  return KEPT_IN.test(first) ? 1000 + above * 10 + purpose : undefined;
}
