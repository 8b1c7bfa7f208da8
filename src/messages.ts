import { buildWords } from './messages/build.ts';
import { configWords } from './messages/config.ts';
import { engineWords } from './messages/engine.ts';
import { frontendWords } from './messages/frontend.ts';
import { layoutWords } from './messages/layout.ts';
import { withAftermath } from './messages/platform-aftermath.ts';
import { platformWords } from './messages/platform.ts';
import { registryWords } from './messages/registry.ts';
import { runsWords } from './messages/runs.ts';
import type { Words, WordsOf } from './messages/words.ts';
import type { Problem } from './problems.ts';

const words: WordsOf<Problem> = {
  ...layoutWords,
  ...frontendWords,
  ...buildWords,
  ...engineWords,
  ...platformWords,
  ...configWords,
  ...registryWords,
  ...runsWords,
};

/** The words for a problem. */
export function wordsFor(problem: Problem): Words {
  const said = (words[problem.code] as (problem: Problem) => Words)(problem);
  return problem.aftermath === undefined ? said : withAftermath(said, problem.aftermath);
}
