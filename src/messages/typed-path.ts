/** A path as a word of the command line, to be typed as it stands. */
export function typedPath(path: string): string {
  return /^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
