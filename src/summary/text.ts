import { plainStyle, type Style } from '../messages/render.ts';
import type { CommandLine, Item, Link, Report, Row, Section } from '../values/report.ts';
import { pictureLines } from './picture-text.ts';
import { KEPT_SPACE, wrapped } from './wrap.ts';

/** How many pages to read on a terminal has room for. */
const FIRST_LINKS = 2;
/** Names that are longer get a line of their own, so that the values stay beside the other names. */
const WIDEST_NAME = 36;

/** How a summary is written as text. */
export interface TextForm {
  readonly style?: Style;
  /** With the sections that are details, and all that there is to read. */
  readonly details?: boolean;
  /** Columns that there are; left out: lines are as long as what they say. */
  readonly width?: number | undefined;
}

type Writing = Required<Pick<TextForm, 'style'>> & { readonly width: number };

/** The summary for a terminal or a text file. */
export function summaryText(report: Report, { style = plainStyle, details = false, width }: TextForm = {}): string {
  const { title, sections } = report;
  const shown = details ? sections : sections.filter(({ detail }) => detail !== true).map(short);
  const writing = { style, width: width ?? Infinity };
  const head = wrapped(title, writing.width, '').map((line) => style.bold(line));
  return [head.join('\n'), ...shown.map((section) => sectionText(section, writing))].join('\n\n');
}

/** What a terminal has no room for: more than the first pages to read and why, and a line for each size. */
function short(section: Section): Section {
  const { links = [], bar, lines = [] } = section;
  const rows = section.rows?.filter(({ isDetail }) => isDetail !== true) ?? [];
  if (bar !== undefined) {
    return {
      ...section,
      rows: [],
      lines: [rows.map(({ name, value }) => `${name} ${value}`.replaceAll(' ', KEPT_SPACE)).join(', '), ...lines],
    };
  }
  const pages = links.slice(0, FIRST_LINKS).map(({ title: about, url: command }) => ({ about, command }));
  return pages.length === 0 ? { ...section, rows } : { ...section, rows, links: [], commands: pages };
}

function sectionText(section: Section, writing: Writing): string {
  const { heading, isWarning, lines = [], rows = [], items = [], commands = [], links = [], pictures = [] } = section;
  const { style, width } = writing;
  return [
    ...wrapped(heading, width, '').map((line) => style.bold(isWarning ? style.yellow(line) : line)),
    ...(rows.some(({ why }) => why !== undefined) ? stepsText(rows, writing) : rowsText(rows, writing)),
    ...lines.flatMap((line) => wrapped(line, width, '  ')),
    ...items.flatMap((item) => itemText(item, writing)),
    ...pictures.flatMap(pictureLines).map((line) => `  ${line}`),
    ...commandsText(commands, writing),
    ...links.flatMap((link) => linkText(link, writing)),
  ].join('\n');
}

function itemText({ what, found = [], next = [] }: Item, { style, width }: Writing): readonly string[] {
  return [
    ...wrapped(what, width, '  '),
    ...found.flatMap((line) => wrapped(line, width, '    ')),
    ...next
      .flatMap((line) => wrapped(`→ ${line}`, width, '  ', '    '))
      .map((line) => line.replace('→', style.dim('→'))),
  ];
}

/** Names and values as two columns. */
export function rowsText(
  rows: readonly Row[],
  { style, width = Infinity }: { readonly style: Style; readonly width?: number | undefined },
  indent = '  ',
): readonly string[] {
  const lengths = rows.map(({ name }) => name.length).filter((length) => length <= WIDEST_NAME);
  const column = Math.max(0, ...lengths) + 2;
  const below = indent + ' '.repeat(column);
  return rows.flatMap(({ name, value }) => {
    const [first = '', ...more] = wrapped(value, width, below);
    if (name.length > WIDEST_NAME) return [...wrapped(name, width, indent).map(style.dim), first, ...more];
    return [indent + style.dim(name.padEnd(column - 2)) + '  ' + first.slice(below.length), ...more];
  });
}

/** Steps with how long each took, and what it was done for. */
function stepsText(rows: readonly Row[], { width }: Writing): readonly string[] {
  const widest = Math.max(...rows.map(({ value }) => value.length));
  return rows.flatMap(({ name, value, why }) => {
    const text = `  ${value.padStart(widest)}  ${why === undefined ? name : `${name}. ${why}`}`;
    return wrapped(
      text.trimStart(),
      width,
      text.slice(0, text.length - text.trimStart().length),
      ' '.repeat(widest + 4),
    );
  });
}

/** Each beside what it is for; where one of them has no room there, all stand below. */
function commandsText(commands: readonly CommandLine[], { style, width }: Writing): readonly string[] {
  const widest = Math.max(0, ...commands.map(({ about }) => about.length));
  const fits = commands.every(({ command }) => 2 + widest + 2 + command.length <= width);
  return commands.flatMap(({ about, command }) =>
    fits ? [`  ${style.dim(about.padEnd(widest))}  ${command}`] : [`  ${style.dim(about)}`, `    ${command}`],
  );
}

function linkText({ title, url, why }: Link, { style, width }: Writing): readonly string[] {
  return [...wrapped(`${title}: ${why}`, width, '  ', '    '), `    ${style.dim(url)}`];
}
