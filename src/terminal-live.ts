import { stripVTControlCharacters } from 'node:util';
import { createLogUpdate } from 'log-update';
import wrapAnsi from 'wrap-ansi';
import { milliseconds } from './milliseconds.ts';
import { fit, formatDuration } from './terminal-format.ts';
import type { View, ViewTarget } from './terminal-view.ts';
import type { Activity } from './values/activity.ts';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const EVERY_MS = 100;
/** Running steps shown at once; the rest is a number. */
const MOST_SHOWN = 6;

interface Running {
  readonly title: string;
  readonly since: number;
  latest: string;
}

/** A compact live view: finished steps stay as one line each, running ones show their last line below. */
export function liveView(target: ViewTarget): View {
  const { stream } = target;
  const update = createLogUpdate(stream);
  const running = new Map<string, Running>();
  let frame = 0;
  const draw = (): void => update(drawRunning(running, FRAMES[frame % FRAMES.length] ?? '', target));
  const timer = setInterval(() => {
    frame += 1;
    if (running.size > 0) draw();
  }, EVERY_MS).unref();
  const say = (text: string): void => {
    update.clear();
    stream.write(`${wrapped(text, widthOf(stream))}\n`);
    if (running.size > 0) draw();
  };
  return {
    say,
    show(activity) {
      const stays = follow(running, activity, target);
      if (stays !== undefined) say(stays);
    },
    close() {
      clearInterval(timer);
      update.clear();
      update.done();
    },
  };
}

/** Takes the news in; gives the line that stays when a step ended. */
function follow(running: Map<string, Running>, activity: Activity, { style, stream }: ViewTarget): string | undefined {
  const known = running.get(activity.id);
  if (known === undefined && activity.type !== 'started') return undefined;
  switch (activity.type) {
    case 'started':
      running.set(activity.id, { title: activity.title, since: milliseconds(), latest: '' });
      return undefined;
    case 'output':
      if (known !== undefined && activity.line.trim() !== '') known.latest = activity.line;
      return undefined;
    case 'progress':
      if (known !== undefined) known.latest = activity.text;
      return undefined;
    case 'completed':
      running.delete(activity.id);
      return endLine(
        style.green('✓'),
        known?.title ?? '',
        style.dim(activity.note ?? formatDuration(activity.ms)),
        stream,
      );
    case 'failed': {
      running.delete(activity.id);
      const lines = (activity.lines ?? []).map((line) => `  ${style.dim('│')} ${fit(line, widthOf(stream) - 4)}`);
      const end = endLine(style.red('✗'), known?.title ?? '', formatDuration(activity.ms), stream);
      return [end, ...lines].join('\n');
    }
  }
}

function endLine(mark: string, title: string, after: string, stream: NodeJS.WriteStream): string {
  return `${mark} ${fit(title, widthOf(stream) - 14)} ${after}`;
}

function drawRunning(running: ReadonlyMap<string, Running>, frame: string, { style, stream }: ViewTarget): string {
  const width = widthOf(stream);
  const shown = [...running.values()].slice(0, MOST_SHOWN);
  const lines = shown.flatMap(({ title, since, latest }) => {
    const first = `${frame} ${fit(title, width - 14)} ${style.dim(formatDuration(milliseconds() - since))}`;
    return latest === '' ? [first] : [first, `  ${style.dim(fit(latest, width - 3))}`];
  });
  const hidden = running.size - shown.length;
  return [...lines, ...(hidden > 0 ? [style.dim(`  and ${hidden} more`)] : [])].join('\n');
}

/** Wrapped at words; what a line goes on with stands below its text, not at the edge. */
function wrapped(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, width))
    .join('\n');
}

function wrapLine(line: string, width: number): string {
  const lead = /^(?:[ →]|\u001B\[\d+m)*/.exec(line)?.[0] ?? '';
  const indent = stripVTControlCharacters(lead).length;
  const rest = wrapAnsi(line.slice(lead.length), Math.max(20, width - indent));
  if (!rest.includes('\n')) return lead + rest;
  const column = columnOf(stripVTControlCharacters(line));
  // Of two columns the second goes on below itself, while there is room for it.
  return column !== undefined && column <= width / 2
    ? inColumns(line, column, width)
    : lead + rest.replaceAll('\n', `\n${' '.repeat(indent)}`);
}

/** Where the second column of a row begins. */
function columnOf(line: string): number | undefined {
  return /^\s*\S+(?: \S+)* {2,}(?=\S)/.exec(line)?.[0].length;
}

function inColumns(line: string, column: number, width: number): string {
  const at = positionOf(line, column);
  const value = wrapAnsi(line.slice(at), width - column);
  return line.slice(0, at) + value.replaceAll('\n', `\n${' '.repeat(column)}`);
}

/** The place in a text with colours of a character that is counted without them. */
function positionOf(text: string, column: number): number {
  let at = 0;
  while (stripVTControlCharacters(text.slice(0, at)).length < column) at += 1;
  return at;
}

function widthOf(stream: NodeJS.WriteStream): number {
  return Math.max(20, stream.columns ?? 80);
}
