import type { EngineProblem } from '../problems/engine.ts';
import type { WordsOf } from './words.ts';

export const engineWords: WordsOf<EngineProblem> = {
  'engine-placeholder': () => ({ what: '', next: [] }),
};
