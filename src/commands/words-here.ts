import { join } from 'node:path';
import { wordsFor } from '../messages.ts';
import type { Words } from '../messages/words.ts';
import type { Problem } from '../problems.ts';
import { quoted } from '../quoted.ts';
import type { World } from './command.ts';

/** The words for a problem, in which what is to be typed names the folder that was typed. */
export function wordsHere(problem: Problem, { dir }: Pick<World, 'dir'>): Words {
  const words = wordsFor(problem);
  return dir === undefined ? words : { ...words, next: words.next.map((line) => withFolder(line, dir)) };
}

/** Where a verb of ours ends. */
const BEHIND_VERB = /(?<=\bsimple-deploy [a-z]+)\b(?! DIR)/g;

/** The file of an option of such a command, as the project has it. */
const OWN_FILE = /(?<=\bsimple-deploy [a-z]+ --env-file )[^\s/'][^\s']*/g;

/** A line with commands of ours, each with the folder behind its verb, and before a file of the project. */
function withFolder(line: string, dir: string): string {
  return line.replaceAll(OWN_FILE, (file) => quoted(join(dir, file))).replaceAll(BEHIND_VERB, () => ` ${quoted(dir)}`);
}
