import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppFrom, AppPlace } from '../types.ts';

/** The app that HEROKU_APP names, or the one that the git remotes of the folder lead to, as Heroku's own command takes it. */
export function appFrom({ root, env }: AppPlace): AppFrom | undefined {
  const variable = env['HEROKU_APP'];
  if (variable !== undefined && variable !== '') return { app: variable, origin: 'HEROKU_APP' };
  const apps = root === undefined ? [] : remotesIn(gitConfig(root));
  const [only, ...more] = apps;
  return only !== undefined && more.length === 0
    ? { app: only, origin: 'the git remote that leads to Heroku' }
    : undefined;
}

/** Apps that remotes of a git configuration lead to, each once (git-config(1)). */
export function remotesIn(config: string): readonly string[] {
  const urls = [...config.matchAll(/^\s*url\s*=\s*"?(\S+?)"?\s*$/gm)].map(([, url = '']) => url);
  const apps = urls.flatMap(
    (url) =>
      /^(?:https:\/\/(?:[^@/]*@)?git\.heroku\.com\/|git@heroku\.com:)([^/]+?)(?:\.git)?\/?$/.exec(url)?.[1] ?? [],
  );
  return [...new Set(apps)];
}

/** A worktree, or a folder below the repository, has none of its own: the name is asked for then. */
function gitConfig(root: string): string {
  try {
    return readFileSync(join(root, '.git', 'config'), 'utf8');
  } catch {
    return '';
  }
}
