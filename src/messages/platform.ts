import type { PlatformProblem } from '../problems/platform.ts';
import type { WordsOf } from './words.ts';

export const platformWords: WordsOf<PlatformProblem> = {
  'platform-placeholder': () => ({ what: '', next: [] }),
};
