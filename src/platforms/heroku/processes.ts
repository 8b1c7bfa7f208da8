import { UserError } from '../../problems.ts';
import { processesOf } from '../image-labels.ts';
import { releaseCommand } from '../release-command.ts';
import type { Releasable } from '../types.ts';
import { takesImages } from './app.ts';
import type { HerokuNow } from './observe.ts';

/** A process type of Heroku's: the server is `web`, what runs before a release goes live is `release`. */
export interface ProcessKind {
  readonly type: string;
  /** Undefined: the image's own. */
  readonly command?: readonly string[];
}

/** Schema of the Platform API, formation type. */
const allowed = /^[-\w]{1,128}$/;

/** The process types of an image, the server first. Throws `choice-impossible` for a name that Heroku does not take. */
export function processKinds(image: Pick<Releasable, 'labels'>): readonly ProcessKind[] {
  const release = releaseCommand(image);
  const workers = processesOf(image).filter(({ name }) => name !== 'web');
  for (const { name } of workers) {
    if (allowed.test(name) && name !== 'release' && name === name.toLowerCase()) continue;
    const what = `Heroku takes no process type named "${name}".`;
    throw new UserError({
      code: 'choice-impossible',
      what,
      next: [`Leave it out: --process ${name}=`, 'or name it otherwise: --process NAME=COMMAND'],
    });
  }
  return [
    { type: 'web' },
    ...workers.map(({ name, command }) => ({ type: name, command })),
    ...(release ? [{ type: 'release', command: release }] : []),
  ];
}

/**
 * Types that Heroku has never run, and starts no dyno for by itself; whether it does for the first `web` is told in two ways. One
 * that was scaled to none stays so; one that nobody has scaled yet is what a push left that broke off before it did.
 */
export function newTypes({ formation }: HerokuNow, kinds: readonly ProcessKind[]): readonly string[] {
  const known = formation.filter(({ quantity, untouched }) => quantity > 0 || !untouched).map(({ type }) => type);
  return kinds.map(({ type }) => type).filter((type) => !['release', ...known].includes(type));
}

/** Types that an earlier push brought and that this image has not: they would go on with the older one. */
export function goneTypes({ app, formation }: HerokuNow, kinds: readonly ProcessKind[]): readonly string[] {
  if (app === undefined || !takesImages(app) || app.stack !== 'container') return [];
  const wanted = kinds.map(({ type }) => type);
  return formation.map(({ type }) => type).filter((type) => !wanted.includes(type));
}
