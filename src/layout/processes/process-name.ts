/** What every platform allows as the name of a process type. */
export const processNameRule = /^[a-z][a-z0-9-]{0,29}$/;

/** A name as every platform allows it: `Celery_Worker` → `celery-worker`; undefined for one of which nothing is left. */
export function processName(name: string): string | undefined {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 30);
  return processNameRule.test(plain) ? plain : undefined;
}
