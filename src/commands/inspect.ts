import { resolve } from 'node:path';
import { belowRoot, findProjectRoot } from '../layout/find-root.ts';
import { examine, type Chosen, type Examined } from '../layout/examine.ts';
import { listProjectFiles } from '../layout/project-files.ts';
import { inspectJson } from '../layout/inspect-json.ts';
import { inspectText } from '../layout/inspect-text.ts';
import { wordsFor } from '../messages.ts';
import { UserError } from '../problems.ts';

/**
 * Prints the facts about the project that `dir` is or lies in, each with its origin: aligned for people, or as the
 * documented JSON. What was found is printed even when something stands in the way of a build.
 * @throws UserError with the first such problem, after printing
 */
export async function inspect(
  dir: string,
  chosen: Omit<Chosen, 'from'>,
  { json }: { readonly json: boolean },
  out: (text: string) => void,
): Promise<void> {
  const start = resolve(dir);
  const root = findProjectRoot(start);
  const files = await listProjectFiles(root);
  const from = belowRoot(root, start);
  const examined: Examined = examine(files, { ...chosen, ...(from === undefined ? {} : { from }) });
  out(json ? `${JSON.stringify(inspectJson(examined, wordsFor), undefined, 2)}\n` : inspectText(examined, wordsFor));
  const [problem] = examined.fatal;
  if (problem !== undefined) throw new UserError(problem);
}
