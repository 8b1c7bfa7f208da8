/** Longer than any name that somebody gave a file: what is longer would only make a regular expression that is too large. */
const LONGEST = 500;

/** A text as a regular expression that matches it and nothing else; one that matches nothing for what is no name at all. */
export function literally(text: string): string {
  return text.length > LONGEST ? '(?!)' : text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
