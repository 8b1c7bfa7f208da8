import type { RunsProblem } from '../problems/runs.ts';
import type { WordsOf } from './words.ts';

export const runsWords: WordsOf<RunsProblem> = {
  'no-past-run': ({ what, folder, elsewhere }) => ({
    what:
      folder === undefined
        ? `No run has left a ${what} here.`
        : `No run of the project in ${folder} has left a ${what}.`,
    found: elsewhere === 0 ? [] : [`Other projects have ${elsewhere}.`],
    next: [
      ...(elsewhere === 0 ? [] : [`simple-deploy ${what} --list --all`]),
      what === 'summary' ? 'A summary comes with each build and each push: simple-deploy push' : 'simple-deploy push',
    ],
  }),
  'past-run-unknown': ({ what, asked, fits }) => ({
    what: fits.length === 0 ? `There is no run ${asked}.` : `${asked} fits ${fits.length} runs.`,
    found: fits,
    next: [`The numbers and times that there are: simple-deploy ${what} --list`],
  }),
  'runs-unreadable': ({ folder, reason }) => ({
    what: `The logs and summaries of earlier runs cannot be read: ${reason}.`,
    found: [`They lie in ${folder}.`],
    next: ['Let your user read that folder, or name another place for it with XDG_STATE_HOME.'],
  }),
  'summary-damaged': ({ file, run }) => ({
    what: `The summary of that run is gone, or cannot be read: ${file}.`,
    next: [`What the run did: simple-deploy log --run ${run}`, 'Those of other runs: simple-deploy summary --list'],
  }),
  'summary-file': ({ file, reason }) => ({
    what: `The summary cannot be written to ${file}: ${reason}.`,
    next: ['Name a file in a folder that exists, with --summary-file FILE (.md, .html or .txt).'],
  }),
};
