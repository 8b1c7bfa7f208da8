import type { ImageFacts } from '../values/image.ts';
import type { Item } from '../values/report.ts';

/** Settings that have no effect in the image: nothing fails by it, and uploads or static files go where nobody looks. */
export function ignoredItems(facts: Pick<ImageFacts, 'django' | 'ignoredSettings'> | undefined): readonly Item[] {
  const { django = '', ignoredSettings = [] } = facts ?? {};
  return ignoredSettings.map(({ name, since, instead }) => ({
    what: `${name} has no effect: Django ${since} removed it, and the image has Django ${django}.`,
    next: [`Set ${instead} in its place, or require Django<${since}.`],
  }));
}
