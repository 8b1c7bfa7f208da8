import { plainStyle, type Style } from '../messages/render.ts';
import type { Report, Row, Section } from '../values/report.ts';
import { pictureLines } from './picture-text.ts';

/** How many pages to read on a terminal has room for. */
const FIRST_LINKS = 2;

/** The summary for a terminal or a text file; sections that are details, and all that there is to read, only when `details` is set. */
export function summaryText(report: Report, style: Style = plainStyle, details = false): string {
  const { title, sections } = report;
  const shown = details ? sections : sections.filter(({ detail }) => detail !== true).map(short);
  return [style.bold(title), ...shown.map((section) => sectionText(section, style))].join('\n\n');
}

/** What a terminal has no room for: more than the first pages to read, and a line for each size. */
function short(section: Section): Section {
  const { links = [], bar, rows = [], lines = [] } = section;
  if (bar === undefined) return { ...section, links: links.slice(0, FIRST_LINKS) };
  return { ...section, rows: [], lines: [rows.map(({ name, value }) => `${name} ${value}`).join(', '), ...lines] };
}

function sectionText(section: Section, style: Style): string {
  const { heading, lines = [], rows = [], commands = [], links = [], pictures = [] } = section;
  const widest = Math.max(0, ...commands.map(({ about }) => about.length));
  return [
    style.bold(heading),
    ...rowsText(rows, style),
    ...lines.map((line) => `  ${line}`),
    ...pictures.flatMap(pictureLines).map((line) => `  ${line}`),
    ...commands.map(({ about, command }) => `  ${style.dim(about.padEnd(widest))}  ${command}`),
    ...links.map(({ title, url, why }) => `  ${title}: ${why}\n    ${style.dim(url)}`),
  ].join('\n');
}

/** Names and values as two columns. */
export function rowsText(rows: readonly Row[], style: Style, indent = '  '): readonly string[] {
  const widest = Math.max(0, ...rows.map(({ name }) => name.length));
  return rows.map(({ name, value }) => `${indent}${style.dim(name.padEnd(widest))}  ${value}`);
}
