/** Finds in what a command writes the mark behind which its exit code stands. */
export interface ExitMark {
  /** What of these bytes, and of earlier ones that were kept back, is the command's own. */
  readonly take: (chunk: Buffer) => Buffer;
  /** What was kept back and was no mark. */
  readonly rest: () => Buffer;
  readonly exitCode: () => number | undefined;
}

/** Nothing was written yet. The mark may come in pieces: what may be its beginning is kept back. */
export function exitMark(mark: string): ExitMark {
  const wanted = Buffer.from(mark);
  let kept: Buffer = Buffer.alloc(0);
  let after: Buffer | undefined;
  return {
    take(chunk) {
      if (after !== undefined) {
        after = Buffer.concat([after, chunk]);
        return Buffer.alloc(0);
      }
      const all = Buffer.concat([kept, chunk]);
      const at = all.indexOf(wanted);
      if (at >= 0) {
        after = all.subarray(at + wanted.length);
        kept = Buffer.alloc(0);
        return all.subarray(0, at);
      }
      const safe = all.length - beginningAtEnd(all, wanted);
      kept = all.subarray(safe);
      return all.subarray(0, safe);
    },
    rest: () => kept,
    exitCode() {
      const [, digits] = /^\s*(\d+)/.exec(after?.toString() ?? '') ?? [];
      return digits === undefined ? undefined : Number(digits);
    },
  };
}

/** How many of the last bytes may be the first ones of the mark. */
function beginningAtEnd(all: Buffer, mark: Buffer): number {
  const most = Math.min(mark.length - 1, all.length);
  for (let length = most; length > 0; length -= 1) {
    if (all.subarray(all.length - length).equals(mark.subarray(0, length))) return length;
  }
  return 0;
}
