/** A space at which a line is not broken, as before a unit. */
export const KEPT_SPACE = '\u00A0';

/** A text as lines of at most that width, the first and the others each with its indent. A word that is longer stays whole. */
export function wrapped(text: string, width: number, indent: string, others = indent): readonly string[] {
  if (indent.length + text.length <= width) return [plain(indent + text)];
  const lines: string[] = [];
  let line = indent;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = others;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].map(plain);
}

function plain(line: string): string {
  return line.replaceAll(KEPT_SPACE, ' ');
}
