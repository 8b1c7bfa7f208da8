import type { VariablesFile } from '../values/variables-file.ts';

/** What to do with a file of the project that names some of the variables which are demanded. */
export function namedInText({ file, isExample, names: named }: VariablesFile, names: readonly string[]): string {
  const share = named.length === names.length ? 'all of them' : `${named.length} of them`;
  const given = names.length === 1 ? 'it' : share;
  const those = names.length === 1 ? 'that is' : 'those are';
  return isExample
    ? `${file} names ${given}: fill in a copy that git ignores, and give that by --env-file.`
    : `${file} gives ${given} a value; when ${those} this app's: simple-deploy push --env-file ${file}`;
}
