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
  'summary-file': ({ file, reason }) => ({
    what: `The summary cannot be written to ${file}: ${reason}.`,
    next: ['Name a file in a folder that exists, with --summary-file FILE (.md, .html or .txt).'],
  }),
};
