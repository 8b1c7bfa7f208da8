import type { Report, Section } from '../values/report.ts';
import { pictureLines } from './picture-text.ts';

/** The whole summary as Markdown. */
export function summaryMarkdown(report: Report): string {
  return `${[`# ${escape(report.title)}`, ...report.sections.map(sectionMarkdown)].join('\n\n')}\n`;
}

function sectionMarkdown(section: Section): string {
  const { heading, lines = [], rows = [], commands = [], links = [], pictures = [] } = section;
  const table = rows.map(({ name, value }) => `| ${cell(name)} | ${cell(value)} |`);
  const blocks = [
    `## ${escape(heading)}`,
    ...(table.length > 0 ? [['| | |', '|---|---|', ...table].join('\n')] : []),
    ...(lines.length > 0 ? [lines.map((line) => `- ${escape(line)}`).join('\n')] : []),
    ...pictures.map((picture) =>
      pictureLines(picture)
        .map((line) => `    ${line}`)
        .join('\n'),
    ),
    ...commands.map(({ about, command }) => `${escape(about)}:\n\n    ${command}`),
    ...(links.length > 0
      ? [links.map(({ title, url, why }) => `- ${escape(title)} <${url}>: ${escape(why)}`).join('\n')]
      : []),
  ];
  return blocks.join('\n\n');
}

function cell(text: string): string {
  return escape(text).replaceAll('|', String.raw`\|`);
}

/** Names of files and modules hold characters that Markdown reads as emphasis or as tags. */
function escape(text: string): string {
  return text.replaceAll(/[\\`*_<>[\]#]/g, String.raw`\$&`);
}
