/**
 * Argv as one line. flyctl takes lines apart by the rules of a POSIX shell for quotes, and runs no shell: each word that is
 * not plain stands in single quotes.
 */
export function shellWords(argv: readonly string[]): string {
  return argv
    .map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`))
    .join(' ');
}

/** A command in the folder of manage.py, whatever folder it is started in: the link is resolved (docs/image.md). */
export function inProject(argv: readonly string[]): string {
  return shellWords(['sh', '-c', `cd -P /app && exec ${shellWords(argv)}`]);
}
