import type { LayoutProblem } from '../problems/layout.ts';
import { listed } from './listed.ts';
import type { WordsOf } from './words.ts';

/** The first of the versions that other places name; of a range nothing that could be typed. */
function versionOf(others: readonly (readonly [string, string])[]): string {
  return others.map(([text]) => /^3\.\d+/.exec(text)?.[0]).find((version) => version !== undefined) ?? 'VERSION';
}

/** By the release notes of Django 1.5 to 1.10: https://docs.djangoproject.com/en/stable/releases/ */
function pythonsOf(django: string): string {
  const newest = { '1.5': '3.3', '1.6': '3.3', '1.7': '3.4', '1.9': '3.5', '1.10': '3.5' }[django];
  return newest === undefined ? 'Python 2 alone' : `Python 2 and on Python 3 up to ${newest}`;
}

type PythonProblem = Extract<LayoutProblem, { readonly code: `python-${string}` }>;

/** Words for problems with the Python of the image. */
export const pythonWords: WordsOf<PythonProblem> = {
  'python-two': ({ text, where, django }) => ({
    what:
      django === undefined
        ? `The project is written for Python 2 (${text}, ${where}), and no image is made with that.`
        : `${text} (${where}) runs on ${pythonsOf(django)}, and no image is made with these: the oldest has Python 3.8.`,
    next: [
      ...(django === undefined ? [] : ['Bring the project to a newer Django: 2.2 is the first that Python 3.8 runs.']),
      `When it ${django === undefined ? 'runs on Python 3' : 'has one'} by now, say with which Python: --python 3.8 (the oldest that an image can be made with).`,
    ],
  }),
  'python-none-fits': ({ text, where, oldest, newest }) => ({
    what: `${where} asks for Python ${text}, and none is known that lies in it: they go from ${oldest} to ${newest}.`,
    next: ['Correct that line, or say which Python to take all the same: --python 3.13.'],
  }),
  'python-version-unreadable': ({ where, text }) => ({
    what: `${where} asks for Python "${text}", which is no version.`,
    next: ['Write it as 3.13, or say it with --python 3.13.'],
  }),
  'python-versions-differ': ({ version, where, others }) => ({
    what: `The image gets Python ${version} (${where}); other places say otherwise.`,
    found: listed(others.map(([other, why]) => `${other}: ${why}`)),
    next: [`When another is meant, add it to the command: --python ${versionOf(others)}`],
  }),
  'python-end-of-life': ({ version, where, ended, newer, django = '', oldest }) => ({
    what: `Python ${version} (${where}) has had no security fixes since ${ended}${oldest === undefined ? '' : `, and the oldest that an image can be made with is ${oldest}`}.`,
    next: [
      ...(oldest === undefined || newer !== undefined ? [] : [`When the project runs on that: --python ${oldest}.`]),
      newer === undefined
        ? `Django ${django} runs on no Python that gets them: bring the project to a newer Django, then to a newer Python.`
        : `When the project runs on a newer one, use that: --python ${newer}.`,
    ],
  }),
};
