import { basename } from 'node:path';

const LONGEST = 40;

/** The name of a project folder (absolute path or bare name) as a name for images and apps: lower case letters, digits and single `-`, a letter first; `app` when nothing is left. */
export function projectSlug(root: string): string {
  const slug = basename(root)
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, LONGEST)
    .replace(/-+$/, '');
  return slug === '' ? 'app' : slug;
}
