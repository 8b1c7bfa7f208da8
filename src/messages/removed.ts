import type { DjangoRemoval, FailureInTheImage } from '../problems/build.ts';
import type { LayoutProblem } from '../problems/layout.ts';
import { listed } from './listed.ts';
import type { Words } from './words.ts';

/** Words for what fails as the Django at hand has it no more. `again` is the verb that tries it. */
export function removedWords(removed: DjangoRemoval, failure: FailureInTheImage, again: string): readonly string[] {
  const { package: inside = '', broughtBy = [] } = failure;
  const { name, since, instead } = removed;
  const older = `${olderDjango(removed, failure)}, then ${again} again.`;
  if (inside === '' || inside === 'django') {
    const what = `Django ${since} removed ${name}${hasWords(failure)}`;
    if (instead === undefined) return [`${what}: ${older}`];
    const renewed = `renew what uses it: in its place is ${instead}.`;
    return isOld(removed) ? [`${what}: ${renewed}`, `Or ${older}`] : [`${what}: ${older}`, `Or ${renewed}`];
  }
  const uses = `${inside} uses ${name}, which Django ${since} removed${hasWords(failure)}`;
  if (broughtBy.length > 1) return [`${uses}.`, overwritten(inside, broughtBy)];
  return [`${uses}: require a newer release of ${broughtBy[0] ?? inside}, or ${older}`];
}

/** Words for distributions that have the same files. */
export function overwritten(inside: string, broughtBy: readonly string[]): string {
  return `${broughtBy.join(' and ')} both bring ${inside}, and write over each other: require one of them alone.`;
}

function hasWords({ django, djangoRequired }: FailureInTheImage): string {
  if (django === undefined) return '';
  const has = `, and the image has Django ${django}`;
  if (djangoRequired === undefined) return has;
  const { where, isExact, isLocked } = djangoRequired;
  return isExact || isLocked ? `${has} (${where})` : `${has}, as ${where} leaves the version open`;
}

function olderDjango({ since, python }: DjangoRemoval, { python: has, djangoRequired }: FailureInTheImage): string {
  const where =
    djangoRequired === undefined
      ? `require Django<${since}`
      : `write Django<${since} into ${djangoRequired.where.replace(/:\d+$/, '')}`;
  const again = djangoRequired?.isLocked === true ? ' and lock anew' : '';
  const late = python !== undefined && has !== undefined && minorOf(has) > minorOf(python);
  return `${where}${again}${late ? ` (that supports Python ${python} at most)` : ''}`;
}

/** What came before runs on no Python that has security fixes or nearly had. */
function isOld({ python }: DjangoRemoval): boolean {
  return python === undefined || minorOf(python) < 8;
}

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}

/** Words for what a build will stop at: names that are imported, and that the Django which is required has no more. */
export function removedNoteWords({
  django,
  isOpen,
  below,
  names,
}: Extract<LayoutProblem, { code: 'django-removed' }>): Words {
  return {
    what: `The project imports what ${isOpen ? `Django ${django} and later have` : `Django ${django} has`} not, and does not start with that.`,
    found: listed(
      names.map(({ removed: { name, since, instead }, where }) => {
        const place = instead === undefined ? '' : `: in its place is ${instead}`;
        return `${where}: ${name}, which Django ${since} removed${place}`;
      }),
    ),
    next: [`Renew these lines, or require Django<${below}.`],
  };
}
