/**
 * Argv as one line. Platforms and their programs take lines apart by the rules of a POSIX shell for quotes, and some run no
 * shell. A word that is not plain stands in quotes of one kind where that is possible: of what is quoted twice, little has to
 * be understood.
 */
export function shellWords(argv: readonly string[]): string {
  return argv.map(quoted).join(' ');
}

function quoted(word: string): string {
  if (/^[\w./:=@%+,-]+$/.test(word)) return word;
  if (!word.includes("'")) return `'${word}'`;
  return /["$`\\!]/.test(word) ? `'${word.replaceAll("'", String.raw`'\''`)}'` : `"${word}"`;
}

/** A command in the folder of manage.py, whatever folder it is started in: the link is resolved (docs/image.md). */
export function inProject(argv: readonly string[]): string {
  return shellWords(['sh', '-c', `cd -P /app && exec ${shellWords(argv)}`]);
}
