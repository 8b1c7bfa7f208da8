import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes after which what was sent is thrown away. */
const interval = 8 * 1024 * 1024;

/**
 * Told of the bytes that were sent, it has V8 collect young garbage now and then. gRPC copies every message into memory
 * of its own; V8 lets up to 64 MB of such copies lie before it looks at them, as they are few objects. A minor collection
 * takes about a millisecond.
 */
export function memoryKeeper(): (bytes: number) => void {
  let since = 0;
  let collect: ((options: { type: 'minor' }) => void) | undefined;
  return (bytes) => {
    since += bytes;
    if (since < interval) return;
    since = 0;
    collect ??= collector();
    collect({ type: 'minor' });
  };
}

/** V8's own function; new contexts have it once the flag is set, however Node was started. */
function collector(): (options: { type: 'minor' }) => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as (options: { type: 'minor' }) => void;
}
