const most = 20;

/** A list for people: at most 20 lines, then how many more there are. */
export function listed(lines: readonly string[]): string[] {
  if (lines.length <= most) return [...lines];
  return [...lines.slice(0, most), `… and ${lines.length - most} more`];
}
