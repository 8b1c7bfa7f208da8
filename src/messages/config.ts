import type { ConfigProblem } from '../problems/config.ts';
import type { WordsOf } from './words.ts';

export const configWords: WordsOf<ConfigProblem> = {
  'config-placeholder': () => ({ what: '', next: [] }),
};
