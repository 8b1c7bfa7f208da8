const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** A time as a person reads it: "2026-11-22T16:59:07.504075595Z" → "2026-11-22 16:59:07 UTC (2 minutes ago)". */
export function since(time: string, now: number): string {
  const passed = now - Date.parse(time);
  const [name, ms] = units.find(([, each]) => passed >= each) ?? [undefined, 1];
  const count = Math.floor(passed / ms);
  const ago = name === undefined ? 'just now' : `${count} ${name}${count === 1 ? '' : 's'} ago`;
  return `${time.slice(0, 19).replace('T', ' ')} UTC (${ago})`;
}
