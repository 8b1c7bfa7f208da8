import { pathToFileURL } from 'node:url';
import { fillHtml } from '../fill-template.ts';
import { formatBytes } from '../terminal-format.ts';
import type { BarPart, Item, Link, PictureNode, Report, Row, Section } from '../values/report.ts';

/** The templates of the page, as templates/summary has them. */
export interface PageTemplates {
  readonly page: string;
  readonly section: string;
  readonly node: string;
  readonly text: string;
}

/** What the page says besides the report. */
export interface PageFacts {
  /** Of simple-deploy. */
  readonly version: string;
  /** When the run ended, as people read it. */
  readonly when: string;
}

const stateWords: Readonly<Record<Report['state'], string>> = {
  done: 'Done',
  unchanged: 'Nothing changed',
  failed: 'Failed',
};

/** The summary as one HTML page that needs neither network nor script. */
export function summaryPage(report: Report, { page, ...parts }: PageTemplates, facts: PageFacts): string {
  return fillHtml(page, pageView(report, facts), parts);
}

/** What templates/summary/page.html.mustache is given: every tag of it and of its parts is a key here. */
export function pageView({ title, state, urls, sections }: Report, facts: PageFacts): object {
  const inOrder = state === 'failed';
  const placed = sections.map((section, index) => ({
    section,
    id: `part-${index + 1}`,
    place: inOrder ? ('then' as const) : placeOf(section),
  }));
  const at = (place: Place): readonly object[] =>
    placed.filter((one) => one.place === place).map(({ section, id }) => sectionView(section, id, place));
  const details = at('details');
  return {
    ...facts,
    name: title,
    title: textView(title),
    state,
    stateWord: stateWords[state],
    ...listOf(
      'urls',
      urls.filter((url) => !title.includes(url)),
    ),
    sections: [...at('first'), ...at('then')],
    details,
    hasDetails: details.length > 0,
  };
}

type Place = 'first' | 'then' | 'details';

/** A terminal ends with what to type; who opens a page looks at its top. A picture is worth its room there. */
function placeOf({ isWarning, detail, commands, pictures }: Section): Place {
  if (isWarning) return 'first';
  if (pictures !== undefined) return 'then';
  if (detail === true) return 'details';
  return commands === undefined ? 'then' : 'first';
}

function sectionView(section: Section, id: string, place: Place): object {
  const { heading, isWarning = false, lines = [], rows = [], items = [], commands = [], links = [] } = section;
  const { bar = [], pictures = [] } = section;
  const isSteps = rows.some(({ why }) => why !== undefined);
  return {
    id,
    level: place === 'details' ? 3 : 2,
    heading,
    inShort: heading.replace(/[:(].*$/, '').trim(),
    isWarning,
    output: section.isOutput === true ? lines.join('\n') : '',
    ...listOf('lines', section.isOutput === true ? [] : lines.map(textView)),
    ...listOf('rows', isSteps ? [] : rows.map((row, part) => rowView(row, bar.length > 0 ? `part-${part}` : ''))),
    ...listOf('steps', isSteps ? rows.map(({ name, value, why = '' }) => ({ name, value, why })) : []),
    ...listOf('items', items.map(itemView)),
    ...listOf('commands', commands),
    ...listOf('links', links.map(linkView)),
    ...listOf('bar', barView(bar)),
    barLabel: `${heading}: ${bar.map(({ label, bytes }) => `${label} ${formatBytes(bytes)}`).join(', ')}`,
    ...listOf(
      'pictures',
      pictures.map(({ caption, nodes }) => ({ caption, nodes: nodes.map(nodeView) })),
    ),
  };
}

/** A text, with its addresses as links. */
function textView(text: string): { readonly parts: readonly { readonly text: string; readonly href: string }[] } {
  const parts = text.split(/(https?:\/\/[^\s,;)]+[^\s,;).:])/).map((part, index) => ({
    text: part,
    href: index % 2 === 1 ? part : '',
  }));
  return { parts };
}

function rowView({ name, value }: Row, swatch: string): object {
  return { name, swatch, ...textView(value) };
}

function itemView({ what, found = [], next = [] }: Item): object {
  return { ...textView(what), found: found.map(textView), next: next.map(textView) };
}

/** A list under its name, and whether there is anything in it: a template cannot ask a list that. */
function listOf(name: string, list: readonly unknown[]): object {
  return { [name]: list, [`has${name[0]?.toUpperCase()}${name.slice(1)}`]: list.length > 0 };
}

function linkView({ title, url, why }: Link): object {
  return { title, why, href: url.startsWith('/') ? pathToFileURL(url).href : url };
}

function barView(parts: readonly BarPart[]): readonly object[] {
  return parts.map(({ label, bytes }, part) => ({ label, part, share: Math.max(bytes, 1), size: formatBytes(bytes) }));
}

/** With every key of its own: what a node lacks, mustache would take of the one above it. */
function nodeView({ name, note = '', isMarked = false, nodes = [] }: PictureNode): object {
  return { name, note, isMarked, ...listOf('nodes', nodes.map(nodeView)) };
}
