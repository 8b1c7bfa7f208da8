import type { LayoutProblem } from '../problems/layout.ts';
import type { WordsOf } from './words.ts';

export const layoutWords: WordsOf<LayoutProblem> = {
  'layout-placeholder': () => ({ what: '', next: [] }),
};
