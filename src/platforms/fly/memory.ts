/** MiB of the smallest machine in which two workers fit, and a command beside them. */
const least = 512;
const step = 256;
/** As the image reckons (docs/image.md, WEB_MEMORY): for each worker, and for the rest. */
const ofWorker = 128;
const ofTheRest = 64;
/** What the kernel and Fly's own processes take of a machine before the image counts. */
const ofMachine = 48;

/** MiB of memory for a machine: those of WEB_CONCURRENCY workers, where the person says how many. */
export function memoryFor({ WEB_CONCURRENCY, WEB_MEMORY }: Readonly<Record<string, string>>): number {
  const workers = whole(WEB_CONCURRENCY) ?? 2;
  const needed = workers * (whole(WEB_MEMORY) ?? ofWorker) + ofTheRest + ofMachine;
  return Math.max(least, Math.ceil(needed / step) * step);
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d*$/.test(text) ? Number(text) : undefined;
}
