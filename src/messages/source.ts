import type { SourceProblem } from '../problems/source.ts';
import type { WordsOf } from './words.ts';

const SHOWN = 10;

export const sourceWords: WordsOf<SourceProblem> = {
  'option-without-image': ({ platform, options }) => ({
    what: `${options.join(', ')} would have no effect: ${platform} takes no image, it builds the container itself.`,
    next: ['Leave them out, or push an image to another platform.'],
  }),
  'source-lacks': ({ files }) => ({
    what: 'The project cannot be built without files that stay here:',
    found: files.map(({ path, rule }) => `${path} (${rule})`),
    next: [
      'Take them out of .gitignore, or track them in spite of it: git add --force PATH. What is a secret belongs into variables: --env NAME=value.',
    ],
  }),
  'source-submodules-empty': ({ paths }) => ({
    what:
      paths.length === 1
        ? `The submodule ${paths.join(', ')} is empty here, and so it is in what is pushed.`
        : `The submodules ${paths.join(', ')} are empty here, and so they are in what is pushed.`,
    next: ['To have what they hold: git submodule update --init, then push again.'],
  }),
  'source-sparse': ({ files }) => ({
    what:
      files === 1
        ? 'One tracked file is not in what is pushed: the sparse checkout keeps it out of this folder.'
        : `${files} tracked files are not in what is pushed: the sparse checkout keeps them out of this folder.`,
    next: ['If the app needs what is missing: git sparse-checkout disable, then push again.'],
  }),
  'source-lfs-pointers': ({ paths }) => ({
    what: 'Of these files only the pointer of git LFS is here, and only that is pushed: the platform does not fetch their content.',
    found: paths.length > SHOWN ? [...paths.slice(0, SHOWN), `and ${paths.length - SHOWN} more`] : paths,
    next: ['To push their content: git lfs pull, then push again.'],
  }),
  'source-system-packages': ({ packages }) => ({
    what: `The dependencies load libraries of Debian's ${packages.join(', ')}. The container is the platform's own: whether it has them shows when it builds.`,
    next: packages.includes('libmariadb3')
      ? [
          'If it has not: PyMySQL in the requirements, and pymysql.install_as_MySQLdb() in the settings, need no such library.',
        ]
      : [],
  }),
  'branch-elsewhere': ({ label, platform, branch, commit, about, when }) => ({
    what: `The newest commit of ${branch} on ${label} was not made by simple-deploy, and what is pushed would take its place:`,
    found: [`${commit.slice(0, 12)} of ${when}: ${about}`],
    next: [
      `To push over it, with that commit kept in the history: simple-deploy push --to ${platform} … --force`,
      'To push to another environment: --environment NAME',
    ],
  }),
  'branch-moved': ({ label, branch, log }) => ({
    what: `Somebody else pushed to ${branch} on ${label} meanwhile. Nothing of yours is there.`,
    found: log,
    next: ['Push again: it begins with what stands there then.'],
  }),
  'branch-unreadable': ({ label, branch, log, next }) => ({
    what: `git cannot read ${branch} on ${label}.`,
    found: log,
    next,
  }),
  'source-changed': ({ path }) => ({
    what: `${path} changed while it was read.`,
    next: ['Push again when nothing writes to the project.'],
  }),
};
