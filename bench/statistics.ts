/** Middle of the values; between the two middle ones when their number is even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [upper = Number.NaN, lower = Number.NaN] = [sorted[middle], sorted[middle - 1]];
  return sorted.length % 2 === 1 ? upper : (upper + lower) / 2;
}

/** Median with the least and the greatest, such as `0.31 (0.29–0.40)`. */
export function withSpread(values: readonly number[], digits = 2): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
}

/** Ratio of runs that were made in pairs: median and spread of the ratios of the pairs. */
export function pairedRatio(ours: readonly number[], theirs: readonly number[]): string {
  return `×${withSpread(ours.map((value, index) => value / (theirs[index] ?? Number.NaN)))}`;
}

/** Median of the differences of runs that were made in pairs. */
export function pairedDifference(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.map((value, index) => value - (theirs[index] ?? Number.NaN)));
}
