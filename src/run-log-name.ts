/** Whether a file of the folder of runs is the log of one: its name begins with when that began. */
export function isLogOfRun(name: string): boolean {
  return /^\d{4}-\d\d-\d\dT.*\.jsonl$/.test(name);
}
