/** Milliseconds of a clock that never goes back. `performance.now()` is the same and loads ten modules of Node when it is first asked for. */
export function milliseconds(): number {
  return process.uptime() * 1000;
}
