import { fileURLToPath } from 'node:url';

/** Where a page of docs/ lies on this machine: it comes with the package. */
export function page(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}

/** What Django asks of everybody before a site goes public. */
export const checklist = 'https://docs.djangoproject.com/en/stable/howto/deployment/checklist/';
