/**
 * Names as the app is told them: with the port that browsers ask, so that it knows the origins of its own forms. A name
 * that was given with a port, or with a scheme as a proxy of the person's own has it, stays as it is.
 */
export function hostNames(names: readonly string[], port: number): string {
  const asked = names.map((name) => (name.includes('://') || hasPort(name) || port === 80 ? name : `${name}:${port}`));
  return asked.join(',');
}

/** The names in that text, without their ports. */
export function namesIn(text: string): readonly string[] {
  return text.split(',').map((name) => (hasPort(name) ? name.slice(0, name.lastIndexOf(':')) : name));
}

/** An IPv6 address ends with a bracket. */
function hasPort(name: string): boolean {
  return /:\d+$/.test(name);
}
