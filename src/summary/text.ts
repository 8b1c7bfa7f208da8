import { plainStyle, type Style } from '../messages/render.ts';
import type { Report, Row, Section } from '../values/report.ts';

/** The summary for a terminal or a text file; sections that are details only when `details` is set. */
export function summaryText(report: Report, style: Style = plainStyle, details = false): string {
  const sections = report.sections.filter((section) => details || section.detail !== true);
  return [style.bold(report.title), ...sections.map((section) => sectionText(section, style))].join('\n\n');
}

function sectionText({ heading, lines = [], rows = [], commands = [] }: Section, style: Style): string {
  const widest = Math.max(0, ...commands.map(({ about }) => about.length));
  return [
    style.bold(heading),
    ...rowsText(rows, style),
    ...lines.map((line) => `  ${line}`),
    ...commands.map(({ about, command }) => `  ${style.dim(about.padEnd(widest))}  ${command}`),
  ].join('\n');
}

/** Names and values as two columns. */
export function rowsText(rows: readonly Row[], style: Style, indent = '  '): readonly string[] {
  const widest = Math.max(0, ...rows.map(({ name }) => name.length));
  return rows.map(({ name, value }) => `${indent}${style.dim(name.padEnd(widest))}  ${value}`);
}
