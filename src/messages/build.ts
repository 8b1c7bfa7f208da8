import type { BuildProblem } from '../problems/build.ts';
import type { WordsOf } from './words.ts';

export const buildWords: WordsOf<BuildProblem> = {
  'build-placeholder': () => ({ what: '', next: [] }),
};
