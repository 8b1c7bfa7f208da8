import type { Answer } from '../cache-folder/answers.ts';
import type { Chosen } from '../layout/chosen.ts';
import { inspectJson } from '../layout/inspect-json.ts';
import { inspectText, type Shown } from '../layout/inspect-text.ts';
import { wordsFor } from '../messages.ts';
import type { ProjectFiles } from '../values/project-files.ts';
import { inspectFiles } from './inspect-files.ts';

/** How facts are printed. */
export interface Printed extends Shown {
  readonly json: boolean;
}

/** What `inspect` prints about a listed project, and the first problem that a build could not get past. */
export function answer(files: ProjectFiles, chosen: Chosen, { json, ...shown }: Printed): Answer {
  const examined = inspectFiles(files, chosen);
  const text = json
    ? `${JSON.stringify(inspectJson(examined, wordsFor), undefined, 2)}\n`
    : inspectText(examined, wordsFor, shown);
  return { text, problem: examined.fatal[0] };
}
