/** Whether a variable is one that a platform tells the image of itself; how long the image waits is the person's to say. */
export function isReserved(name: string): boolean {
  return name.startsWith('SIMPLE_DEPLOY_') && !/^SIMPLE_DEPLOY_(STOP|DATABASE|LOCK)_SECONDS$/.test(name);
}
