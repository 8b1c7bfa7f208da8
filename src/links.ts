import data from '../templates/summary/links.json' with { type: 'json' };
import type { Link } from './values/report.ts';

/** Name of a page in templates/summary/links.json, which has every page that people are sent to. */
export type LinkName = keyof typeof data.links;

/** The page of that name, with its title and a line that says why to open it. */
export function link(name: LinkName): Link {
  return data.links[name];
}
