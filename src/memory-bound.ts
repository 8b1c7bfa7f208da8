import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes that may pass between two collections. */
const mostBytes = 16_000_000;

let passed = 0;
let collect: (() => void) | undefined;

/**
 * Counts bytes that pass through in Buffers, and has those that were let go collected in time. V8 by itself waits for 64
 * MB of them, since it sees the small objects and not the memory behind them (its kExternalAllocationSoftLimit): that is
 * as much as a whole layer may take here. A collection takes some milliseconds each 16 MB.
 */
export function bytesPassed(bytes: number): void {
  passed += bytes;
  if (passed < mostBytes) return;
  passed = 0;
  collect ??= collector();
  collect();
}

function collector(): () => void {
  // The only way to it after the start of the process (nodejs.org, v8.setFlagsFromString).
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('globalThis.gc') as unknown;
  return typeof gc === 'function' ? (gc as () => void) : () => undefined;
}
