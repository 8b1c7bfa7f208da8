import { resolve } from 'node:path';
import { rememberAnswer, rememberedAnswer, type Answer } from '../cache-folder/answers.ts';
import { belowRoot, findProjectRoot } from '../layout/find-root.ts';
import type { Chosen } from '../layout/chosen.ts';
import { listProjectFiles } from '../layout/project-files.ts';
import { recordReads } from '../layout/recorded-reads.ts';
import { UserError } from '../problems.ts';
import type { Printed } from './answer.ts';

type Choices = Omit<Chosen, 'from'>;

/** Where the answer goes; who answers, and what hides secrets, for what is kept of it. */
interface Doors {
  readonly out: (text: string) => void;
  readonly redact: (text: string) => string;
  readonly build?: string | undefined;
}

/**
 * Prints the facts about the project that `dir` is or lies in, each with its origin: aligned for people, or as the
 * documented JSON. What was typed wins over the project's configuration. What was found is printed even when something
 * stands in the way of a build. The answer is remembered, and given again while nothing that it rests on has changed.
 * @throws UserError with the first such problem, after printing
 */
export async function inspect(
  dir: string,
  typed: Choices,
  printed: Printed,
  { out, redact, build }: Doors,
): Promise<void> {
  const start = resolve(dir);
  const root = findProjectRoot(start);
  const began = Date.now();
  const files = await listProjectFiles(root);
  const from = belowRoot(root, start);
  const chosen = { ...typed, ...(from === undefined ? {} : { from }) };
  const question = { build, text: JSON.stringify([root, chosen, printed]) };
  const known = rememberedAnswer(question, files);
  const { text, problem } = known ?? (await findAnswer());
  out(text);
  if (problem !== undefined) throw new UserError(problem);

  async function findAnswer(): Promise<Answer> {
    // Not loaded for what is known.
    const { answer } = await import('./answer.ts');
    const recorded = recordReads(files);
    const found = answer(recorded.files, chosen, printed);
    rememberAnswer(question, { ...found, root, began, fingerprint: files.fingerprint, reads: recorded.reads }, redact);
    return found;
  }
}
