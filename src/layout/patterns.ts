/** Longer than any name that somebody gave a file: what is longer would only make a regular expression that is too large. */
export const LONGEST = 500;

/** A text as a regular expression that matches it and nothing else; one that matches nothing for what is no name at all. */
export function literally(text: string): string {
  return text.length > LONGEST ? '(?!)' : text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** A key of a file as a regular expression, any sign in the place of those that words have not; nothing for what is no key at all. */
export function keyLike(text: string): string {
  return text.length > LONGEST ? '(?!)' : text.replaceAll(/[^\w:-]/g, '.');
}
