import { fileURLToPath } from 'node:url';

/** Where a page of docs/ lies on this machine: it comes with the package. */
export function page(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}
