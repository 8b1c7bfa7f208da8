/** Signs without white space or quotes: more of them in a row are data (an image, a key, a certificate), and no fact of a project. */
const LONGEST_RUN = 4096;

/**
 * Text without what is beyond 4,096 in a run of signs, or of white space within a line, where a line is longer than twice
 * that. Patterns that look for a name or an address at each place of a line take time by the square of its longest run:
 * 200 KB of base64 took 20 s. Lines keep their numbers, and quotes that are closed stay so.
 */
export function withoutEndlessRuns(text: string): string {
  if (!hasLongLine(text)) return text;
  return text.replaceAll(/[^\s"'`]+|[^\S\n]+/g, (run) => (run.length > LONGEST_RUN ? run.slice(0, LONGEST_RUN) : run));
}

/** Looks at one place in 4,096 only: a line that is longer holds one of them. */
function hasLongLine(text: string): boolean {
  for (let at = 0; at + LONGEST_RUN < text.length; at += LONGEST_RUN) {
    const end = text.indexOf('\n', at);
    if (end === -1 || end - at > LONGEST_RUN) return true;
  }
  return false;
}
