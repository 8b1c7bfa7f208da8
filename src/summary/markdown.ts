import type { Item, Report, Row, Section } from '../values/report.ts';
import { pictureLines } from './picture-text.ts';

/** The whole summary as Markdown. */
export function summaryMarkdown(report: Report): string {
  return `${[`# ${escape(report.title)}`, ...report.sections.map(sectionMarkdown)].join('\n\n')}\n`;
}

function sectionMarkdown(section: Section): string {
  const { heading, isWarning, lines = [], rows = [], items = [], commands = [], links = [], pictures = [] } = section;
  const blocks = [
    `## ${isWarning ? '⚠ ' : ''}${escape(heading)}`,
    ...(rows.length > 0 ? [tableMarkdown(rows)] : []),
    ...(lines.length === 0
      ? []
      : [section.isOutput ? code(lines.join('\n')) : lines.map((line) => `- ${escape(line)}`).join('\n')]),
    ...(items.length > 0 ? [items.map(itemMarkdown).join('\n')] : []),
    ...pictures.map((picture) => code(pictureLines(picture).join('\n'))),
    ...commands.map(({ about, command }) => `${escape(about)}:\n\n${code(command)}`),
    ...(links.length > 0
      ? [links.map(({ title, url, why }) => `- ${linkMarkdown(title, url)}: ${escape(why)}`).join('\n')]
      : []),
  ];
  return blocks.join('\n\n');
}

function itemMarkdown({ what, found = [], next = [] }: Item): string {
  const below = [...found, ...next.map((line) => `→ ${line}`)].map((line) => `  - ${escape(line)}`);
  return [`- ${escape(what)}`, ...below].join('\n');
}

function tableMarkdown(rows: readonly Row[]): string {
  const hasWhy = rows.some(({ why }) => why !== undefined);
  const line = ({ name, value, why = '' }: Row): string =>
    `| ${[name, value, ...(hasWhy ? [why] : [])].map(cell).join(' | ')} |`;
  const head = hasWhy ? ['| | | |', '|---|---|---|'] : ['| | |', '|---|---|'];
  return [...head, ...rows.map(line)].join('\n');
}

/** A page of the web as a link; a file of this machine is no address that a reader elsewhere could open. */
function linkMarkdown(title: string, url: string): string {
  return url.startsWith('/') ? `${escape(title)} (\`${url}\`)` : `[${escape(title)}](${url})`;
}

/** Commands and pictures as they are typed: with a fence, which has a button to copy where Markdown is shown. */
function code(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}

function cell(text: string): string {
  return escape(text).replaceAll('|', String.raw`\|`);
}

/** Names of files and modules hold characters that Markdown reads as emphasis or as tags. */
function escape(text: string): string {
  return text.replaceAll(/[\\`*_<>[\]#]/g, String.raw`\$&`);
}
